import { NO_OPTIONS } from '../../core/catalog/full-title.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { checkoutSteps, type CheckoutStep } from '../../shop/checkout/checkout.js';
import { adjustmentsOf } from '../../shop/checkout/new-order.js';
import type { Quote } from '../../shop/checkout/quote.js';
import { quotedRows } from './checkout-credit.view.js';
import { couponsView } from '../cart/coupons.view.js';
import { totalsWords } from '../../shop/orders/order-words.js';
import { taxNote, type OrderTaxes } from '../../shop/orders/tax-words.js';

/** Texts of what every step of the checkout shows around its form: the steps, and the order with its totals. */
export function checkoutFrame(
  { messages, formatters }: { messages: Messages; formatters: Formatters },
  step: CheckoutStep,
  { quote, next }: { quote: Quote; next: CheckoutStep },
) {
  const { t } = messages;
  return {
    step,
    steps: progress(messages, step, next, quote),
    summary: {
      revision: quote.cart.revision,
      count: t('checkout.summary.items', { count: quote.cart.itemCount }),
      lines: quote.cart.lines.map((line, index) => ({
        title: line.variant.productTitle,
        details: lineDetails(line.variant.title, line.properties),
        imageSrc: line.variant.imageSrc,
        quantity: t('checkout.summary.quantity', { quantity: line.quantity }),
        price: formatters.money(quote.totals.lines[index]?.subtotal ?? line.linePrice),
      })),
      totals: [
        ...totalsWords(
          { ...quote.totals, adjustments: adjustmentsOf(quote.totals) },
          quote.isTaxKnown ? taxesOf(quote) : null,
          messages,
          formatters,
        ),
        ...quotedRows(quote, { messages, formatters }),
      ],
      total: formatters.money(quote.totals.total),
      taxNote: taxNote(quote, messages),
      coupons: couponsView(quote.totals, quote.coupons, { messages, formatters }),
    },
  };
}

const taxesOf = ({ totals, isReverseCharge }: Quote): OrderTaxes => ({
  parts: [...totals.lines.flatMap(({ taxes }) => taxes), ...(totals.delivery?.taxes ?? [])],
  areIncluded: totals.taxIncluded,
  isReverseCharge,
});

/** The chosen options and the properties of a line, one entry each. */
export function lineDetails(variantTitle: string, properties: Readonly<Record<string, string>>): string[] {
  const visible = Object.entries(properties).filter(([name]) => !name.startsWith('_'));
  const options = variantTitle === NO_OPTIONS ? [] : [variantTitle];
  return [...options, ...visible.map(([name, value]) => `${name}: ${value}`)];
}

/** Steps before the first open one are links; the one shown is marked. Goods that need no sending skip delivery. */
function progress({ t }: Messages, here: CheckoutStep, next: CheckoutStep, quote: Quote) {
  const steps = checkoutSteps.filter((step) => step !== 'delivery' || quote.cart.requiresShipping);
  return steps.map((step) => ({
    label: t(`checkout.steps.${step}`),
    isHere: step === here,
    href:
      step !== here && checkoutSteps.indexOf(step) <= checkoutSteps.indexOf(next)
        ? `/checkout/${step}`
        : null,
  }));
}
