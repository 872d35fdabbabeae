import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fleet } from '../support/fleet.js';
import { OwnMariadb } from '../support/own-mariadb.js';
import { OwnRedis } from '../support/own-redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

const CATALOGUE = ['/', '/products/plenty', '/collections/all', '/products/jacket'];
const MOST_LIVEZ_MS = 5;
/** The balancer takes a process out after two checks that were answered "no". */
const THREE_CHECKS_MS = 2600;

let [mysql, redis]: [OwnMariadb?, OwnRedis?] = [];
let shop: TestShop;
let fleet: Fleet;

beforeAll(async () => {
  [mysql, redis] = await Promise.all([OwnMariadb.start(), OwnRedis.start()]);
  const stores = { mysql: mysql.url, redis: redis.url, cache: redis.url };
  shop = await TestShop.open({ instances: 3, env: { TRUST_PROXY_HOPS: '1' }, ...stores });
  fleet = await Fleet.before(shop.instances);
  const looks = CATALOGUE.flatMap((path) =>
    Array.from({ length: fleet.size }, (_, nth) => [nth, path] as const),
  );
  for (const [nth, path] of looks) expect((await new Shopper(fleet.urlOf(nth)).get(path)).status).toBe(200);
});
afterAll(async () => {
  await fleet?.close();
  await mysql?.kill();
  await mysql?.restart();
  await shop?.close();
  await Promise.all([mysql?.close(), redis?.close()]);
});

/** Milliseconds that `/livez` takes on a connection that is open, the middle one of the last 50 of 150. */
async function livezMs(): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const probe = new Shopper(fleet.urlOf(0), agent);
  const times = [];
  for (let nth = 0; nth < 150; nth += 1) {
    const asked = performance.now();
    expect((await probe.get('/livez')).status).toBe(200);
    times.push(performance.now() - asked);
  }
  agent.destroy();
  return times.slice(100).toSorted((a, b) => a - b)[25]!;
}

/** For as long as the balancer needs to take a process out: all are in, live, ready, and serve the catalogue. */
async function allServe(dependencies: object): Promise<void> {
  const shopper = new Shopper(fleet.url);
  const servedBy = new Set<unknown>();
  const end = performance.now() + THREE_CHECKS_MS;
  for (let nth = 0; performance.now() < end; nth += 1) {
    const answer = await shopper.get(CATALOGUE[nth % CATALOGUE.length]!);
    expect(answer.status).toBe(200);
    servedBy.add(answer.headers['x-served-by']);
  }
  expect(servedBy.size).toBe(3);
  expect(fleet.news).toEqual([]);
  for (let nth = 0; nth < fleet.size; nth += 1) {
    const probe = new Shopper(fleet.urlOf(nth));
    const ready = await probe.get('/readyz');
    expect([ready.status, ready.json()]).toEqual([200, { status: 'ready' }]);
    const { status, text, json } = await probe.get('/statusz');
    expect([status, json()]).toMatchObject([200, { dependencies }]);
    expect(text).not.toMatch(/:\/\/|password|shop:shop/);
  }
  const took = await livezMs();
  figure(`F25 /livez, ${JSON.stringify(dependencies)}, ms`, took.toFixed(2));
  expect(took).toBeLessThan(MOST_LIVEZ_MS);
}

describe('F25: what all processes share goes away, and all of them stay in rotation', () => {
  it('while all is well', () => allServe({ database: 'up', sessionRedis: 'up', cacheRedis: 'up' }));

  it('while Redis is away', async () => {
    await redis!.kill();
    await allServe({ database: 'up', sessionRedis: 'down', cacheRedis: 'down' });
    await redis!.restart();
    await until('Redis is back', async () => (await new Shopper(fleet.urlOf(0)).get('/statusz')).text.includes('"sessionRedis":"up"')); // prettier-ignore
  });

  it('while MySQL is away', async () => {
    await mysql!.kill();
    await allServe({ database: 'down', sessionRedis: 'up' });
  });

  it('while both are away', async () => {
    await redis!.kill();
    await allServe({ database: 'down', sessionRedis: 'down', cacheRedis: 'down' });
  });
});
