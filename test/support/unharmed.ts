import { expect } from 'vitest';
import type { Answer, Shopper } from './shopper.js';
import type { TestShop } from './shop.js';

const COUNTED = ['customers', 'orders', 'order_lines', 'checkouts', 'outbox'];

/** Everything that a bad input must leave as it is: the visitor's cart, and how many rows each table has. */
export async function picture(shop: TestShop, shopper: Shopper): Promise<unknown> {
  const counts = await shop.database.query<Record<string, unknown>>(
    `SELECT ${COUNTED.map((table) => `(SELECT COUNT(*) FROM ${table}) AS ${table}`).join(', ')}`,
  );
  return { cart: (await shopper.get('/cart.js')).json(), counts: counts[0] };
}

const TRACES = /at \S+ \(|node_modules|SELECT |UPDATE |ER_[A-Z]|QueryFailed|\/src\/|\.js:\d+/;

/** A page (or JSON) of the shop, with the status expected, that tells nothing of its inside. */
export function expectPlain(answer: Answer, status: number | readonly number[]): void {
  expect([status].flat(), `${answer.status}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
  expect(answer.text).not.toMatch(TRACES);
}

/**
 * Does something bad and expects the answer's status, nothing changed, and the next ordinary request served well.
 */
export async function expectRefused(
  shop: TestShop,
  shopper: Shopper,
  deed: () => Promise<Answer>,
  status: number | readonly number[],
): Promise<Answer> {
  const before = await picture(shop, shopper);
  const answer = await deed();
  expectPlain(answer, status);
  expect(await picture(shop, shopper)).toEqual(before);
  await expectServing(shopper);
  return answer;
}

export async function expectServing(shopper: Shopper): Promise<void> {
  const started = performance.now();
  const next = await shopper.get('/cart');
  expect(next.status).toBe(200);
  expect(performance.now() - started).toBeLessThan(1000);
}
