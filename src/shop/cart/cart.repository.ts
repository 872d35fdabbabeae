import { Inject, Injectable } from '@nestjs/common';
import { keys } from '../../platform/redis/keys.js';
import type { RedisLink } from '../../platform/redis/redis-link.js';
import { STATE_REDIS } from '../../platform/redis/redis.module.js';
import type { RedisScript } from '../../platform/redis/script.js';
import { customerOfCart, type Cart, type CartLine } from './cart.js';
import { changeCart, clearCart, mergeCarts, restoreCart, unmarkChanged } from './cart-scripts.js';

const DAY_SECONDS = 86_400;
const GUEST_SECONDS = 30 * DAY_SECONDS;
/** A customer's cart, in Redis and in its copy. */
export const CUSTOMER_CART_DAYS = 90;

/**
 * One step on one line. `add` raises the quantity, `set` replaces it (0 removes), `take` lowers it.
 * `orderable`: how many of the variant the whole cart may hold; checked only when the quantity grows.
 * `properties`: JSON; without it `set` changes only a line that exists.
 */
export interface LineChange {
  key: string;
  mode: 'add' | 'set' | 'take';
  quantity: number;
  orderable: number;
  properties?: string;
}

export interface ChangeRequest {
  lines: LineChange[];
  note?: string;
  /** An empty value removes the attribute. */
  attributes?: { name: string; value: string }[];
  /** Removes note and attributes. */
  dropWords?: boolean;
  /** A second request with the same token changes nothing. */
  once?: string;
}

export type ChangeReply =
  { ok: true; revision: number; linesLeft: number; quantities: number[] } | RefusedChange;

export type RefusedChange =
  | { ok: false; reason: 'unknown' | 'moved' }
  | {
      ok: false;
      reason: 'too_many' | 'not_enough' | 'no_such_line' | 'too_many_lines' | 'too_many_attributes';
      /** Index in `lines`. */
      index: number;
      /** Quantity of that variant already in the cart. */
      held: number;
    };

export type MergeReply =
  | { ok: true; mergedLines: number; clamped: { key: string; wanted: number; got: number }[] }
  | { ok: false; reason: 'unknown' | 'again' };

/** What MySQL keeps of a cart: lines oldest first, properties as JSON. */
export interface StoredCart {
  revision: number;
  lines: { key: string; quantity: number; properties: string }[];
  note: string;
  attributes: { name: string; value: string }[];
}

const ATTRIBUTE = 'attribute:';

/** Carts in Redis. Every change is one script, so parallel changes of one cart never lose each other. */
@Injectable()
export class CartRepository {
  constructor(@Inject(STATE_REDIS) private readonly redis: RedisLink) {}

  /** The cart and whether Redis knows it; an unknown customer's cart may have to be restored first. */
  async find(cartId: string): Promise<{ cart: Cart; isKnown: boolean }> {
    const [lines, lineDetails, details] = await this.redis.run((client) =>
      client
        .multi()
        .hGetAll(keys.cartLines(cartId))
        .hGetAll(keys.cartLineDetails(cartId))
        .hGetAll(keys.cartDetails(cartId))
        .execTyped(),
    );
    return { cart: readCart(cartId, lines, lineDetails, details), isKnown: 'revision' in details };
  }

  /** Sum of all quantities, without reading the rest. */
  async itemCount(cartId: string): Promise<{ count: number; isKnown: boolean }> {
    // Asked in this order, a cart that is restored in between counts as unknown and is read again.
    const [isKnown, quantities] = await this.redis.run((client) =>
      Promise.all([
        client.hExists(keys.cartDetails(cartId), 'revision'),
        client.hVals(keys.cartLines(cartId)),
      ]),
    );
    const count = quantities.reduce((sum, quantity) => sum + Number(quantity), 0);
    return { count, isKnown: Boolean(isKnown) };
  }

  async change(cartId: string, request: ChangeRequest): Promise<ChangeReply> {
    return readReply(
      (await this.send(changeCart, cartId, JSON.stringify(request))) as [string, ...unknown[]],
    );
  }

  /** Takes all lines out, note and attributes too when asked. False: Redis does not know this customer's cart. */
  async clear(cartId: string, withWords: boolean): Promise<boolean> {
    const [reason] = (await this.send(clearCart, cartId, withWords ? '1' : '0')) as [string];
    return reason === 'ok';
  }

