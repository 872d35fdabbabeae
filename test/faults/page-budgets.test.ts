import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailingRedis } from '../support/failing-redis.js';
import { TestShop } from '../support/shop.js';
import { Shopper, type Answer } from '../support/shopper.js';
import { StatementLog } from '../support/statement-log.js';
import { figure } from '../support/tier.js';

const PAGES = ['/', '/collections', '/collections/all', '/products/plenty', '/products/jacket'];
const TIMES = 20;
/** Every two seconds a process says that it is there, whoever asks or does not. */
const HEARTBEAT = '{fleet}';

/** What pages cost the stores, counted on the wire and in the log of the database server. */
describe('a page that was served before', () => {
  let sessions: FailingRedis;
  let cache: FailingRedis;
  let shop: TestShop;
  let log: StatementLog;
  let member: Shopper;

  beforeAll(async () => {
    [sessions, cache] = [await FailingRedis.start(), await FailingRedis.start()];
    shop = await TestShop.open({ redis: sessions.url, cache: cache.url });
    log = await StatementLog.open();
    member = shop.shopper();
    await member.post('/cart/add', { id: shop.variant('plenty') });
    // The first one tells what the page is made of, the second one finds it made.
    for (const path of PAGES)
      for (const who of [shop.shopper(), member, shop.shopper(), member]) await who.get(path);
  });
  afterAll(async () => {
    await log?.close();
    await shop?.close();
    await Promise.all([sessions?.close(), cache?.close()]);
  });

  /** Round trips to both Redis and statements of so many views of one page. */
  async function cost(views: () => Promise<unknown>) {
    let statements: string[] = [];
    let commands: string[][] = [];
    const outer = await sessions.link.during(async () => {
      const inner = await cache.link.during(async () => {
        statements = await log.during(views);
      });
      commands = inner.commands.filter((command) => !command.join(' ').includes(HEARTBEAT));
    });
    return { statements, cache: commands, sessionTrips: outer.roundTrips };
  }
  const times = async (view: () => Promise<unknown>) => {
    for (let time = 0; time < TIMES; time += 1) await view();
  };

  it.each([
    ['one visitor', 'last-one', 1],
    ['a hundred visitors at once', 'samples', 100],
  ])('and one that was not takes one question to Redis and two to MySQL: %s', async (_who, handle, count) => {
    const path = `/products/${handle}`;
    let answers: Answer[] = [];
    const found = await cost(async () => {
      answers = await Promise.all(Array.from({ length: count }, () => new Shopper(shop.url).get(path)));
    });
    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(headers['server-timing']).toMatch(/redis;desc="[01]"/);
    }
    // Menu and promises are the same on all pages; they may have been due just now.
    const own = found.statements.filter((text) => text.includes(handle));
    figure(`statements of a cold product page, ${count} at once`, own.length);
    expect(own).toHaveLength(2);
    expect(found.sessionTrips).toBe(0);
  });

  it.each(PAGES)('asks nobody for %s without a cookie', async (path) => {
    const found = await cost(() => times(() => new Shopper(shop.url).get(path)));
    expect(found).toEqual({ statements: [], cache: [], sessionTrips: 0 });
  });

  it.each(PAGES)('asks Redis once for %s with a session, and nobody else', async (path) => {
    const found = await cost(() => times(() => member.get(path)));
    figure(`round trips of ${TIMES} warm ${path} with a session`, found.sessionTrips);
    expect(found).toEqual({ statements: [], cache: [], sessionTrips: TIMES });
  });
});
