import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailingRedis } from '../support/failing-redis.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { figure } from '../support/tier.js';
import { TestShop } from '../support/shop.js';

const PASSWORD = 'nine tents by the lake';

/** How often a request waits for the Redis of sessions and carts, and what it sends, at most. */
interface Price {
  roundTrips: number;
  commands: number;
}

/** F27: one round trip of at most three commands for a page with a session, two round trips for a change of the cart. */
const PAGE: Price = { roundTrips: 1, commands: 3 };
const PAGES = [
  '/',
  '/products/plenty',
  '/search?q=plenty',
  '/cart',
  '/cart.js',
  '/cart/drawer',
  '/checkout/contact',
];
const ACCOUNT = ['/account', '/account/sessions', '/account/password'];
/** A line named by its place needs the cart before it can be changed: two commands together, then two. */
const CHANGE: Price = { roundTrips: 2, commands: 4 };
/** Limiter and a look at Redis, three steps of the merge, session begun and the old one ended, lines for the browser. */
const SIGN_IN: Price = { roundTrips: 9, commands: 13 };

/** What a request costs, counted on the wire: what is sent before any answer is one round trip. */
describe('a request waits for Redis', () => {
  let redis: FailingRedis;
  let shop: TestShop;
  let guest: Shopper;
  let member: Shopper;
  const account = { email: 'ada@example.com', password: PASSWORD };

  beforeAll(async () => {
    redis = await FailingRedis.start();
    shop = await TestShop.open({ redis: redis.url });
    [guest, member] = [shop.shopper(), shop.shopper()];
    expect((await member.post('/account/register', account)).status).toBe(303);
    for (const shopper of [guest, member]) expect((await add(shopper)).status).toBe(303);
    for (const shopper of [guest, member]) for (const path of [...PAGES, ...ACCOUNT]) await shopper.get(path);
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  const add = (who: Shopper) => who.post('/cart/add', { id: shop.variant('plenty') });

  async function costs(
    what: string,
    price: Price,
    status: number,
    deed: () => Promise<Answer>,
  ): Promise<void> {
    let answered = 0;
    const { roundTrips, commands } = await redis.link.during(async () => {
      answered = (await deed()).status;
    });
    const sent = commands.map((words) => words.slice(0, 2).join(' '));
    expect(answered).toBe(status);
    figure(`round trips and commands of ${what}`, `${roundTrips}, ${commands.length}`);
    expect(roundTrips, sent.join('\n')).toBeLessThanOrEqual(price.roundTrips);
    expect(commands.length, sent.join('\n')).toBeLessThanOrEqual(price.commands);
  }

  it.each(PAGES)('once for %s, as a guest with a cart and signed in', async (path) => {
    await costs(`${path}, guest with a cart`, PAGE, 200, () => guest.get(path));
    await costs(`${path}, signed in`, PAGE, 200, () => member.get(path));
  });

  it.each(ACCOUNT)('once for %s', (path) => costs(path, PAGE, 200, () => member.get(path)));

  it.each(PAGES.filter((path) => !path.startsWith('/checkout')))(
    'not at all for %s without a cookie',
    (path) =>
      costs(`${path}, no cookie`, { roundTrips: 0, commands: 0 }, 200, () => shop.shopper().get(path)),
  );

  const key = async (who: Shopper) =>
    ((await who.get('/cart.js')).json() as { items: { key: string }[] }).items[0]!.key;
  const changes: [string, number, (who: Shopper, line: string) => Promise<Answer>][] = [
    ['add', 303, (who) => add(who)],
    ['add.js', 200, (who) => who.postJson('/cart/add.js', { id: shop.variant('plenty') })],
    ['change.js', 200, (who) => who.postJson('/cart/change.js', { line: 1, quantity: 2 })],
    ['change', 303, (who, id) => who.post('/cart/change', { id, quantity: 3 })],
    ['update.js', 200, (who) => who.postJson('/cart/update.js', { note: 'hello' })],
    ['save for later', 303, (who, id) => who.post('/cart/save', { id })],
    ['bring back', 303, (who, id) => who.post('/cart/saved/restore', { id })],
    ['clear.js', 200, (who) => who.postJson('/cart/clear.js', {})],
  ];
  let operations = 0;
  /** What our script puts into a form, and what clients of the Ajax API send. */
  const field = () => `operation-${(operations += 1)}`;
  const header = () => ({ 'idempotency-key': field() });
  const undone = 'operation-to-undo';
  const repeatable: typeof changes = [
    ['add', 303, (who) => who.post('/cart/add', { id: shop.variant('plenty'), operation_id: field() })],
    [
      'change by place',
      303,
      (who) => who.post('/cart/change', { line: 1, quantity: 2, operation_id: field() }),
    ],
    ['change.js by place', 200, (who) => who.postJson('/cart/change.js', { line: 1, quantity: 3 }, header())],
    [
      'change.js by variant',
      200,
      (who) => who.postJson('/cart/change.js', { id: shop.variant('plenty'), quantity: 4 }, header()),
    ],
    ['change by key', 303, (who, id) => who.post('/cart/change', { id, quantity: 5, operation_id: field() })],
    [
      'update by places',
      303,
      (who) =>
        who.post('/cart/update', [
          ['updates[]', '6'],
          ['operation_id', field()],
        ]),
    ],
    [
      'update from the cart page',
      303,
      (who) =>
        who.post('/cart', [
          ['updates[]', '7'],
          ['operation_id', field()],
        ]),
    ],
    ['update.js by places', 200, (who) => who.postJson('/cart/update.js', { updates: [8] }, header())],
    ['update.js of the note', 200, (who) => who.postJson('/cart/update.js', { note: 'hello' }, header())],
    ['undo', 303, (who) => who.post('/cart/undo', { operation: undone })],
    ['save', 303, (who, id) => who.post('/cart/save', { id, operation_id: field() })],
    ['bring back', 303, (who, id) => who.post('/cart/saved/restore', { id, operation_id: field() })],
  ];
  it('twice for a change of the cart that may be sent again', async () => {
    for (const [name, who] of [
      ['guest', guest],
      ['customer', member],
    ] as const) {
      await add(who);
      const line = await key(who);
      const noted = { note: 'soon gone', operation_id: undone };
      expect((await who.post('/cart/update', noted)).status).toBe(303);
      for (const [what, status, deed] of repeatable)
        await costs(`${what} with an operation, ${name}`, CHANGE, status, () => deed(who, line));
    }
  });

  it('twice for a change of the cart', async () => {
    const line = await key(guest);
    for (const [what, status, deed] of changes)
      for (const [name, who] of [
        ['guest', guest],
        ['customer', member],
      ] as const)
        await costs(`${what}, ${name}`, CHANGE, status, () => deed(who, line));
    await costs('first add', CHANGE, 303, () => add(shop.shopper()));
  });

  it('a few times for signing in with a cart', async () => {
    const withCart = async () => {
      const other = shop.shopper();
      await add(other);
      return other;
    };
    // The first time Redis learns the scripts.
    await (await withCart()).post('/account/login', account);
    const other = await withCart();
    await costs('sign-in', SIGN_IN, 303, () => other.post('/account/login', account));
  });
});
