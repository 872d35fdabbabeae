import { sum, type Minor } from '../money/money.js';
import type { OrderTotals, PricedAmount, PricedLine, TaxPart } from './pricing.types.js';

/** One line of an explanation. `amount` in minor units, as it enters the sum: what is taken off is below 0. */
export type PriceStep =
  | { kind: 'list'; amount: Minor; quantity: number; price: Minor }
  /** From the list price to the shop's price of today. */
  | { kind: 'offer'; amount: Minor }
  | { kind: 'delivery'; amount: Minor }
  | { kind: 'promotion'; amount: Minor; title: string }
  | { kind: 'coupon'; amount: Minor; title: string; code: string }
  /** `exact`: before rounding, in minor units, as a decimal text. */
  | {
      kind: 'tax';
      amount: Minor;
      name: string;
      rateMillionths: number;
      base: Minor;
      exact: string;
      isIncluded: boolean;
    };

/** How a line came to its price. The amounts of the steps add up to what it costs; a tax that is included adds nothing. */
export const explainLine = (line: PricedLine, taxIncluded: boolean): PriceStep[] => [
  ...listSteps(line),
  ...furtherSteps(line, taxIncluded),
];

export const explainDelivery = (delivery: PricedAmount, taxIncluded: boolean): PriceStep[] => [
  { kind: 'delivery', amount: delivery.subtotal },
  ...furtherSteps(delivery, taxIncluded),
];

/** What the steps of the whole order add up to: its total. */
export const explainedTotal = ({ lines, delivery, taxIncluded }: OrderTotals): Minor =>
  sum(
    [
      ...lines.flatMap((line) => explainLine(line, taxIncluded)),
      ...(delivery ? explainDelivery(delivery, taxIncluded) : []),
    ].map((step) => (step.kind === 'tax' && step.isIncluded ? 0 : step.amount)),
  );

function listSteps({ quantity, listPrice, subtotal }: PricedLine): PriceStep[] {
  const listed = listPrice * quantity;
  const list = { kind: 'list', amount: listed, quantity, price: listPrice } as const;
  return listed === subtotal ? [list] : [list, { kind: 'offer', amount: subtotal - listed }];
}

function furtherSteps({ adjustments, taxes }: PricedAmount, isIncluded: boolean): PriceStep[] {
  const taken = adjustments.map(({ amount, title, code }): PriceStep =>
    code === null
      ? { kind: 'promotion', amount: -amount, title }
      : { kind: 'coupon', amount: -amount, title, code },
  );
  return [...taken, ...taxes.map((tax) => taxStep(tax, taxes, isIncluded))];
}

function taxStep(tax: TaxPart, all: readonly TaxPart[], isIncluded: boolean): PriceStep {
  const { amount, name, rateMillionths, base } = tax;
  return {
    kind: 'tax',
    amount,
    name,
    rateMillionths,
    base,
    exact: exactly(tax, all, isIncluded),
    isIncluded,
  };
}

const DIGITS = 6;

/** Contained taxes are a part of the gross: of their net that is not whole. Cut after six digits. */
function exactly({ base, rateMillionths }: TaxPart, all: readonly TaxPart[], isIncluded: boolean): string {
  const rates = sum(all.map((tax) => tax.rateMillionths));
  const gross = base + sum(all.map(({ amount }) => amount));
  const [whole, divisor] = isIncluded ? [gross, 1_000_000 + rates] : [base, 1_000_000];
  const scaled = (BigInt(whole) * BigInt(rateMillionths) * 10n ** BigInt(DIGITS)) / BigInt(divisor);
  const text = String(scaled).padStart(DIGITS + 1, '0');
  return `${text.slice(0, -DIGITS)}.${text.slice(-DIGITS)}`.replace(/\.?0+$/, '');
}
