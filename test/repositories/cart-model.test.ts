import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clock } from '../../src/platform/clock/clock.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { MemoryStore } from '../../src/platform/values/memory-store.js';
import type { ChangeRequest } from '../../src/shop/cart/cart-change.js';
import { lineKey } from '../../src/shop/cart/cart.js';
import { RedisCarts } from '../../src/shop/cart/redis-carts.js';
import { ValueCarts } from '../../src/shop/cart/value-carts.js';
import { CartCustomer, type SealedGuest } from '../support/cart-customer.js';
import { deeds, guests, requests } from '../support/cart-deeds.js';
import { redisUrl } from '../support/redis.js';
import { rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const SEQUENCES = rounds(200, { full: 5000 });
const RACES = rounds(100, { full: 2000 });
const LIMIT = { timeout: 600_000 };

/** Three connections, as three web processes would have. */
const links = [1, 2, 3].map(() => new RedisLink({ url: redisUrl(), part: 'cart', deadlineMs: 5000 }));
const inRedis = links.map((link) => new RedisCarts(link));
let customers = Date.now();

const onRedis = (cartId: string, connection = 0) => new CartCustomer(inRedis[connection % 3]!, cartId);
/** The same cart as a plain function of what it was before: the model. */
const onModel = (cartId: string) => new CartCustomer(new ValueCarts(new MemoryStore(), new Clock()), cartId);
const freshCart = (): string => `c-${(customers += 1)}`;

beforeAll(async () => {
  for (const link of links) link.connect();
  for (const link of links) await until('Redis connected', async () => link.isReady);
});
afterAll(async () => {
  // Thousands of carts, all marked for their copies: too many for whoever looks at the marks next.
  await links[0]!.run((client) => client.flushDb());
  await Promise.all(links.map((link) => link.close()));
});

describe('a cart in Redis', () => {
  it('answers as the model does, and is the same after every step, whatever is done', LIMIT, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 20 }), async (all) => {
        const cartId = freshCart();
        const [redis, model] = [await onRedis(cartId).begin(), await onModel(cartId).begin()];
        for (const deed of all) {
          expect(await redis.perform(deed)).toEqual(await model.perform(deed));
          expect(await redis.look()).toEqual(await model.look());
        }
      }),
      { numRuns: SEQUENCES },
    );
  });

  it('forgets the oldest of more than 50 operations as the model does', LIMIT, async () => {
    const cartId = freshCart();
    const [redis, model] = [await onRedis(cartId).begin(), await onModel(cartId).begin()];
    const add: ChangeRequest = {
      kind: 'add',
      lines: [{ key: lineKey(1, {}), mode: 'add', quantity: 1, orderable: 9999, properties: '{}' }],
    };
    for (let time = 0; time < 55; time += 1) {
      const deed = { deed: 'change', request: add } as const;
      expect(await redis.perform(deed)).toEqual(await model.perform(deed));
    }
    for (const nth of [0, 4, 5, 54]) {
      const deed = { deed: 'repeat', nth } as const;
      expect(await redis.perform(deed)).toEqual(await model.perform(deed));
    }
    expect(await redis.look()).toEqual(await model.look());
  });

  it('lets attributes go at the limit, and takes every other change there', async () => {
    const cartId = freshCart();
    const [redis, model] = [await onRedis(cartId).begin(), await onModel(cartId).begin()];
    const words = (from: number, to: number, value: string): ChangeRequest => ({
      kind: 'change',
      lines: [],
      attributes: Array.from({ length: to - from }, (_, i) => ({ name: `name-${from + i}`, value })),
    });
    const all = [words(0, 190, 'x'), words(190, 191, 'x'), words(0, 1, ''), words(190, 191, 'x')];
    const note: ChangeRequest = { kind: 'change', lines: [], note: 'ring twice' };
    const replies: unknown[] = [];
    for (const request of [...all, note, note]) {
      const reply = await redis.perform({ deed: 'change', request });
      expect(reply).toEqual(await model.perform({ deed: 'change', request }));
      replies.push((reply as { ok: boolean }).ok);
    }
    expect(replies).toEqual([true, false, true, true, true, true]);
  });
});

/** All orders of 0 to n - 1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

/** One of several things that happen at the same moment; the same name twice is a retry. */
type Asked = { op: string; request: ChangeRequest } | { guest: SealedGuest };

interface Race {
  before: ChangeRequest[];
  asked: Asked[];
}

/** Without the name that it gets in its race. */
type Wish = { request: ChangeRequest } | { guest: Omit<SealedGuest, 'id'> };

