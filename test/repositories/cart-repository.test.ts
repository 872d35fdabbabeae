import { mergeOperation } from '../../src/shop/cart/cart-operation.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../src/platform/redis/keys.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { lineKey, newGuestCartId, shopTurn } from '../../src/shop/cart/cart.js';
import { toStored, type ChangeRequest, type LineChange } from '../../src/shop/cart/cart-change.js';
import { expectNoCartOfOlderEpoch } from '../support/cart-ended.js';
import { redisUrl } from '../support/redis.js';
import { until } from '../support/until.js';
import { RedisCarts } from '../../src/shop/cart/redis-carts.js';

const link = () => new RedisLink({ url: redisUrl(), part: 'cart', deadlineMs: 2000 });
/** Three connections, as three web processes would have. */
const links = [link(), link(), link()] as const;
const [first] = links;
const carts = new RedisCarts(first);
const others = [carts, new RedisCarts(links[1]), new RedisCarts(links[2])] as const;
const onAny = (i: number): RedisCarts => others[i % 3] ?? carts;

const adding = (variantId: number, quantity: number, orderable = 9999): LineChange => ({
  key: lineKey(variantId, {}),
  mode: 'add',
  quantity,
  orderable,
  properties: '{}',
});
const setting = (variantId: number, quantity: number, orderable = 9999): LineChange => ({
  key: lineKey(variantId, {}),
  mode: 'set',
  quantity,
  orderable,
});
const change = (repository: RedisCarts, cartId: string, request: Partial<ChangeRequest>, op?: string) =>
  repository.change(shopTurn(cartId, op ?? null), { kind: 'change', lines: [], ...request });
const add = (cartId: string, ...lines: LineChange[]) => change(carts, cartId, { lines });
const known = async (): Promise<string> => {
  const cartId = `c-${Math.ceil(Math.random() * 1e12)}`;
  await carts.restore(cartId, { revision: 0, lines: [], note: '', attributes: [] });
  return cartId;
};
const quantitiesOf = async (cartId: string) =>
  Object.fromEntries((await carts.find(cartId)).cart.lines.map((line) => [line.variantId, line.quantity]));

let cartId: string;

beforeAll(async () => {
  for (const each of links) each.connect();
  for (const each of links) await until('connected', async () => each.isReady);
});
afterAll(async () => {
  for (const each of links) await each.close();
});
beforeEach(() => {
  cartId = newGuestCartId();
});

describe('parallel changes of one cart', () => {
  it('keep all of 200 different lines, 20 of 20 rounds, over three connections', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = newGuestCartId();
      const adds = Array.from({ length: 200 }, (_, i) => change(onAny(i), id, { lines: [adding(i + 1, 1)] }));
      const replies = await Promise.all(adds);
      expect(replies.every((reply) => reply.ok)).toBe(true);
      const { cart } = await carts.find(id);
      expect(cart.lines).toHaveLength(200);
    }
  });

  it('add one 200 times: quantity 200, 20 of 20 rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = newGuestCartId();
      await Promise.all(
        Array.from({ length: 200 }, (_, i) => change(onAny(i), id, { lines: [adding(7, 1)] })),
      );
      expect(await quantitiesOf(id)).toEqual({ 7: 200 });
    }
  });

  it('never pass the stock: of 50 adds for 10 pieces ten are acknowledged', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => change(onAny(i), cartId, { lines: [adding(7, 1, 10)] })),
    );
    expect(replies.filter((reply) => reply.ok)).toHaveLength(10);
    expect(await quantitiesOf(cartId)).toEqual({ 7: 10 });
  });
});

describe('the session behind a change', () => {
  const sid = 's'.repeat(32);
  const set = (key: string, value: string) => first.run((client) => client.set(key, value));
  const addAs = (cartId: string, epoch: number | null) =>
    carts.change({ ...shopTurn(cartId), proof: { sid, epoch } }, { kind: 'add', lines: [adding(1, 1)] });
  const expectEnded = async (cartId: string, epoch: number | null) => {
    const before = await carts.find(cartId);
    expect(await addAs(cartId, epoch)).toEqual({ ok: false, reason: 'ended' });
    expect(await carts.find(cartId)).toEqual(before);
  };

  it('lets it through while its record is there and its epoch is the customer’s', async () => {
    const customers = await known();
    await set(keys.session(customers, sid), '{}');
    await set(keys.customerEpoch(customers), '2');
    expect(await addAs(customers, 2)).toMatchObject({ ok: true });
    await set(keys.session(cartId, sid), '{}');
    expect(await addAs(cartId, null)).toMatchObject({ ok: true });
  });

  it('has ended once the epoch is higher, although the record is still there', async () => {
    const customers = await known();
    await set(keys.session(customers, sid), '{}');
    await set(keys.customerEpoch(customers), '3');
    await expectEnded(customers, 2);
  });

  it('has ended once the record is gone, although the epoch is the same', async () => {
    const customers = await known();
    await set(keys.customerEpoch(customers), '2');
    await expectEnded(customers, 2);
    await expectEnded(cartId, null);
  });
});

