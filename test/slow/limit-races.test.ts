import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada } from '../../scripts/bench/page-form.js';
import { openShop } from '../../scripts/catalog/open-shop.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import { WorkerModule } from '../../src/worker.module.js';
import { audit } from '../repositories/orders-shop.js';
import { reachReview } from '../../scripts/rig/buying.js';
import { aPromotion, create, freshCode, usesOf } from '../support/promotions.js';
import { rollbacks } from '../support/rollbacks.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';

const ROUNDS = rounds(20, { full: 100 });

let shop: TestShop;
let staff: INestApplicationContext;
beforeAll(async () => {
  shop = await TestShop.open({ instances: 3 });
  staff = await openShop(WorkerModule);
});
afterAll(async () => {
  await staff?.close();
  expect(await audit(shop.database)).toEqual({});
  await shop.close();
});

interface Crowd {
  size: number;
  handle: string;
  email: (nth: number) => string;
  code?: string;
}

/** With one piece in the cart, at the last button. */
async function walkUp({ handle, email, code }: Crowd, nth: number) {
  const shopper = shop.shopper();
  if (code) await shopper.get(`/discount/${code}`);
  expect((await shopper.post('/cart/add', { id: shop.variant(handle) })).status).toBe(303);
  return { shopper, review: await reachReview(shopper, { ...ada, email: email(nth) }) };
}

/**
 * All of them press the button, to each instance by turns, their last bytes in one go; `check` looks at what came of it.
 * Then the one order is cancelled, so that what they saw is true again, and its buyer comes with another cart. Answers
 * how many were refused by the database, after everything before it had said yes: there the window of the race was hit.
 */
async function race(crowd: Crowd, check: () => Promise<void>): Promise<number[]> {
  const people: { shopper: Shopper; review: Record<string, string> }[] = [];
  for (let nth = 0; nth < crowd.size; nth += 5)
    people.push(...(await Promise.all([0, 1, 2, 3, 4].map((more) => walkUp(crowd, nth + more)))));
  const late: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await rollbacks(shop.database);
    const held = await Promise.all(
      people.map(({ shopper, review }, nth) =>
        shopper.twin(shop.instances[nth % 3]!.found).hold('/checkout/orders', review),
      ),
    );
    const answers = await Promise.all(held.map(({ go }) => go()));
    late.push((await rollbacks(shop.database)) - before);
    const winner = expectOne(answers, round);
    await check();
    await cancel(answers[winner]!);
    people[winner] = await walkUp(crowd, winner);
  }
  return late;
}

/** Who has ordered; all others have read why not. */
function expectOne(answers: readonly Answer[], round: number): number {
  const statuses = answers.map(({ status }) => status);
  const expected = [303, ...Array<number>(answers.length - 1).fill(409)];
  expect(
    statuses.toSorted((a, b) => a - b),
    `round ${round}`,
  ).toEqual(expected);
  return statuses.indexOf(303);
}

async function cancel({ headers }: Answer): Promise<void> {
  const order = await staff.get(OrdersService).byToken(headers.location!.split('/').at(-1)!);
  expect(await staff.get(CancelOrderService).cancel(order!)).toMatchObject({ ok: true });
}

function tell(what: string, late: readonly number[]): void {
  const hit = late.filter((count) => count > 0).length;
  const buyers = late.reduce((sum, count) => sum + count, 0);
  figure(`${what}: rounds in which the database had to say no`, `${hit} of ${ROUNDS}, to ${buyers} buyers`);
  expect(hit).toBeGreaterThan(0);
}

describe(`a limit that many reach at the same moment, over three instances, ${ROUNDS} rounds`, () => {
  it.each([
    ['one use', { limitTotal: 1 }, 30, (nth: number) => `buyer-${nth}@example.com`],
    ['one use of each customer', { limitPerCustomer: 1 }, 10, () => 'same@example.com'],
  ])('F5: a code for %s is used once', async (what, limit, size, email) => {
    const code = freshCode();
    const id = await create(staff.get(EditPromotionsService), aPromotion({ codes: [code], ...limit }));
    const late = await race({ size, handle: 'plenty', email, code }, async () =>
      expect(await usesOf(shop.database, id)).toEqual({ rows: 1, counted: 1 }),
    );
    expect(await usesOf(shop.database, id)).toEqual({ rows: 0, counted: 0 });
    tell(`F5 a code for ${what}, ${size} sessions`, late);
  });

  it('F4: the last piece is sold once', async () => {
    await shop.setStock('last-one', 1);
    const email = (nth: number) => `buyer-${nth}@example.com`;
    const late = await race({ size: 30, handle: 'last-one', email }, async () =>
      expect(await shop.available('last-one')).toBe(0),
    );
    expect(await shop.available('last-one')).toBe(1);
    tell('F4 the last piece, 30 sessions', late);
  });
});
