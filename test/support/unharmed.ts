import { expect } from 'vitest';
import { redisUrl } from './redis.js';
import { plainClient, type PlainClient } from './redis-monitor.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import type { TestShop } from './shop.js';

const COUNTED = ['customers', 'orders', 'order_lines', 'checkouts', 'outbox'];

/** The normal request after a bad one is answered within this time. */
const SERVED_WITHIN_MS = 300;
/** Another try shows whether the machine was busy for a moment, or the shop is hurt. */
const TRIES = 5;

/** Everything that a bad input must leave as it is: the visitor's cart, how many rows each table has, and what is in Redis. */
export async function picture(shop: TestShop, shopper: Shopper): Promise<unknown> {
  const counts = await shop.database.query<Record<string, unknown>>(
    `SELECT ${COUNTED.map((table) => `(SELECT COUNT(*) FROM ${table}) AS ${table}`).join(', ')}`,
  );
  return { cart: (await shopper.get('/cart.js')).json(), counts: counts[0], redis: await keptForVisitors() };
}

let opened: Promise<PlainClient> | undefined;

/** One connection for all tests of a file, which keeps no process alive. */
async function visitorsRedis(): Promise<PlainClient> {
  opened ??= plainClient(redisUrl());
  const client = await opened;
  client.unref();
  return client;
}

/** How many sessions and carts there are. */
async function keptForVisitors(): Promise<number> {
  const keys = await (await visitorsRedis()).keys('*');
  return keys.filter((key) => /^(session:|cart:)/.test(key)).length;
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

/** The shop serves a cart page well. */
export async function expectServing(shopper: Shopper): Promise<void> {
  const times: number[] = [];
  do {
    const started = performance.now();
    expect((await shopper.get('/cart')).status).toBe(200);
    times.push(performance.now() - started);
  } while (times.length < TRIES && times.at(-1)! >= SERVED_WITHIN_MS);
  expect(Math.min(...times)).toBeLessThan(SERVED_WITHIN_MS);
}
