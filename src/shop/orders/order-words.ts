import type { Address } from '../../core/orders/address.js';
import { ByLanguage } from '../../platform/language/by-language.js';
import { localeTag, ownLanguage } from '../../platform/language/locales.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { OrderTenders } from '../payments/tender.js';
import { countryName } from './country-words.js';
import { creditRows } from './credit-words.js';
import { taxNote, taxRows, type OrderTaxes } from './tax-words.js';
import type { Order, OrderAdjustment, OrderLine } from './order.js';

export interface LineWords {
  title: string;
  handle: string;
  imageSrc: string | null;
  /** Variant, then one entry per property. */
  details: string[];
  quantity: number;
  unitPrice: string;
  price: string;
}

/** A label and an amount, in the order in which they are added up. `isTotal` marks the last one. */
export interface TotalWords {
  label: string;
  amount: string;
  isTotal: boolean;
}

/** The lines of an address as they stand on a parcel. */
export function addressLines(address: Address): string[] {
  const place = [address.city, address.region, address.postcode].filter((part) => part !== '').join(', ');
  const name = `${address.firstName} ${address.lastName}`.trim();
  const lines = [
    name,
    address.company,
    address.address1,
    address.address2,
    place,
    countryName(address.country),
  ];
  return lines.filter((line) => line !== '');
}

/** A calendar day such as `2026-11-25` in words: `Wed, Nov 25`. */
export const dayText = (day: string): string => days.now.format(new Date(`${day}T12:00:00Z`));

/** Making one takes longer than the rest of an order's words. */
const days = new ByLanguage(
  (language) =>
    new Intl.DateTimeFormat(localeTag(language ?? ownLanguage()), {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      timeZone: 'UTC',
    }),
);

/** `Wed, Nov 25 to Fri, Nov 27`, or one day. */
export const daysText = (messages: Messages, from: string, to: string): string =>
  from === to
    ? dayText(from)
    : messages.t('checkout.delivery.days', { from: dayText(from), to: dayText(to) });

/** With its tenders where they are to be told. */
type PaidOrder = Order & Partial<OrderTenders>;

/** The texts of an order that its page and its mails share; amounts in its own currency. */
export function orderWords(order: PaidOrder, messages: Messages, shop: Formatters) {
  const formatters = shop.in(order.currency);
  const { money } = formatters;
  return {
    number: order.number,
    path: `/orders/${order.token}`,
    email: order.email,
    placedOn: formatters.date(order.placedAt),
    lines: order.lines.map((line) => lineWords(line, formatters)),
    totals: [
      ...totalsWords(order, taxesOf(order), messages, formatters),
      ...paidRows(order, messages, formatters),
    ],
    taxNote: taxNote(order, messages),
    vatNumber: order.vatNumber?.number ?? null,
    total: money(order.total),
    shipTo: addressLines(order.shippingAddress),
    billTo: addressLines(order.billingAddress),
    phone: order.shippingAddress.phone,
    note: order.note,
    delivery: order.delivery && deliveryWords(order.delivery, messages),
  };
}

function paidRows({ tender, credits = [] }: PaidOrder, messages: Messages, formatters: Formatters) {
  if (!tender) return [];
  const left = { label: messages.t(`orders.paid_by.${tender.gateway}`), amount: tender.amount };
  return creditRows(credits, left, messages, formatters);
}

const taxesOf = (order: Order): OrderTaxes => ({
  parts: [...order.lines.flatMap(({ taxes }) => taxes), ...order.shippingTaxes],
  areIncluded: order.pricesIncludeTax,
  isReverseCharge: order.isReverseCharge,
});

/** How it gets there and when; of what is picked up also where, and when somebody is there. */
export function deliveryWords(
  { method, from, to, pickup }: Pick<NonNullable<Order['delivery']>, 'method' | 'from' | 'to' | 'pickup'>,
  messages: Messages,
) {
  const { t } = messages;
  const days = daysText(messages, from, to);
  if (!pickup)
    return {
      method: t(`checkout.delivery.${method}`),
      days,
      when: t('checkout.delivery.arrives', { days }),
      place: [],
    };
  return {
    method: t('checkout.delivery.pickup', { name: pickup.name }),
    days,
    when: t('checkout.delivery.ready', { days }),
    place: [...addressLines(pickup.address), pickup.hours],
  };
}

function lineWords(line: OrderLine, { money }: Formatters): LineWords {
  const properties = Object.entries(line.properties).filter(([name]) => !name.startsWith('_'));
  return {
    title: line.title,
    handle: line.productHandle,
    imageSrc: line.imageSrc,
    details: [line.variantTitle, ...properties.map(([name, value]) => `${name}: ${value}`)].filter(
      (text) => text !== '',
    ),
    quantity: line.quantity,
    unitPrice: money(line.unitPrice),
    price: money(line.subtotal),
  };
}

/** What one promotion took off, in minor units; `position` null: off delivery. */
export type Reduction = Pick<OrderAdjustment, 'position' | 'promotionId' | 'title' | 'code' | 'amount'>;

/** Amounts of an order or of a review, in minor units. */
export interface Totals {
  subtotal: number;
  discount: number;
  shipping: number;
  total: number;
  adjustments: readonly Reduction[];
}

/**
 * Subtotal, a row for each promotion, delivery, taxes, total: in the order in which they are added up; then the taxes that the
 * total contains. `taxes` is null while the address is not known.
 */
export function totalsWords(
  totals: Totals,
  taxes: OrderTaxes | null,
  messages: Messages,
  formatters: Formatters,
): TotalWords[] {
  const { t } = messages;
  const { money } = formatters;
  const later = [{ label: t('checkout.totals.tax'), amount: t('checkout.totals.later') }];
  const named = (taxes ? taxRows(taxes, messages, formatters) : later).map((one) =>
    row(one.label, one.amount),
  );
  const isAdded = !taxes?.areIncluded || taxes.isReverseCharge;
  const ofDelivery = totals.adjustments.filter(({ position }) => position === null);
  const before = totals.shipping + ofDelivery.reduce((sum, { amount }) => sum + amount, 0);
  const shipping = before === 0 ? t('checkout.delivery.free') : money(before);
  return [
    row(t('checkout.totals.subtotal'), money(totals.subtotal)),
    ...reductionRows(totals.adjustments.filter(({ position }) => position !== null)).map(
      ({ title, amount }) => row(title, money(-amount)),
    ),
    row(t('checkout.totals.shipping'), shipping),
    ...reductionRows(ofDelivery).map(({ title, amount }) => row(title, money(-amount))),
    ...(isAdded ? named : []),
    { label: t('checkout.totals.total'), amount: money(totals.total), isTotal: true },
    ...(isAdded ? [] : named),
  ];
}

const row = (label: string, amount: string): TotalWords => ({ label, amount, isTotal: false });

/** One row for each promotion, with the code that unlocked it in its title. */
function reductionRows(adjustments: readonly Reduction[]): { title: string; amount: number }[] {
  const rows = new Map<number, { title: string; amount: number }>();
  for (const { promotionId, title, code, amount } of adjustments) {
    const row = rows.get(promotionId);
    if (row) row.amount += amount;
    else rows.set(promotionId, { title: code === null ? title : `${title} (${code})`, amount });
  }
  return [...rows.values()];
}