describe('limits of a cart', () => {
  it('refuses more than 9,999 of one line and keeps what was there', async () => {
    await add(cartId, adding(7, 9999));
    expect(await add(cartId, adding(7, 1))).toEqual({ ok: false, reason: 'too_many', index: 0, held: 9999 });
    expect(await quantitiesOf(cartId)).toEqual({ 7: 9999 });
  });

  it('refuses line 501', async () => {
    await add(cartId, ...Array.from({ length: 500 }, (_, i) => adding(i + 1, 1)));
    expect(await add(cartId, adding(501, 1))).toMatchObject({ ok: false, reason: 'too_many_lines' });
    expect(await add(cartId, adding(500, 1))).toMatchObject({ ok: true });
    expect((await carts.find(cartId)).cart.lines).toHaveLength(500);
  });

  it('shares the stock of a variant between its lines', async () => {
    const engraved = lineKey(7, { Engraving: 'Ada' });
    await add(cartId, adding(7, 3, 4));
    const more: LineChange = { ...adding(7, 2, 4), key: engraved, properties: '{"Engraving":"Ada"}' };
    expect(await add(cartId, more)).toEqual({ ok: false, reason: 'not_enough', index: 0, held: 3 });
  });

  it('applies a change of several lines completely or not at all', async () => {
    expect(await add(cartId, adding(1, 1), adding(2, 5, 4))).toMatchObject({ ok: false, index: 1 });
    expect(await quantitiesOf(cartId)).toEqual({});
  });

  it('lowers a quantity even when the stock is smaller still', async () => {
    await add(cartId, adding(7, 10));
    expect(await add(cartId, setting(7, 6, 2))).toMatchObject({ ok: true });
    expect(await add(cartId, setting(7, 7, 2))).toMatchObject({ ok: false, reason: 'not_enough' });
  });
});

describe('a cart', () => {
  it('shows its newest line first and keeps properties as they were typed', async () => {
    const properties = { Engraving: 'Für Ada "♥"', __proto__x: '1' };
    await add(cartId, adding(1, 1), adding(2, 1));
    await add(cartId, {
      ...adding(3, 1),
      key: lineKey(3, properties),
      properties: JSON.stringify(properties),
    });
    await add(cartId, adding(1, 1));
    const { cart } = await carts.find(cartId);
    expect(cart.lines.map((line) => line.variantId)).toEqual([3, 2, 1]);
    expect(cart.lines[0]?.properties).toEqual(properties);
  });

  it('keeps note and attributes; an empty value removes an attribute', async () => {
    const attributes = [
      { name: 'gift', value: 'yes' },
      { name: 'for', value: 'Ada' },
    ];
    await change(carts, cartId, { lines: [], note: 'ring twice', attributes });
    await change(carts, cartId, { lines: [], attributes: [{ name: 'for', value: '' }] });
    const { cart } = await carts.find(cartId);
    expect(cart).toMatchObject({ note: 'ring twice', attributes: { gift: 'yes' } });
    expect(Object.keys(cart.attributes)).toEqual(['gift']);
  });

  it('has a life on every key: 30 days for guests, 90 for customers', async () => {
    const customers = await known();
    await add(cartId, adding(1, 1));
    await add(customers, adding(1, 1));
    for (const [id, days] of [
      [cartId, 30],
      [customers, 90],
    ] as const) {
      for (const part of ['lines', 'line-details', 'details', 'journal', 'operations']) {
        const seconds = await first.run((client) => client.ttl(`cart:{${id}}:${part}`));
        expect(Math.round(seconds / 86_400)).toBe(days);
      }
    }
    expect(await first.run((client) => client.ttl('carts:changed'))).toBeGreaterThan(0);
  });

  it('keeps what was noted of a wishlist, which makes no cart and takes none of its life', async () => {
    await carts.noteWishes(cartId, '2 first');
    const noted = { count: 0, revision: 0, isKnown: false, wishes: '2 first' };
    expect(await carts.itemCount(cartId)).toEqual(noted);
    expect(await first.run((client) => client.ttl(keys.cartDetails(cartId)), 'cart')).toBeGreaterThan(0);
    expect(await carts.seal(cartId, await known())).toBe('empty');
    await add(cartId, adding(1, 3));
    await first.run((client) => client.expire(keys.cartDetails(cartId), 500), 'cart');
    await carts.noteWishes(cartId, '3 second');
    expect(await first.run((client) => client.ttl(keys.cartDetails(cartId)), 'cart')).toBeLessThanOrEqual(
      500,
    );
    expect(await carts.itemCount(cartId)).toMatchObject({ count: 3, isKnown: true, wishes: '3 second' });
    expect(await carts.find(cartId)).toMatchObject({ isKnown: true, wishes: '3 second' });
  });

  it('refuses to change a line that is not there', async () => {
    expect(await add(cartId, setting(7, 2))).toMatchObject({ ok: false, reason: 'no_such_line' });
  });

  it('loses only what was ordered, once per order', async () => {
    await change(carts, cartId, { lines: [adding(1, 3), adding(2, 1)], note: 'ring twice' });
    const ordered = {
      kind: 'order' as const,
      lines: [{ ...setting(1, 2), mode: 'take' as const }],
      dropWords: true,
    };
    await change(carts, cartId, ordered, 'order-1');
    await change(carts, cartId, ordered, 'order-1');
    expect(await quantitiesOf(cartId)).toEqual({ 1: 1, 2: 1 });
    expect((await carts.find(cartId)).cart.note).toBe('');
  });
});

