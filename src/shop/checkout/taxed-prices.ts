import type { LineToPrice, ShippingToPrice } from '../../core/pricing/pricing.types.js';
import { netPrice } from '../../core/tax/net-price.js';
import type { DueTaxes } from '../../core/tax/tax-rules.js';
import type { PricedCartLine } from '../cart/cart.service.js';
import type { DeliveryOffer } from '../delivery/delivery.service.js';

/** What is due on a line; nothing on goods that are marked as not taxed, or while the address is not known. */
export const taxesOf = ({ variant }: PricedCartLine, due: DueTaxes | null) =>
  due && variant.isTaxed ? due.of(variant.taxCategory) : [];

/** Without the taxes that the buyer accounts for: they leave the price, too, where prices contain them. */
export function lineAsDue(line: LineToPrice, due: DueTaxes | null): LineToPrice {
  if (!due?.isReverseCharge) return line;
  const price = (amount: number) => (due.pricesIncludeTax ? netPrice(amount, line.taxes) : amount);
  return { ...line, unitPrice: price(line.unitPrice), listPrice: price(line.listPrice), taxes: [] };
}

export function shippingAsDue(offer: DeliveryOffer | null, due: DueTaxes | null): ShippingToPrice | null {
  if (!offer) return null;
  const taxes = due?.shipping ?? [];
  if (!due?.isReverseCharge) return { price: offer.price, taxes };
  return { price: due.pricesIncludeTax ? netPrice(offer.price, taxes) : offer.price, taxes: [] };
}
