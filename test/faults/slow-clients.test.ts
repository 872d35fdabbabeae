import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fleet } from '../support/fleet.js';
import { LoadClient } from '../support/offered-load.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { SlowClients } from '../support/slow-clients.js';
import { figure, isFull, outages, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const SECONDS = outages(6, { full: 60 })[0]!;
const SLOW = 200;
const PER_SECOND = 50;
const MOST_P99_MS = 500;
/** Node closes idle connections after 5 seconds unless told otherwise. */
const IDLE_MS = 6500;
const IDLE_ROUNDS = rounds(1, { full: 90 });
/** As other balancers do: any request may take a connection that was idle for as long as a minute. */
const REUSE = '    http-reuse always\n    default-server pool-purge-delay 60s\n';
const LOOKED_AT = ['/', '/products/plenty', '/collections/all', '/products/jacket'];

let shop: TestShop;
let fleet: Fleet;
beforeAll(async () => {
  shop = await TestShop.open({ env: { TRUST_PROXY_HOPS: '1' } });
  fleet = await Fleet.before(shop.instances, REUSE);
});
afterAll(async () => {
  await fleet?.close();
  await shop?.close();
});

/** Normal traffic for as long as the test lasts; answers the 99th percentile, in milliseconds. */
async function normalTraffic(url: string): Promise<number> {
  const client = new LoadClient(url, 10_000);
  const outcomes = await client.offer({ perSecond: PER_SECOND, seconds: SECONDS }, (nth) => ({
    kind: 'look',
    path: LOOKED_AT[nth % LOOKED_AT.length]!,
  }));
  client.close();
  expect(outcomes.filter(({ status }) => status !== 200)).toEqual([]);
  const times = outcomes.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)]!;
}

describe('F23: connections', () => {
  it.each([
    ['the balancer', () => fleet.url],
    ['a web process', () => fleet.urlOf(0)],
  ])(`${SLOW} of each kind of slow clients disturb nobody at %s`, async (name, url) => {
    const kinds = ['head', 'body', 'reading'] as const;
    const slow = await Promise.all(kinds.map((kind) => SlowClients.open(url(), kind, SLOW)));
    const p99 = await normalTraffic(url());
    figure(`F23 p99 beside ${kinds.length * SLOW} slow clients of ${name}, ms`, p99.toFixed(0));
    // They were there all the time; in the full run they are gone by its end.
    const left = slow.slice(0, 2).map(({ open }) => open);
    expect(left).toEqual(isFull ? [0, 0] : [SLOW, SLOW]);
    for (const clients of slow) clients.close();
    expect(p99).toBeLessThan(MOST_P99_MS);
  });

  it(`are used again after ${IDLE_MS / 1000} s without a word, ${IDLE_ROUNDS} times: no order meets a closed one`, async () => {
    const { hostname, port } = new URL(fleet.urlOf(0));
    const [direct, shopper] = [connect(Number(port), hostname), new Shopper(fleet.url)];
    let heard = '';
    direct.on('data', (data: Buffer) => (heard += data.toString()));
    for (let asked = 1; asked <= IDLE_ROUNDS + 1; asked += 1) {
      if (asked > 1) await pause(IDLE_MS);
      direct.write('GET /livez HTTP/1.1\r\nHost: shop\r\n\r\n');
      await until('an answer on the same connection', async () => heard.split('"alive"').length > asked);
      // A change is not sent again by the balancer: a connection that is just being closed would be a 502.
      expect((await shopper.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
    }
    direct.destroy();
  });
});
