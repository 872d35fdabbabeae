import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../../scripts/bench/measure.js';
import { Load } from '../../scripts/bench/pages/load.js';
import { shotOf, type Shot } from '../../scripts/bench/pages/load-connection.js';
import { OwnRedis } from '../../scripts/servers/own-redis.js';
import { AppModule } from '../../src/app.module.js';
import { aProduct } from '../support/factories/product.js';
import { plainClient } from '../support/redis-monitor.js';
import { saveProducts } from '../support/save-products.js';
import { TestShop } from '../support/shop.js';
import { StatementLog } from '../support/statement-log.js';
import { chances, figure } from '../support/tier.js';

const PRODUCTS = 1000;
const PER_SECOND = 300;
const SECONDS = 10;
/** What a process asks while nobody tells it of changes: one small statement every 0.4 s. */
const LOOKS = 2.5 * SECONDS;

/** Pages asked for as shops have it: the second best seller half as often as the first, the tenth a tenth as often. */
function zipf(handles: readonly string[], count: number): string[] {
  const chance = chances();
  const sums: number[] = [];
  handles.forEach((_, nth) => sums.push((sums[nth - 1] ?? 0) + 1 / (nth + 1)));
  return Array.from({ length: count }, () => {
    const at = chance() * sums.at(-1)!;
    return handles[sums.findIndex((sum) => sum > at)]!;
  });
}

/** Each kind of loss comes while pages are asked for, which stops for nothing. Any answer but 200 is an error. */
describe(`F17: ${PER_SECOND} requests a second for pages of ${PRODUCTS} products`, () => {
  const handles = Array.from({ length: PRODUCTS }, (_, nth) => `thing-${nth}`);
  let redis: OwnRedis;
  let shop: TestShop;
  let log: StatementLog;
  let shots: Shot[];
  /** While nothing is lost. */
  let warm: Awaited<ReturnType<typeof ask>>;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    shop = await TestShop.open({ env: { CACHE_REDIS_URL: redis.url } });
    log = await StatementLog.open();
    const office = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'fatal'] });
    for (let first = 0; first < PRODUCTS; first += 50)
      await saveProducts(
        office,
        handles.slice(first, first + 50).map((handle) => aProduct({ handle, title: handle })),
      );
    await office.close();
    const url = shop.instances[0]!.found;
    const shotAt = (handle: string) => shotOf({ method: 'GET', path: `/products/${handle}` }, 200, url);
    // Making a page takes more than sending it: all at once would be too much.
    for (const handle of handles) expect((await fetch(`${url}/products/${handle}`)).status).toBe(200);
    shots = zipf(handles, PER_SECOND * SECONDS).map(shotAt);
    warm = await ask();
  });
  afterAll(async () => {
    await log?.close();
    await shop?.close();
    await redis?.close();
  });

  /** Statements to MySQL, and the milliseconds that 99 of 100 answers took at most. */
  async function ask(meanwhile?: () => Promise<unknown>): Promise<{ statements: number; p99Ms: number }> {
    let times: number[] = [];
    // Those of another minute may have been given up by the shop, which is right.
    const load = await Load.open(shop.instances[0]!.found);
    const texts = await log.during(async () => {
      const arriving = load.arrive(shots, PER_SECOND, SECONDS);
      await meanwhile?.();
      times = await arriving;
    });
    load.close();
    expect(times).toHaveLength(PER_SECOND * SECONDS);
    return { statements: texts.length, p99Ms: quantile(times, 0.99) };
  }

  const flush = async () => {
    const client = await plainClient(redis.url);
    await client.flushAll();
    await client.close();
  };

  const losses: [string, number, () => Promise<unknown>, () => Promise<void>][] = [
    ['emptied', 0, flush, async () => undefined],
    ['frozen', LOOKS, () => redis.freeze(), async () => redis.thaw()],
    ['killed', LOOKS, () => redis.kill(), () => redis.restart()],
  ];
  it.each(losses)(
    'the cache is %s: no page fails, and MySQL hardly notices',
    async (what, looks, lose, mend) => {
      const lost = await ask(lose);
      await mend();
      figure(
        `statements of ${SECONDS} s, warm and with the cache ${what}`,
        `${warm.statements}, ${lost.statements}`,
      );
      figure(`p99 with the cache ${what}, ms`, Math.round(lost.p99Ms));
      expect(lost.statements).toBeLessThanOrEqual(2 * Math.max(warm.statements, 5) + looks);
      expect(lost.p99Ms).toBeLessThan(1000);
    },
  );
});
