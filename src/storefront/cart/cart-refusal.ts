import type { Messages } from '../../platform/views/messages.js';
import type { Refused } from '../../shop/cart/cart.service.js';

/** 404 for what does not exist (or is not shown), 422 for what cannot be had in that quantity. */
export const statusOf = ({ reason }: Refused): 404 | 422 =>
  reason === 'unknown_variant' || reason === 'not_for_sale' || reason === 'no_such_line' ? 404 : 422;

/** The sentence that tells a shopper why the cart stayed as it was. */
export function sentenceOf(refused: Refused, messages: Messages): string {
  const title = refused.variant?.productTitle ?? '';
  const available = refused.available ?? 0;
  const isAllInCart = refused.reason === 'not_enough' && (refused.held ?? 0) >= available;
  const key = isAllInCart ? 'all_in_cart' : refused.reason;
  return messages.t(`cart.refused.${key}`, { title, available });
}
