import { termsPath } from '../content/content-page.view.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import type { PricedCartLine } from '../../shop/cart/cart.service.js';
import type { Checkout } from '../../shop/checkout/checkout.js';
import { creditOf } from '../../shop/checkout/credit-quote.js';
import { fingerprint, type Quote } from '../../shop/checkout/quote.js';
import { addressLines, deliveryWords } from '../../shop/orders/order-words.js';
import type { PaymentChoice } from '../../shop/payments/gateway.js';
import { creditTexts } from './checkout-credit.view.js';
import { explanationView } from '../prices/price-explanation.view.js';
import { seenDelivery, seenOf, type Seen } from './checkout-seen.js';
import { lineDetails } from './checkout-summary.view.js';

interface Words {
  messages: Messages;
  formatters: Formatters;
}

/** The delivery methods to choose from, at their price for this cart, the chosen or cheapest one marked. */
export function deliveryForm({ messages, formatters }: Words, checkout: Checkout, quote: Quote) {
  const { t } = messages;
  return {
    addressLines: checkout.shippingAddress ? addressLines(checkout.shippingAddress) : [],
    nothing: quote.isDeliverable ? null : t('checkout.delivery.nothing'),
    offers: quote.offers.map((offer) => ({
      id: offer.id,
      ...deliveryWords({ ...offer, method: offer.id }, messages),
      price: offer.price === 0 ? t('checkout.delivery.free') : formatters.money(offer.price),
      isChosen: offer.id === quote.offer?.id,
    })),
  };
}

/** The ways to pay, the chosen or first one marked; test cards in a group of their own. */
export function paymentForm({ t }: Messages, choices: readonly PaymentChoice[], chosen: string | null) {
  const marked = choices.some(({ id }) => id === chosen) ? chosen : choices[0]?.id;
  const words = choices.map((choice) => ({
    id: choice.id,
    label: t(choice.labelKey),
    hint: t(choice.hintKey),
    isTest: choice.isTest,
    isChosen: choice.id === marked,
  }));
  return { choices: words.filter(({ isTest }) => !isTest), testCards: words.filter(({ isTest }) => isTest) };
}

/** Everything that is confirmed with the last button. `before` is what the shopper saw when it differs from now. */
export function reviewPage(
  { messages, formatters }: Words,
  checkout: Checkout,
  quote: Quote,
  choice: PaymentChoice,
  { before = null, terms }: { before?: Seen | null; terms: string },
) {
  const { t } = messages;
  const { money } = formatters;
  const offer = quote.offer;
  return {
    token: checkout.token,
    fingerprint: fingerprint(checkout, quote),
    seen: JSON.stringify(seenOf(quote)),
    terms: { version: terms, text: t('checkout.review.terms'), href: termsPath(terms) },
    email: checkout.email,
    shipTo: checkout.shippingAddress ? addressLines(checkout.shippingAddress) : [],
    billTo: checkout.billingAddress ? addressLines(checkout.billingAddress) : null,
    phone: checkout.shippingAddress?.phone,
    note: quote.cart.note,
    delivery: offer && deliveryWords({ ...offer, method: offer.id }, messages),
    vatNumber: checkout.vatNumber?.number ?? null,
    credits: creditTexts(quote, { messages, formatters }),
    payment: { label: t(choice.labelKey), hint: t(choice.hintKey) },
    lines: quote.cart.lines.map((line, index) => {
      const was = before && wasPrice(line, quote, before);
      const priced = quote.totals.lines[index];
      return {
        title: line.variant.productTitle,
        href: `/products/${line.variant.productHandle}?variant=${line.variantId}`,
        details: lineDetails(line.variant.title, line.properties),
        imageSrc: line.variant.imageSrc,
        quantity: t('checkout.summary.quantity', { quantity: line.quantity }),
        unitPrice:
          line.quantity > 1
            ? t('checkout.summary.each', { amount: money(priced?.unitPrice ?? line.unitPrice) })
            : null,
        price: money(priced?.subtotal ?? line.linePrice),
        was:
          was !== null
            ? t('checkout.changed.was', { amount: moneyBefore(formatters, before)(was * line.quantity) })
            : null,
      };
    }),
    explanations: explanationView(
      quote.totals,
      quote.cart.lines.map((line) => line.variant.productTitle),
      { messages, formatters },
    ),
    changes: before && changes({ messages, formatters }, quote, before),
    button: t(buttonKey(choice, quote.leftToPay), { amount: money(quote.leftToPay) }),
  };
}

