import { explainDelivery, explainLine, type PriceStep } from '../../core/pricing/explain-price.js';
import type { OrderTotals } from '../../core/pricing/pricing.types.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';
import { explainOrder } from '../../shop/orders/explain-order.js';
import type { Order } from '../../shop/orders/order.js';

interface Words {
  messages: Messages;
  formatters: Formatters;
}

/** How one line, or delivery, came to its price. */
export interface ExplanationView {
  title: string;
  steps: { label: string; amount: string; hint: string | null }[];
  /** What the steps come to. */
  total: string;
}

/** "Why this price", line by line. `titles`: of the lines, in their order. */
export function explanationView(
  totals: OrderTotals,
  titles: readonly string[],
  words: Words,
): ExplanationView[] {
  const { lines, delivery, taxIncluded } = totals;
  const ofLines = lines.map((line, index) =>
    section(titles[index] ?? '', explainLine(line, taxIncluded), words),
  );
  const ofDelivery = delivery
    ? [section(words.messages.t('checkout.totals.shipping'), explainDelivery(delivery, taxIncluded), words)]
    : [];
  return [...ofLines, ...ofDelivery];
}

/** The same of an order, as it was on the day. */
export const orderExplanation = (order: Order, words: Words): ExplanationView[] =>
  explainOrder(order).map(({ title, steps }) =>
    section(title ?? words.messages.t('checkout.totals.shipping'), steps, words),
  );

function section(title: string, steps: readonly PriceStep[], words: Words): ExplanationView {
  const total = steps.reduce((sum, step) => sum + addedBy(step), 0);
  return { title, steps: steps.map((step) => stepView(step, words)), total: words.formatters.money(total) };
}

const addedBy = (step: PriceStep): number => (step.kind === 'tax' && step.isIncluded ? 0 : step.amount);

function stepView(step: PriceStep, { messages: { t }, formatters: { money, digits } }: Words) {
  const row = (label: string, hint: string | null = null) => ({ label, amount: money(step.amount), hint });
  switch (step.kind) {
    case 'list':
      return row(t('checkout.why.list', { quantity: step.quantity, price: money(step.price) }));
    case 'offer':
      return row(t('checkout.why.offer'));
    case 'delivery':
      return row(t('checkout.why.delivery'));
    case 'promotion':
      return row(step.title);
    case 'coupon':
      return row(t('checkout.why.coupon', { title: step.title, code: step.code }));
    case 'tax': {
      const values = { name: step.name, rate: String(step.rateMillionths / 10_000), base: money(step.base) };
      const label = t(step.isIncluded ? 'checkout.why.tax_included' : 'checkout.why.tax', values);
      return row(label, roundingHint(step, { t, digits }));
    }
  }
}

/** Said only where something was rounded. `exact` is in minor units. */
function roundingHint(
  { exact, amount }: Extract<PriceStep, { kind: 'tax' }>,
  { t, digits }: Pick<Messages, 't'> & Pick<Formatters, 'digits'>,
): string | null {
  if (exact === String(amount)) return null;
  const [whole = '0', fraction = ''] = exact.split('.');
  const padded = whole.padStart(digits + 1, '0');
  const major = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  const joint = digits === 0 ? '.' : '';
  return t('checkout.why.rounded', { exact: `${major}${joint}${fraction}` });
}
