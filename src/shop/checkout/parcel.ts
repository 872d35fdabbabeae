import { sum } from '../../core/money/money.js';
import type { PricedCart } from '../cart/cart.service.js';
import type { Parcel } from '../delivery/delivery.service.js';

/** What has to be sent of a cart. What the goods cost counts whole: before promotions, sent or not. */
export const parcelOf = ({ lines, subtotal }: PricedCart): Parcel => ({
  grams: sum(lines.map(({ variant, quantity }) => (variant.requiresShipping ? variant.grams * quantity : 0))),
  amount: subtotal,
});
