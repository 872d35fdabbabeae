import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada } from '../../scripts/bench/page-form.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';

const ROUNDS = Array.from({ length: rounds(20, { full: 100 }) }, (_, index) => index + 1);
/** Of 200 adds of one variant; that many take their time. */
const ROUNDS_OF_MANY = rounds(6, { full: 100 });

interface CartJson {
  item_count: number;
  items: { id: number; quantity: number }[];
}

/** Things done at the same moment, each on another of three instances. */
describe('races over three instances', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 3 });
  });
  afterAll(() => shop?.close());

  const cartOf = async (shopper: Shopper) => (await shopper.get('/cart.js')).json() as CartJson;

  async function shopperWith(handle: string, quantity = 1): Promise<Shopper> {
    const shopper = shop.shopper();
    const answer = await shopper.post('/cart/add', { id: shop.variant(handle), quantity });
    expect(answer.status).toBe(303);
    return shopper;
  }

  /** One round goes through the balancer, the next to each instance by its number. */
  function addAtOnce(shopper: Shopper, ids: readonly number[], round: number): Promise<Answer[]> {
    const isPinned = round % 2 === 0;
    const tab = (nth: number) =>
      shopper.twin(isPinned ? shop.instances[nth % shop.instances.length]!.found : shop.url);
    return Promise.all(ids.map((id, nth) => tab(nth).post('/cart/add.js', { id })));
  }

  function expectAll(answers: Answer[], round: number): void {
    const refused = answers.filter((answer) => answer.status !== 200);
    expect(
      refused.map(({ status }) => status),
      `round ${round}`,
    ).toEqual([]);
    const names = new Set(answers.map(({ headers }) => headers['x-served-by']));
    expect(names.size, `round ${round}`).toBe(Math.min(answers.length, shop.instances.length));
  }

  describe.each([2, 10, 50, 200])(
    `F2: %i adds at once, ${ROUNDS.length} times, by the balancer or to each instance`,
    (size) => {
      it('of as many variants are as many lines', async () => {
        const ids = shop.variants('samples').slice(0, size);
        for (const round of ROUNDS) {
          const shopper = await shopperWith('plenty');
          expectAll(await addAtOnce(shopper, ids, round), round);
          const cart = await cartOf(shopper);
          expect([cart.items.length, cart.item_count], `round ${round}`).toEqual([size + 1, size + 1]);
        }
        const { length } = ROUNDS;
        figure(
          `rounds in which ${size} adds to one cart at once were ${size} lines`,
          `${length} of ${length}`,
        );
      });

      it(`of one variant all count (200: ${ROUNDS_OF_MANY} times)`, async () => {
        const ids = Array<number>(size).fill(shop.variant('plenty'));
        for (const round of size === 200 ? ROUNDS.slice(0, ROUNDS_OF_MANY) : ROUNDS) {
          const shopper = await shopperWith('plenty');
          expectAll(await addAtOnce(shopper, ids, round), round);
          const cart = await cartOf(shopper);
          expect([cart.items.length, cart.item_count], `round ${round}`).toEqual([1, size + 1]);
        }
      });
    },
  );

  it.each([
    { buyers: 200, each: 1, orders: 10, left: 0 },
    { buyers: 40, each: 3, orders: 3, left: 1 },
  ])('sells 10 units to $orders of $buyers buyers of $each who press the button at once', async (wish) => {
    await shop.setStock('ten-left', 10);
    const before = await ordersOf('ten-left');
    const ready: Awaited<ReturnType<typeof readyToPlace>>[] = [];
    for (let nth = 0; nth < wish.buyers; nth += 20) {
      const some = Array.from({ length: 20 }, () => shopperWith('ten-left', wish.each));
      ready.push(...(await Promise.all(some.map(async (one) => readyToPlace(await one)))));
    }
    const pressed = performance.now();
    const answers = await Promise.all(ready.map(({ shopper, review }) => placeOrder(shopper, review)));
    figure(
      `ms until ${wish.buyers} buyers of 10 units were answered`,
      Math.round(performance.now() - pressed),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(wish.orders);
    expect(statuses.filter((status) => status === 409)).toHaveLength(wish.buyers - wish.orders);
    expect(await shop.available('ten-left')).toBe(wish.left);
    expect((await ordersOf('ten-left')) - before).toBe(wish.orders);
  });

  it('makes one order of 50 identical posts of the last button', async () => {
    for (const round of ROUNDS) {
      const { shopper, review } = await readyToPlace(await shopperWith('plenty'));
      const before = await counts();
      const posts = Array.from({ length: 50 }, () => placeOrder(shopper.twin(), review));
      const answers = await Promise.all(posts);
      expect(
        answers.map((answer) => answer.status),
        `round ${round}`,
      ).toEqual(Array(50).fill(303));
      expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1);
      const after = await counts();
      expect({ orders: after.orders - before.orders, mails: after.mails - before.mails }).toEqual({
        orders: 1,
        mails: 1,
      });
      expect((await shopper.get(answers[0]!.headers.location!)).status).toBe(200);
    }
  });

  it('sells the last unit once when two press the button at once, and leaves the other cart as it is (B37)', async () => {
    for (const round of ROUNDS) {
      await shop.setStock('last-one', 1);
      const two = await Promise.all([shopperWith('last-one'), shopperWith('last-one')]);
      await Promise.all(two.map((shopper) => shopper.post('/cart/add', { id: shop.variant('plenty') })));
      const ready = await Promise.all(two.map(readyToPlace));
      const answers = await Promise.all(ready.map(({ shopper, review }) => placeOrder(shopper, review)));
      const statuses = answers.map((answer) => answer.status);
      expect(
        statuses.toSorted((a, b) => a - b),
        `round ${round}`,
      ).toEqual([303, 409]);
      const loser = two[answers.findIndex((answer) => answer.status === 409)]!;
      expect((await cartOf(loser)).items).toHaveLength(2);
      expect(await shop.available('last-one')).toBe(0);
    }
  });

  async function readyToPlace(shopper: Shopper) {
    return { shopper, review: await reachReview(shopper, ada) };
  }

  async function ordersOf(handle: string): Promise<number> {
    const sql = 'SELECT COUNT(DISTINCT order_id) AS number FROM order_lines WHERE variant_id = ?';
    const [row] = await shop.database.query<{ number: number }>(sql, [shop.variant(handle)]);
    return row!.number;
  }

  async function counts(): Promise<{ orders: number; mails: number }> {
    const sql = `SELECT (SELECT COUNT(*) FROM orders) AS orders, (SELECT COUNT(*) FROM outbox WHERE topic = 'mail') AS mails`;
    const [row] = await shop.database.query<{ orders: number; mails: number }>(sql);
    return row!;
  }
});