const mergeWish = guests.map(({ room, ...cart }): Wish => {
  const stored = { revision: 1, attributes: [], ...cart };
  return { guest: { stored, orderable: room.map((many, i): [number, number] => [i + 1, many]) } };
});
const wishes = fc.oneof(
  { weight: 3, arbitrary: requests.map((request): Wish => ({ request })) },
  { weight: 2, arbitrary: mergeWish },
);

const withName = (wish: Wish, nth: number): Asked =>
  'guest' in wish ? { guest: { ...wish.guest, id: `g-race-${nth}` } } : { ...wish, op: `race-${nth}` };

/** Two or three wishes, merges among them, one of them perhaps sent twice. */
const races: fc.Arbitrary<Race> = fc
  .record({
    before: fc.array(requests, { maxLength: 4 }),
    wishes: fc.array(wishes, { minLength: 2, maxLength: 3 }),
    again: fc.option(fc.nat({ max: 1 }), { nil: null }),
  })
  .map(({ before, wishes: all, again }) => {
    const asked = all.map(withName);
    return { before, asked: again === null ? asked : [...asked, asked[again]!] };
  });

const named = ({ op, request }: { op: number; request: ChangeRequest }) => ({ op: `race-${op}`, request });

const ask = (customer: CartCustomer, asked: Asked): Promise<unknown> =>
  'guest' in asked ? customer.absorb(asked.guest) : customer.ask(asked);

async function inSomeOrder(cartId: string, race: Race, order: readonly number[]): Promise<unknown> {
  const model = await onModel(cartId).begin();
  for (const request of race.before) await model.perform({ deed: 'change', request });
  const replies: unknown[] = [];
  for (const at of order) replies[at] = await ask(model, race.asked[at]!);
  return { replies: replies.map(withoutCart), after: await model.look() };
}

/** The cart in a reply to a retry is the one of that moment. */
const withoutCart = (reply: unknown): unknown => {
  const { cart: _cart, ...rest } = reply as { cart?: unknown };
  return rest;
};

const inOneMemory = new MemoryStore();
/** Three processes on one store: each lines up its own changes only, so they compete by compare-and-set. */
const inMemory = links.map(() => new ValueCarts(inOneMemory, new Clock()));
const onMemory = (cartId: string, process = 0) => new CartCustomer(inMemory[process % 3]!, cartId);

describe('changes and merges of one cart at the same moment', () => {
  it.each([
    ['in Redis, over three connections', onRedis],
    ['in a store of values, from three processes', onMemory],
  ])('leave it as some order of them does, and each is answered so: %s', LIMIT, async (_where, on) => {
    let merges = 0;
    await fc.assert(
      fc.asyncProperty(races, async (race) => {
        const cartId = freshCart();
        const first = await on(cartId).begin();
        for (const request of race.before) await first.perform({ deed: 'change', request });
        const replies = await Promise.all(race.asked.map((one, i) => ask(on(cartId, i), one)));
        const seen = { replies: replies.map(withoutCart), after: await first.look() };
        const possible: unknown[] = [];
        for (const order of orders(race.asked.length)) possible.push(await inSomeOrder(cartId, race, order));
        expect(possible).toContainEqual(seen);
        if (race.asked.some((one) => 'guest' in one)) merges += 1;
      }),
      { numRuns: RACES },
    );
    expect(merges).toBeGreaterThan(RACES / 4);
  });

  it('add up exactly when they are adds, however often each was sent', LIMIT, async () => {
    const adds = fc.array(fc.record({ variant: fc.integer({ min: 1, max: 3 }), quantity: fc.integer({ min: 1, max: 9 }), times: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 12 }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(adds, async (all) => {
        const cartId = freshCart();
        const redis = await onRedis(cartId).begin();
        const sent = all.flatMap(({ variant, quantity, times }, op) => {
          const key = lineKey(variant, {});
          const line = { key, mode: 'add' as const, quantity, orderable: 9999, properties: '{}' };
          return Array.from({ length: times }, () => ({
            op,
            request: { kind: 'add' as const, lines: [line] },
          }));
        });
        await Promise.all(sent.map((one, i) => onRedis(cartId, i).ask(named(one))));
        const { cart } = await redis.carts.find(cartId);
        for (const { variantId, quantity } of cart.lines) {
          const wanted = all.filter(({ variant }) => variant === variantId);
          expect(quantity).toBe(wanted.reduce((sum, one) => sum + one.quantity, 0));
        }
        expect(new Set(cart.lines.map((line) => line.variantId))).toEqual(
          new Set(all.map(({ variant }) => variant)),
        );
      }),
      { numRuns: RACES },
    );
  });
});
