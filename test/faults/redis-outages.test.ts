import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DayAtTheShop, type Outcome } from '../support/day-at-the-shop.js';
import { perMille, usualTime } from '../support/delays.js';
import {
  blackholed,
  FailingRedis,
  frozen,
  halfOpen,
  killed,
  resetEvery,
  slowBy,
  type Outage,
} from '../support/failing-redis.js';
import { CUT_SHORT, UNSURE } from '../support/outage-visits.js';
import { memoryOf, tellsMemory } from '../support/process-memory.js';
import { TestShop } from '../support/shop.js';
import { tellOnFailure } from '../support/tell-on-failure.js';
import { figure, isFull, outages } from '../support/tier.js';

/** Requests a second at most. */
const LOAD = isFull ? 200 : 100;
const OUTAGES = outages(4, { full: 30 });
const NOBODY_WAITS_MS = 2000;
const USUAL_MS = 400;
const BACK_WITHIN_MS = 2000;
const MOST_GROWTH_MB = 50;

interface Case {
  name: string;
  outage: Outage;
  /** Redis answers nobody in time. Otherwise some requests find it well. */
  isTotal: boolean;
  /** Redis hears what is sent: of a change that it did not answer, nobody knows whether it was made. */
  isHeard?: boolean;
}

const CASES: Case[] = [
  { name: 'killed', outage: killed, isTotal: true },
  { name: 'frozen', outage: frozen, isTotal: true },
  { name: '500 ms slower', outage: slowBy(500), isTotal: true, isHeard: true },
  { name: 'in a black hole', outage: blackholed, isTotal: true },
  { name: 'reset every 3 s', outage: resetEvery(3000), isTotal: false, isHeard: true },
  { name: 'half open', outage: halfOpen, isTotal: false, isHeard: true },
];

/** Three instances at work while their way to the Redis of sessions and carts fails in each way that it can (F13). */
describe('a shop at work while its session Redis is', () => {
  let redis: FailingRedis;
  let shop: TestShop;
  let day: DayAtTheShop;

  beforeAll(async () => {
    redis = await FailingRedis.start();
    shop = await TestShop.open({ instances: 3, redis: redis.url, env: tellsMemory });
    day = new DayAtTheShop(shop);
    await day.newMember();
    // Processes take their working memory with their first visitors.
    await day.spend(await day.bearableRate(LOAD), OUTAGES[0]!);
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  tellOnFailure(() => shop);

  /** Resident after a collection: before it, it says when V8 felt like one, and swings by 150 MB in half a minute. */
  const memory = () =>
    Promise.all(shop.instances.map(async (instance) => (await memoryOf(instance)).rss / 2 ** 20));

  async function standFirm(one: Case, seconds: number): Promise<number[]> {
    const { name, outage } = one;
    await day.newMember();
    const perSecond = await day.bearableRate(LOAD);
    const before = await memory();
    await outage.begin(redis);
    const outcomes = await day.spend(perSecond, seconds);
    await outage.end(redis);
    const back = await day.timeUntilBack();
    const growth = Math.max(...(await memory()).map((mb, nth) => mb - before[nth]!));
    report(name, outcomes, back, growth);

    expect(wrongAnswers(outcomes, one)).toEqual([]);
    expect(slowKinds(outcomes)).toEqual([]);
    expect(Math.max(...outcomes.map(({ took }) => took))).toBeLessThan(NOBODY_WAITS_MS);
    expect(back).toBeLessThan(BACK_WITHIN_MS);
    expect(growth).toBeLessThan(MOST_GROWTH_MB);
    for (const { output } of shop.instances) expect(output()).not.toMatch(/unhandled|"level":60/i);
    return outcomes.map(({ took }) => took);
  }

  it.each(CASES)('$name', async (one) => {
    const times: number[] = [];
    for (const seconds of OUTAGES) times.push(...(await standFirm(one, seconds)));
    figure(
      `milliseconds that 99.9 % of ${times.length} requests took at most in ${OUTAGES.length} outages, Redis ${one.name}`,
      perMille(times, 999).toFixed(0),
    );
  });

  it('and works as before afterwards', async () => {
    const { member } = await day.newMember();
    for (const path of ['/products/plenty', '/cart', '/account', '/checkout/contact'])
      for (let nth = 0; nth < shop.instances.length; nth += 1)
        expect([path, (await member().get(path)).status]).toEqual([path, 200]);
  });
});

function wrongAnswers(outcomes: Outcome[], { isTotal, isHeard = false }: Case): string[] {
  const isRight = ({ what, fault, status }: Outcome) =>
    fault === null ||
    (!isTotal && [200, 303].includes(status)) ||
    (isHeard && what === 'add to a cart' && fault === UNSURE) ||
    // One of its nine round trips may be the first that fails.
    (!isTotal && what === 'sign-in' && fault === CUT_SHORT);
  const isWrong = (outcome: Outcome) => !isRight(outcome);
  return outcomes.filter(isWrong).map(({ what, status, fault }) => `${what}: ${status}, ${fault}`);
}

function slowKinds(outcomes: Outcome[]): string[] {
  const kinds = Array.from(Map.groupBy(outcomes, ({ what }) => what));
  const usual = kinds.map(([what, each]) => ({ what, took: usualTime(each.map(({ took }) => took)) }));
  return usual.filter(({ took }) => took > USUAL_MS).map(({ what, took }) => `${what}: ${took} ms`);
}

function report(name: string, outcomes: Outcome[], back: number, growth: number): void {
  const classes = Map.groupBy(outcomes, ({ status }) => `${Math.floor(status / 100)}xx`);
  const counts = Array.from(classes, ([kind, each]) => `${each.length} ${kind}`).toSorted();
  const slowest = Math.max(...outcomes.map(({ took }) => took));
  console.log(
    `${name}: ${outcomes.length} requests (${counts.join(', ')}), slowest ${slowest.toFixed(0)} ms, ` +
      `back after ${back.toFixed(0)} ms, memory ${growth >= 0 ? '+' : ''}${growth.toFixed(1)} MB`,
  );
}
