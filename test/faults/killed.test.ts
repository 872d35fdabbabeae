import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { mailsIn } from '../support/mails.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { chances } from '../support/tier.js';
import { until } from '../support/until.js';

const PASSWORD = 'nine tents by the lake';

/** Processes that are killed in the middle of their work, without a word. */
describe('a process of the shop is killed', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 3 });
  });
  afterAll(() => shop?.close());

  const linesOf = async (shopper: Shopper) =>
    ((await shopper.get('/cart.js')).json() as { items: { id: number }[] }).items.map((item) => item.id);
  /** Who has opened an account has a mail too. */
  const orderMails = () => mailsIn(shop.mailDir).filter(({ subject }) => subject.startsWith('Order '));
  const servedBy = (shopper: Shopper) => async () => (await shopper.get('/cart.js')).headers['x-served-by'];

  it('a shopper whose every request lands on another instance buys, with one instance killed in between', async () => {
    const shopper = shop.shopper();
    const first = [await servedBy(shopper)(), await servedBy(shopper)(), await servedBy(shopper)()];
    expect(new Set(first)).toEqual(new Set(['web-1', 'web-2', 'web-3']));
    const answer = await shopper.post('/account/register', { email: 'ada@example.com', password: PASSWORD });
    expect(answer.status).toBe(303);

    const wanted = shop.variants('samples').slice(0, 120);
    const chance = chances();
    const [victim, moment] = [Math.floor(chance() * 3), 12 * Math.floor(1 + chance() * 8)];
    const acknowledged: number[] = [];
    const lost: number[] = [];
    for (let at = 0; at < wanted.length; at += 12) {
      const adds = wanted.slice(at, at + 12).map(async (id) => {
        const added = await shopper.twin().post('/cart/add.js', { id });
        expect([200, 502]).toContain(added.status);
        (added.status === 200 ? acknowledged : lost).push(id);
      });
      if (at === moment) await shop.instances[victim]!.end('SIGKILL');
      await Promise.all(adds);
    }
    expect(lost.length).toBeLessThanOrEqual(5);
    const kept = await linesOf(shopper);
    expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(wanted.length - 5);
    for (let round = 0; round < 20; round += 1) expect((await shopper.get('/account')).status).toBe(200);

    const placed = await placeOrder(shopper, await reachReview(shopper));
    expect(placed.status).toBe(303);
    const sql = `SELECT l.variant_id AS id FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.token = ?`;
    const rows = await shop.database.query<{ id: number }>(sql, [placed.headers.location!.split('/').at(-1)]);
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(kept));
    expect(rows).toHaveLength(kept.length);
    expect(await linesOf(shopper)).toEqual([]);
    const list = await shopper.get('/account');
    expect(list.text.match(/account\/orders\/\d+/g)).toHaveLength(1);
  });

  it('every order has its one mail, whichever workers die on the way', async () => {
    const buyers = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const shopper = shop.shopper();
        await shopper.post('/cart/add', { id: shop.variant('plenty') });
        return { shopper, review: await reachReview(shopper) };
      }),
    );
    let [dying, other] = await Promise.all([shop.startWorker(), shop.startWorker()]);
    for (let at = 0; at < buyers.length; at += 10) {
      const some = buyers.slice(at, at + 10);
      const orders = Promise.all(some.map(({ shopper, review }) => placeOrder(shopper, review)));
      await until('a mail was written', async () => orderMails().length > at);
      await dying.end('SIGKILL');
      expect((await orders).map((order) => order.status)).toEqual(Array(10).fill(303));
      [dying, other] = [other, await shop.startWorker()];
    }
    await until(
      'all mails are done',
      async () => {
        // What a dead worker had in its hands is free again after 30 seconds; the test does not wait for that.
        await shop.database.execute(
          'UPDATE outbox SET available_at = UTC_TIMESTAMP(3) WHERE done_at IS NULL',
        );
        const [row] = await shop.database.query<{ open: number }>(
          'SELECT COUNT(*) AS open FROM outbox WHERE done_at IS NULL',
        );
        return row!.open === 0;
      },
      30,
    );
    const [row] = await shop.database.query<{ orders: number }>('SELECT COUNT(*) AS orders FROM orders');
    const mails = orderMails();
    expect(mails).toHaveLength(row!.orders);
    expect(new Set(mails.map((mail) => mail.subject)).size).toBe(row!.orders);
  });
});
