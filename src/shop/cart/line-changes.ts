import type { PriceList } from '../../core/pricing/convert.js';
import type { SellableVariant } from '../catalog/variant.types.js';
import type { Availability } from '../inventory/inventory.service.js';
import { lineKey, variantOfKey, type Cart } from './cart.js';
import type { LineChange, RefusedChange } from './cart-change.js';

export interface NewItem {
  variantId: number;
  quantity: number;
  properties: Record<string, string>;
}

type Reason =
  | 'unknown_variant'
  | 'not_for_sale'
  | 'sold_out'
  | 'not_enough'
  | 'too_many_lines'
  | 'full'
  | 'too_many'
  | 'too_many_attributes'
  | 'too_many_saved'
  | 'nothing'
  | 'no_such_line'
  | 'moved';

/**
 * Why nothing was changed. `available`: how many of the variant one may order; `held`: how many of them the cart has.
 * `moved`: this guest's cart went into a customer's; a guest who is still one needs a new cart.
 */
export interface Refused {
  ok: false;
  reason: Reason;
  available?: number;
  held?: number;
  variant?: SellableVariant;
}

/** What is sold, at the prices of `list` (null: the shop's own), and how many there are, for the variants of one request. */
export interface Offers {
  list: PriceList | null;
  variants: ReadonlyMap<number, SellableVariant>;
  stock: ReadonlyMap<number, Availability>;
}

/** A line to set: one that exists, or (`isNew`) a variant that is not in the cart yet. */
export interface Target {
  key: string;
  variantId: number;
  quantity: number;
  isNew: boolean;
}

/** How many of a variant one may order. */
export const roomFor = (variantId: number, offers: Offers): number =>
  offers.stock.get(variantId)?.orderable ?? 0;

/** How many one may order of every variant of a cart; 0 for one that no longer exists. */
export const roomForAll = (cart: Cart, offers: Offers): Map<number, number> =>
  new Map(
    cart.lines.map(({ variantId }) => [
      variantId,
      offers.variants.has(variantId) ? roomFor(variantId, offers) : 0,
    ]),
  );

/** Why a variant cannot be put into a cart at all, or null. */
export function refusal(variantId: number, offers: Offers): Refused | null {
  const variant = offers.variants.get(variantId);
  if (!variant) return { ok: false, reason: 'unknown_variant' };
  if (!variant.isForSale) return { ok: false, reason: 'not_for_sale', variant };
  if (roomFor(variantId, offers) <= 0) return { ok: false, reason: 'sold_out', available: 0, variant };
  return null;
}

export const addition = (item: NewItem, offers: Offers): LineChange => ({
  key: lineKey(item.variantId, item.properties),
  mode: 'add',
  quantity: item.quantity,
  orderable: roomFor(item.variantId, offers),
  properties: JSON.stringify(item.properties),
});

export const setting = (target: Target, offers: Offers): LineChange => ({
  key: target.key,
  mode: 'set',
  quantity: target.quantity,
  orderable: offers.variants.get(target.variantId)?.isForSale ? roomFor(target.variantId, offers) : 0,
  ...(target.isNew && { properties: '{}' }),
});

/** Finds the line that a key or a variant id means: of a variant, its newest line, else a new one. */
export function findTarget(cart: Cart, line: string | number, quantity: number): Target | null {
  if (typeof line === 'string') {
    const variantId = variantOfKey(line);
    return variantId === null ? null : { key: line, variantId, quantity, isNew: false };
  }
  const held = cart.lines.find(({ variantId }) => variantId === line);
  return { key: held?.key ?? lineKey(line, {}), variantId: line, quantity, isNew: !held };
}

/** The repository's refusal in the shop's words. */
export function explain(reply: RefusedChange, changes: readonly LineChange[], offers: Offers): Refused {
  if (!('index' in reply)) return { ok: false, reason: reply.reason === 'nothing' ? 'nothing' : 'moved' };
  const { reason, held, index } = reply;
  const variantId = variantOfKey(changes[index]?.key ?? '') ?? 0;
  const variant = offers.variants.get(variantId);
  const available = roomFor(variantId, offers);
  return { ok: false, reason, held, available, ...(variant && { variant }) };
}
