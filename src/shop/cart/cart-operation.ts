import { hash } from 'node:crypto';
import type { Guest } from '../../core/cart/absorb-cart.js';
import type { Operation } from '../../core/cart/cart-change.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { CartTurn } from './cart.js';
import type { ChangeRequest, StoredCart } from './cart-change.js';

/** A request of somebody, as the cart remembers it. Taking back the same operation twice is one operation. */
export function operationOf({ operationId, device }: CartTurn, request: ChangeRequest): Operation {
  const op = request.undo ? `undo:${request.undo}` : (operationId ?? randomKey());
  return { ...request, op, device, wish: wishOf(request) };
}

const digestOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 16);

/** Names the merge of a guest's cart, on pages too, which must not tell the cart's id. */
export const mergeOperation = (guestCartId: string): string => `merge:${digestOf(guestCartId)}`;

/** A guest's cart on its way into a customer's. */
export function absorption(
  { device }: CartTurn,
  { id, lines, saved = [], note, attributes }: StoredCart & { id: string },
  orderable: ReadonlyMap<number, number>,
): Guest {
  return {
    op: mergeOperation(id),
    device,
    lines,
    saved,
    note,
    attributes,
    orderable: Object.fromEntries(orderable),
  };
}

/** What the client asked for, without what the shop found out about it (stock, the order of the fields). */
function wishOf(request: ChangeRequest): string {
  const lines = request.lines.map(({ key, mode, quantity }) => [key, mode, quantity]);
  const { kind, note, attributes, undo } = request;
  const text = JSON.stringify([kind, lines, note, attributes, undo]);
  return digestOf(text);
}
