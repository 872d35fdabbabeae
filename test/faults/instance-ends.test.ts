import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Fleet } from '../support/fleet.js';
import { measureCapacity } from '../../scripts/prove/traffic/capacity.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { SlowClients } from '../support/slow-clients.js';
import { chances, figure, isFull, rounds } from '../support/tier.js';
import { LOOKED_AT, Traffic } from '../support/traffic.js';
import { until } from '../support/until.js';

const ROUNDS = rounds(1, { full: 5 });
const ROLLOUTS = rounds(1, { full: 10 });
/** In the full run half of what three processes can serve here, and 500 at most. */
let looksPerSecond = 100;
const MOST_LOOKS = 500;
/** Longer than the balancer needs to notice: two checks. */
const DRAIN_SECONDS = 3;
const FREED_MS = 3000;
const GONE_MS = 3000;
const FINISH_MS = 20_000;

let shop: TestShop;
let fleet: Fleet;
const chance = chances();

beforeAll(async () => {
  const env = { TRUST_PROXY_HOPS: '1', DRAIN_SECONDS: `${DRAIN_SECONDS}` };
  shop = await TestShop.open({ instances: 3, env });
  fleet = await Fleet.before(shop.instances);
  if (isFull) looksPerSecond = Math.min(MOST_LOOKS, (await measureCapacity(fleet.url, LOOKED_AT, 4)) / 2);
});
afterAll(async () => {
  await fleet?.close();
  await shop?.close();
});

async function traffic(): Promise<Traffic> {
  const rates = { looksPerSecond, buyers: 6, ordersPerSecond: 2 };
  const begun = await Traffic.begin({ shop, url: fleet.url, ...rates });
  onTestFinished(() => begun.goHome());
  await until('people have come', async () => begun.seen > looksPerSecond);
  return begun;
}

/** One that has just come, or come back, gets less from the balancer for some seconds. */
async function hasEvenShares(): Promise<boolean> {
  const answers = Array.from({ length: 2 * fleet.size }, () => new Shopper(fleet.url).get('/livez'));
  const names = (await Promise.all(answers)).map(({ headers }) => String(headers['x-served-by']));
  const shares = [...Map.groupBy(names, (name) => name).values()].map(({ length }) => length);
  return shares.length === fleet.size && shares.every((share) => share === 2);
}

/** Lets people go on for as long again as it takes to look at everything. */
async function aWhile(people: Traffic): Promise<void> {
  const seen = people.seen;
  await until('people went on', async () => people.seen > seen + looksPerSecond);
}

const anyOf = () => Math.floor(chance() * fleet.size);