function buttonKey(choice: PaymentChoice, leftToPay: number): string {
  if (leftToPay === 0) return 'checkout.review.place_free';
  return choice.gateway === 'invoice' ? 'checkout.review.place_invoice' : 'checkout.review.place';
}

/** One sentence per difference, old and new. */
function changes({ messages, formatters }: Words, quote: Quote, before: Seen): string[] {
  const { t } = messages;
  const { money } = formatters;
  const saw = moneyBefore(formatters, before);
  const lines = quote.cart.lines.flatMap((line) => {
    const was = wasPrice(line, quote, before);
    if (was === null) return [];
    const title = line.variant.productTitle;
    return [t('checkout.changed.line', { title, before: saw(was), now: money(line.unitPrice) })];
  });
  const { total } = quote.totals;
  const hasNewTotal = before.total !== null && (before.total !== total || isOtherCurrency(quote, before));
  const sum = hasNewTotal
    ? [t('checkout.changed.total', { before: saw(before.total ?? 0), now: money(total) })]
    : [];
  const found = [
    ...lines,
    ...sum,
    ...creditChange(messages, quote, before, { money, saw }),
    ...deliveryChange(messages, quote, before),
  ];
  return found.length > 0 ? found : [t('checkout.changed.other')];
}

const isOtherCurrency = (quote: Quote, { currency }: Seen): boolean =>
  currency !== undefined && currency !== quote.currency;

/** What one cost on the page before, when that was another amount, or one in another currency. */
function wasPrice(line: PricedCartLine, quote: Quote, before: Seen): number | null {
  const was = before.prices[line.key];
  if (was === undefined) return null;
  return was === line.unitPrice && !isOtherCurrency(quote, before) ? null : was;
}

const moneyBefore = (formatters: Formatters, before: Seen | null): Formatters['money'] =>
  formatters.in(before?.currency ?? formatters.currency).money;

/** A balance that changed meanwhile, old and new, with what is left to pay now. */
function creditChange(
  { t }: Messages,
  quote: Quote,
  before: Seen,
  { money, saw }: Record<'money' | 'saw', Formatters['money']>,
): string[] {
  const { credit = 0 } = before;
  const now = creditOf(quote);
  if (credit === now && (now === 0 || !isOtherCurrency(quote, before))) return [];
  const amounts = { before: saw(credit), now: money(now), left: money(quote.leftToPay) };
  return [t('checkout.changed.credit', amounts)];
}

function deliveryChange(messages: Messages, quote: Quote, { delivery }: Seen): string[] {
  if (!quote.offer || delivery === undefined || delivery === seenDelivery(quote)) return [];
  const { method, when } = deliveryWords({ ...quote.offer, method: quote.offer.id }, messages);
  return [messages.t('checkout.changed.delivery', { method, when })];
}

/** Why an order for this cart is not possible, one sentence per line. */
export function soldOutPage({ t }: Messages, quote: Quote) {
  const problems = quote.cart.lines.flatMap((line) => {
    const title = [line.variant.productTitle, ...lineDetails(line.variant.title, {})].join(', ');
    if (line.problem === null) return [];
    if (line.problem === 'not_for_sale') return [t('checkout.sold_out.gone', { title })];
    const { available } = line.availability;
    if (available <= 0) return [t('checkout.sold_out.none', { title })];
    return [t('checkout.sold_out.few', { title, available, wanted: line.quantity })];
  });
  return { problems: problems.length > 0 ? problems : [t('checkout.sold_out.again')] };
}
