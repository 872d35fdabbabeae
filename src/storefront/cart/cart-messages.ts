import type { Message } from '../../platform/session/message-cookie.js';
import type { PricedCartLine } from '../../shop/cart/cart.service.js';

const MOST_LETTERS = 200;

/** For the page that follows an add. */
export function addedMessage(lines: readonly PricedCartLine[]): Message {
  const titles = lines.map((line) => line.variant.productTitle).join(', ');
  return { key: 'cart.added', values: { title: titles.slice(0, MOST_LETTERS) }, kind: 'success' };
}