describe('F22: one of three web processes behind the balancer', () => {
  it(`is killed ${ROUNDS} times: nobody notices, and what was being changed is done once`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [people, victim] = [await traffic(), anyOf()];
      await fleet.end(victim, 'SIGKILL');
      await fleet.isNoticed(victim, 'DOWN');
      await fleet.startAgain(victim);
      await aWhile(people);
      await people.end();
      figure('F22 killed: looks, of them failed, changes that failed', [people.seen, people.failedLooks.length, people.failedPosts.length].join()); // prettier-ignore
      expect(people.failedLooks).toEqual([]);
      expect(people.failedPosts).toEqual([]);
    }
  });

  it(`freezes ${ROUNDS} times: it is out within 3 seconds, and who waits for it is freed within 3 seconds`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [people, victim] = [await traffic(), anyOf()];
      const frozen = performance.now();
      onTestFinished(() => fleet.thaw(victim));
      await fleet.freeze(victim);
      await fleet.isNoticed(victim, 'DOWN');
      const outAfter = performance.now() - frozen;
      await aWhile(people);
      fleet.thaw(victim);
      await fleet.isNoticed(victim, 'UP');
      await people.end();
      const longest = Math.max(...people.looks.map(({ milliseconds }) => milliseconds));
      const waits = [outAfter, longest, people.longestPost];
      figure(
        'F22 frozen, ms: out after, longest wait of a look and of a change',
        waits.map(Math.round).join(),
      );
      expect([people.failedLooks, people.failedPosts]).toEqual([[], []]);
      expect(Math.max(...waits)).toBeLessThan(FREED_MS);
    }
  });

  it('freezes, and what would count twice if it were sent again is answered with an error', async () => {
    const [shopper, victim] = [new Shopper(fleet.url), anyOf()];
    const item = { id: shop.variant('plenty') };
    const add = async () => (await shopper.postJson('/cart/add.js', item)).status;
    expect(await add()).toBe(200);
    await until('each process has its whole share', hasEvenShares, 30);
    await fleet.freeze(victim);
    const adds = await Promise.all(Array.from({ length: 2 * fleet.size }, add));
    await fleet.isNoticed(victim, 'DOWN');
    fleet.thaw(victim);
    await fleet.isNoticed(victim, 'UP');
    const isDone = adds.filter((status) => status === 200).length;
    expect(adds.filter((status) => status === 504)).toHaveLength(adds.length - isDone);
    expect(isDone).toBeLessThan(adds.length);
    const { item_count } = (await shopper.get('/cart.js')).json() as { item_count: number };
    expect(item_count).toBeGreaterThanOrEqual(1 + isDone);
    expect(item_count).toBeLessThanOrEqual(1 + adds.length);
  });

  /** What a process that is asked to leave says to somebody who still comes to it. */
  async function leaves(nth: number): Promise<void> {
    const direct = new Shopper(fleet.urlOf(nth));
    const agent = new Agent({ keepAlive: true });
    const held = await new Shopper(direct.url, agent).hold('/cart/add', { id: shop.variant('plenty') });
    const asked = performance.now();
    const exit = fleet.end(nth, 'SIGTERM');
    await until('it is not ready', async () => (await direct.get('/readyz')).status === 503);
    expect(fleet.isUp(nth)).toBe(true);
    await fleet.isNoticed(nth, 'DOWN');
    expect(performance.now() - asked).toBeLessThan(DRAIN_SECONDS * 1000);
    const late = await direct.get('/products/plenty', { connection: 'keep-alive' });
    expect([late.status, late.headers.connection]).toEqual([200, 'close']);
    // Drained; the one request that it has begun is all that keeps it.
    await until('it takes nobody new', () => direct.get('/livez').then(() => false, () => true)); // prettier-ignore
    expect(performance.now() - asked).toBeGreaterThanOrEqual(DRAIN_SECONDS * 1000);
    expect((await held.go()).status).toBe(303);
    const answered = performance.now();
    expect(await exit).toBe(0);
    expect(performance.now() - answered).toBeLessThan(FINISH_MS);
    agent.destroy();
  }

  it(`leaves for the next one ${ROLLOUTS} times, one after the other: nobody notices anything`, async () => {
    for (let rollout = 0; rollout < ROLLOUTS; rollout += 1) {
      const people = await traffic();
      for (let nth = 0; nth < fleet.size; nth += 1) {
        await leaves(nth);
        await fleet.startAgain(nth);
      }
      await aWhile(people);
      await people.end();
      figure(
        'F22 rolled out: looks, changes, looks a second',
        `${people.seen}, ${people.posts.length}, ${Math.round(looksPerSecond)}`,
      );
      expect([people.failedLooks, people.failedPosts]).toEqual([[], []]);
    }
  });

  it.runIf(isFull)('does not wait for a request for longer than 20 seconds', async () => {
    const slow = await SlowClients.open(fleet.urlOf(0), 'body', 1);
    const asked = performance.now();
    expect(await fleet.end(0, 'SIGTERM')).toBe(0);
    expect(performance.now() - asked).toBeGreaterThan(FINISH_MS);
    expect(performance.now() - asked).toBeLessThan(DRAIN_SECONDS * 1000 + FINISH_MS + GONE_MS);
    slow.close();
    await fleet.startAgain(0);
  });
});