describe('merging at sign-in', () => {
  const merge = async (repository: RedisCarts, from: string, to: string, orderable: Map<number, number>) => {
    const guest = await repository.seal(from, to);
    if (typeof guest === 'string') return guest;
    const reply = await repository.absorb(shopTurn(to), { ...toStored(guest), id: from }, orderable);
    await repository.discard(from, to);
    return reply;
  };

  async function mergeOnce(cartId: string): Promise<void> {
    const customers = await known();
    await add(customers, ...Array.from({ length: 65 }, (_, i) => adding(i + 1, 2)));
    await add(cartId, ...Array.from({ length: 5 }, (_, i) => adding(i + 101, 3)));
    const orderable = new Map(Array.from({ length: 200 }, (_, i) => [i + 1, 9999]));
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) => merge(onAny(i), cartId, customers, orderable)),
    );
    for (const reply of replies) expect(reply).toEqual({ ok: true, mergedLines: 5, clamped: [] });
    const quantities = await quantitiesOf(customers);
    expect(Object.keys(quantities)).toHaveLength(70);
    expect(quantities['101']).toBe(3);
    expect(quantities['1']).toBe(2);
    expect((await carts.find(customers)).cart.merge).toMatchObject({ fromDevice: 15, fromAccount: 130 });
  }

  it('F12: moves 5 lines into a cart of 65, once, for 20 sign-ins at the same time, and tells each the same, 20 of 20 times', async () => {
    for (let round = 1; round <= 20; round += 1) await mergeOnce(newGuestCartId());
  });

  it('goes on where it broke off: after the seal, and after the lines were taken in', async () => {
    const customers = await known();
    await add(cartId, adding(1, 2));
    await carts.seal(cartId, customers);
    expect(await quantitiesOf(cartId)).toEqual({ 1: 2 });
    const guest = await carts.seal(cartId, customers);
    if (typeof guest === 'string') throw new Error(guest);
    await carts.absorb(shopTurn(customers), { ...toStored(guest), id: cartId }, new Map([[1, 9]]));
    expect(await merge(carts, cartId, customers, new Map([[1, 9]]))).toMatchObject({
      ok: true,
      mergedLines: 1,
    });
    expect(await quantitiesOf(customers)).toEqual({ 1: 2 });
    expect(await quantitiesOf(cartId)).toEqual({});
  });

  it('takes in nothing of a sign-in whose epoch is over, and the guest goes on with the cart', async () => {
    const customers = await known();
    await expectNoCartOfOlderEpoch(carts, customers, async () => {
      await first.run((client) => client.set(keys.customerEpoch(customers), '2'));
    });
  });

  it('goes to one account only', async () => {
    const [one, other] = [await known(), await known()];
    await add(cartId, adding(1, 2));
    await carts.seal(cartId, one);
    expect(await carts.seal(cartId, other)).toBe('moved');
  });

  it('clamps to stock and says so', async () => {
    const customers = await known();
    await add(customers, adding(1, 2));
    await add(cartId, adding(1, 3), adding(2, 1));
    const reply = await merge(carts, cartId, customers, new Map([[1, 4], [2, 0]])); // prettier-ignore
    expect(reply).toEqual({
      ok: true,
      mergedLines: 1,
      clamped: [
        { key: lineKey(1, {}), wanted: 3, got: 2 },
        { key: lineKey(2, {}), wanted: 1, got: 0 },
      ],
    });
    expect(await quantitiesOf(customers)).toEqual({ 1: 4 });
  });

  it('is taken back by an undo, which leaves what the account had', async () => {
    const customers = await known();
    await add(customers, adding(1, 2));
    await add(cartId, adding(1, 3), adding(2, 1));
    await merge(carts, cartId, customers, new Map([[1, 9], [2, 9]])); // prettier-ignore
    const undo = { kind: 'undo' as const, undo: mergeOperation(cartId), orderable: {} };
    expect((await change(carts, customers, undo)).ok).toBe(true);
    expect(await quantitiesOf(customers)).toEqual({ 1: 2 });
    expect((await carts.find(customers)).cart.merge).toBeNull();
  });

  it('is told of until a line that it brought has changed, or an undo is no longer possible', async () => {
    const room = new Map([[1, 9], [2, 9], [3, 9]]); // prettier-ignore
    const isTold = async (id: string) => (await carts.find(id)).cart.merge !== null;
    const [changed, busy] = [await known(), await known()];
    for (const customers of [changed, busy]) {
      const guest = newGuestCartId();
      await add(customers, adding(1, 2));
      await add(guest, adding(2, 1));
      await merge(carts, guest, customers, room);
      await add(customers, adding(3, 1));
      expect(await isTold(customers)).toBe(true);
    }
    await add(changed, setting(2, 3));
    expect(await isTold(changed)).toBe(false);
    for (let time = 2; time <= 49; time += 1) await add(busy, adding(3, 1));
    expect(await isTold(busy)).toBe(true);
    await add(busy, adding(3, 1));
    expect(await isTold(busy)).toBe(false);
  });

  it('refuses a late add to the cart that has moved, instead of losing it', async () => {
    const customers = await known();
    await add(cartId, adding(1, 1));
    await carts.seal(cartId, customers);
    expect(await add(cartId, adding(2, 1))).toEqual({ ok: false, reason: 'moved', to: customers });
  });

  it('knows a repeat of what was done before it moved', async () => {
    const customers = await known();
    const turn = shopTurn(cartId, 'done-before');
    const request = { kind: 'add' as const, lines: [adding(1, 1)] };
    expect((await carts.change(turn, request)).ok).toBe(true);
    await merge(carts, cartId, customers, new Map([[1, 9]]));
    expect((await carts.change(turn, request)).ok).toBe(true);
    expect(await quantitiesOf(customers)).toEqual({ 1: 1 });
    expect(await quantitiesOf(cartId)).toEqual({});
  });
});

