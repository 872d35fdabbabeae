import { type Measure, unitPrice } from '../../core/pricing/unit-price.js';
import type { Formatters } from '../../platform/views/formatters.js';
import type { Messages } from '../../platform/views/messages.js';

/** `$18.00 / kg` or `$1.80 / 100 g`; null for what is not sold by measure. `price` is that of one piece, minor units. */
export function unitPriceText(
  price: number,
  measure: Measure | undefined,
  { messages: { t }, formatters }: { messages: Messages; formatters: Formatters },
): string | null {
  if (!measure) return null;
  const { base, baseUnit } = measure;
  const unit = t(`catalog.units.${baseUnit}`);
  return t('catalog.unit_price', {
    price: formatters.money(unitPrice(price, measure)),
    measure: base === 1 ? unit : t('catalog.unit_amount', { amount: base, unit }),
  });
}
