import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaceOutcome, PlaceRequest } from '../../src/shop/checkout/place-order.service.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { chances, figure, rounds } from '../support/tier.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

const HANDLES = ['plenty', 'ten-left', 'last-one', 'jacket', 'samples'];
const SHELF = 200;

let shop: OrderShop;
beforeAll(async () => {
  shop = await orderShop();
});
afterAll(async () => {
  expect(await audit(shop.database)).toEqual({});
  await shop.close();
});

const kinds = (outcomes: readonly PlaceOutcome[]) => {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/** Pieces on the shelf, and pieces that orders which stand have taken from it. */
async function conserved(handle: string): Promise<{ onHand: number; held: number }> {
  const { onHand } = await shop.stock(handle);
  const [row] = await shop.database.query<{ held: string | number | null }>(
    `SELECT SUM(l.quantity) AS held FROM order_lines l JOIN orders o ON o.id = l.order_id
     WHERE l.variant_id = ? AND o.state <> 'cancelled'`,
    [shop.variant(handle)],
  );
  return { onHand, held: Number(row!.held ?? 0) };
}

/** Orders of before hold stock that is counted from here on. */
async function forgetOrders(): Promise<void> {
  await shop.database.execute(
    `UPDATE orders SET state = 'cancelled', payment_state = 'cancelled', fulfilment_state = 'cancelled'`,
  );
  await shop.database.execute('UPDATE order_lines SET dropped = quantity - shipped');
  await shop.database.execute('UPDATE stock_levels SET reserved = 0');
}

describe('F9: 400 orders of two to five lines over five products at once', () => {
  /** A buyer of two to five of them. */
  function anyBuyer(chance: () => number): Promise<PlaceRequest> {
    const wanted = HANDLES.toSorted(() => chance() - 0.5).slice(0, 2 + Math.floor(chance() * 4));
    return shop.ready(Object.fromEntries(wanted.map((handle) => [handle, 1])));
  }

  const timed = async (request: PlaceRequest) => {
    const started = performance.now();
    const outcome = await shop.place(request);
    return { outcome, ms: performance.now() - started };
  };

  it('are placed or told what is sold out, while staff set the stock of all of them', async () => {
    for (const handle of HANDLES.slice(1, 4)) await shop.setStock(handle, SHELF);
    const chance = chances();
    const alone: number[] = [];
    for (let nth = 0; nth < 20; nth += 1) alone.push((await timed(await anyBuyer(chance))).ms);
    const requests: PlaceRequest[] = [];
    for (let buyer = 0; buyer < 400; buyer += 1) requests.push(await anyBuyer(chance));
    const staff = (async () => {
      const inventory = shop.module.get(InventoryService);
      for (let turn = 0; turn < 10; turn += 1)
        for (const handle of HANDLES.slice(1, 4).toReversed())
          await inventory.adjust(shop.variant(handle), SHELF);
    })();
    const all = await Promise.all(requests.map(timed));
    await staff;
    const outcomes = kinds(all.map(({ outcome }) => outcome));
    expect(Object.keys(outcomes).filter((kind) => kind !== 'sold_out')).toEqual(['placed']);
    const median = alone.toSorted((a, b) => a - b)[10]!;
    const p99 = all.map(({ ms }) => ms).toSorted((a, b) => a - b)[395]!;
    figure('F9 outcomes of 400 at once', JSON.stringify(outcomes));
    figure(
      'F9 ms of one alone, and p99 of one that waits with 399 others',
      `${Math.round(median)}, ${Math.round(p99)}`,
    );
    // They wait for their turn, and lose little to each other: all at once are no slower than one after the other.
    expect(p99).toBeLessThan(400 * median);
  });
});

describe('F4: the last pieces', () => {
  it('are never sold twice while staff put more on the shelf and orders are cancelled', async () => {
    for (let round = 0; round < rounds(5, { full: 20 }); round += 1) {
      await shop.setStock('ten-left', 10);
      await forgetOrders();
      const requests = [];
      for (let buyer = 0; buyer < 40; buyer += 1) requests.push(await shop.ready({ 'ten-left': 1 }));
      const inventory = shop.module.get(InventoryService);
      const more = inventory.adjust(shop.variant('ten-left'), 15);
      const placing = requests.map(async (request, nth) => {
        const outcome = await shop.place(request);
        if (outcome.kind !== 'placed' || nth % 3 !== 0) return outcome.kind;
        const details = await shop.module.get(OrdersService).byToken(outcome.order.token);
        await shop.module.get(CancelOrderService).cancel(details!);
        return 'cancelled';
      });
      const all = await Promise.all(placing);
      await more;
      const { onHand, held } = await conserved('ten-left');
      expect(onHand).toBe(15);
      expect(held).toBe(all.filter((kind) => kind === 'placed').length);
      expect(held).toBeLessThanOrEqual(15);
      expect(await shop.stock('ten-left')).toEqual({ onHand: 15, reserved: held });
    }
  });
});

describe('F7: what changes between the page and the button', () => {
  const changes: Record<string, (variantId: number) => Promise<unknown>> = {
    price: (id) => shop.database.execute('UPDATE variants SET price = price + 1 WHERE id = ?', [id]),
    name: (id) =>
      shop.database.execute(
        `UPDATE products p JOIN variants v ON v.product_id = p.id SET p.title = CONCAT(p.title, '.') WHERE v.id = ?`,
        [id],
      ),
    withdrawal: (id) =>
      shop.database.execute(
        `UPDATE products p JOIN variants v ON v.product_id = p.id SET p.is_listed = 1 - p.is_listed WHERE v.id = ?`,
        [id],
      ),
  };

  it.each(Object.keys(changes))(
    'a %s at the same moment, 50 times: the order is what was confirmed, or there is none',
    async (what) => {
      const met: Record<string, number> = {};
      const chance = chances();
      for (let round = 0; round < 50; round += 1) {
        const request = await shop.ready({ plenty: 1 });
        const [seen] = await shop.database.query<{ price: number; title: string }>(
          'SELECT v.price, p.title FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?',
          [shop.variant('plenty')],
        );
        const wait = new Promise((resolve) => setTimeout(resolve, chance() * 2));
        const [outcome] = await Promise.all([
          shop.place(request),
          wait.then(() => changes[what]!(shop.variant('plenty'))),
        ]);
        met[outcome.kind] = (met[outcome.kind] ?? 0) + 1;
        if (outcome.kind === 'placed')
          expect(outcome.order.lines[0]).toMatchObject({ unitPrice: seen!.price, title: seen!.title });
        else expect(await shop.count('orders', `checkout_token = '${request.token}'`)).toBe(0);
        if (what === 'withdrawal') await changes[what]!(shop.variant('plenty'));
      }
      figure(`F7 outcomes with a ${what} meanwhile`, JSON.stringify(met));
    },
  );
});