describe("a customer's cart that Redis has lost", () => {
  it('is not changed before it was restored', async () => {
    expect(await add('c-999999999999', adding(1, 1))).toMatchObject({ ok: false, reason: 'unknown' });
  });

  it('stays marked for its copy when it changed again while the copy was written', async () => {
    const customers = await known();
    const markOf = async () =>
      (await carts.changedCarts(10_000, Date.now())).find((one) => one.cartId === customers)?.mark;
    await add(customers, adding(1, 1));
    const before = (await markOf()) ?? 0;
    await until('the clock has moved on', async () => Date.now() > before);
    await add(customers, adding(1, 1));
    await carts.unmark(customers, before);
    const after = (await markOf()) ?? 0;
    expect(after).toBeGreaterThan(before);
    await carts.unmark(customers, after);
    expect(await markOf()).toBeUndefined();
  });

  it('comes back as it was, and only into an unknown cart', async () => {
    const customers = await known();
    await change(carts, customers, { lines: [adding(1, 2), adding(2, 1)], note: 'hello' });
    const { cart } = await carts.find(customers);
    const parts = ['lines', 'line-details', 'details', 'journal', 'operations'];
    await first.run((client) => client.del(parts.map((part) => `cart:{${customers}}:${part}`)));
    await Promise.all([carts.restore(customers, toStored(cart)), carts.restore(customers, toStored(cart))]);
    const restored = await carts.find(customers);
    expect(restored.cart.lines).toEqual(cart.lines);
    expect(restored.cart.note).toBe('hello');
    await add(customers, setting(1, 0), setting(2, 0));
    await carts.restore(customers, toStored(cart));
    expect(await quantitiesOf(customers)).toEqual({});
  });
});