  async restore(cartId: string, stored: StoredCart): Promise<void> {
    await this.send(restoreCart, cartId, JSON.stringify(stored));
  }

  /** `orderable`: variant id -> how many the customer's cart may hold, for every variant of the guest's cart. */
  async merge(guestId: string, customerId: string, orderable: Map<number, number>): Promise<MergeReply> {
    const limits = JSON.stringify(Object.fromEntries(orderable));
    const reply = (await this.send(mergeCarts, customerId, limits, cartKeys(guestId))) as unknown[];
    const [reason, , , mergedLines, ...flat] = reply;
    if (reason !== 'ok') return { ok: false, reason } as MergeReply;
    const clamped = [];
    for (let i = 0; i < flat.length; i += 3)
      clamped.push({ key: String(flat[i]), wanted: Number(flat[i + 1]), got: Number(flat[i + 2]) });
    return { ok: true, mergedLines: Number(mergedLines), clamped };
  }

  /** Carts whose copy is behind, longest waiting first. */
  async changedCarts(limit: number): Promise<{ cartId: string; revision: number }[]> {
    const marks = await this.redis.run((client) => client.zRangeWithScores(keys.changedCarts, 0, limit - 1));
    return marks.map(({ value, score }) => ({ cartId: value, revision: score }));
  }

  async unmark(cartId: string, revision: number): Promise<void> {
    await this.redis.run((client) => unmarkChanged.run(client, [keys.changedCarts], [cartId, revision]));
  }

  private send(script: RedisScript, cartId: string, value: string, more: string[] = []): Promise<unknown> {
    const isCustomers = customerOfCart(cartId) !== null;
    const seconds = isCustomers ? CUSTOMER_CART_DAYS * DAY_SECONDS : GUEST_SECONDS;
    const names = [...cartKeys(cartId), keys.changedCarts, ...more];
    const values = [cartId, seconds, isCustomers ? '1' : '0', value];
    return this.redis.run((client) => script.run(client, names, values));
  }
}

function readReply([reason, second, third, ...quantities]: [string, ...unknown[]]): ChangeReply {
  if (reason === 'unknown' || reason === 'moved') return { ok: false, reason };
  if (reason !== 'ok')
    return { ok: false, reason, index: Number(second) - 1, held: Number(third) } as RefusedChange;
  const counted = { revision: Number(second), linesLeft: Number(third) };
  return { ok: true, ...counted, quantities: quantities.map(Number) };
}

const cartKeys = (cartId: string): string[] => [
  keys.cartLines(cartId),
  keys.cartLineDetails(cartId),
  keys.cartDetails(cartId),
];

type Hash = Record<string, string>;

function readCart(id: string, lines: Hash, lineDetails: Hash, details: Hash): Cart {
  const read = Object.entries(lines).map(([key, quantity]) => readLine(key, quantity, lineDetails[key]));
  const newestFirst = read.sort((a, b) => b.sequence - a.sequence).map(({ line }) => line);
  const attributes = Object.entries(details)
    .filter(([field]) => field.startsWith(ATTRIBUTE))
    .map(([field, value]) => [field.slice(ATTRIBUTE.length), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    id,
    revision: Number(details.revision ?? 0),
    lines: newestFirst,
    note: details.note ?? '',
    attributes: Object.fromEntries(attributes),
  };
}

function readLine(key: string, quantity: string, detail = '0 {}'): { sequence: number; line: CartLine } {
  const space = detail.indexOf(' ');
  const properties = JSON.parse(detail.slice(space + 1)) as Record<string, string>;
  const line = { key, variantId: Number.parseInt(key, 10), quantity: Number(quantity), properties };
  return { sequence: Number(detail.slice(0, space)), line };
}

/** A cart in the form its copy is kept in. */
export function toStored(cart: Cart): StoredCart {
  return {
    revision: cart.revision,
    lines: cart.lines
      .map(({ key, quantity, properties }) => ({ key, quantity, properties: JSON.stringify(properties) }))
      .reverse(),
    note: cart.note,
    attributes: Object.entries(cart.attributes).map(([name, value]) => ({ name, value })),
  };
}
