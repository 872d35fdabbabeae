import { get } from 'node:http';
import { connect } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onThisMachine, sections, serverLines } from '../../scripts/rig/haproxy-file.js';
import { Haproxy } from '../support/haproxy.js';
import { TestShop } from '../support/shop.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

interface Visitor {
  address: string;
  browser: string;
}

const hundred = <T>(one: (nth: number) => T): T[] => Array.from({ length: 100 }, (_, nth) => one(nth + 1));
const manyBrowsers = hundred((nth): Visitor => ({ address: '127.0.0.1', browser: `Browser ${nth}` }));
const manyAddresses = hundred((nth): Visitor => ({ address: `127.0.1.${nth}`, browser: 'Browser' }));
const everybody = [...manyBrowsers, ...manyAddresses];
const [BLUE, GREEN] = ['web-1', 'web-2'];

const folder = mkdtempSync(join(tmpdir(), 'cloudcart-api-'));
const api = join(folder, 'haproxy.sock');
let shop: TestShop;
let balancer: Haproxy;

/** The name of the web process that answers. Errors: any status but 200. */
function servedBy({ address, browser }: Visitor, path = '/products/plenty'): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { localAddress: address, agent: false, headers: { 'user-agent': browser } };
    get(`${balancer.url}${path}`, options, (answer) => {
      answer.resume();
      if (answer.statusCode === 200) resolve(answer.headers['x-served-by'] as string);
      else reject(new Error(`${path} answered ${answer.statusCode}`));
    }).on('error', reject);
  });
}

async function ofVersion(version: string, visitors: readonly Visitor[]): Promise<Visitor[]> {
  const names: string[] = [];
  for (const visitor of visitors) names.push(await servedBy(visitor));
  return visitors.filter((_, nth) => names[nth] === version);
}

/** As docker/deploy/green.sh does it; answers what HAProxy says. */
function share(percent: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    connect(api)
      .on('data', (data) => (said += String(data)))
      .on('close', () => resolve(said.trim()))
      .on('error', reject)
      .write(`experimental-mode on; set var proc.green_share int(${percent})\n`);
  });
}

beforeAll(async () => {
  shop = await TestShop.open({ instances: 2, env: { TRUST_PROXY_HOPS: '1' } });
  const [web, green] = shop.instances.map(({ found }) => found);
  const servers = { web: serverLines('web', [web!]), green: serverLines('green', [green!]) };
  balancer = await Haproxy.start((port) =>
    onThisMachine(sections('haproxy.cfg'), servers, api).replace('bind :8080', `bind 127.0.0.1:${port}`),
  );
});
afterAll(async () => {
  await balancer?.close();
  await shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a version beside another behind the balancer of the compose file', () => {
  it('is seen by nobody, by a share of the browsers and of the addresses, by all, and by nobody at once', async () => {
    expect(await ofVersion(BLUE, everybody)).toEqual(everybody);

    expect(await share(20)).toBe('');
    const browsers = await ofVersion(GREEN, manyBrowsers);
    const addresses = await ofVersion(GREEN, manyAddresses);
    figure('of 100 browsers and 100 addresses at 20 of 100', [browsers.length, addresses.length].join());
    for (const { length } of [browsers, addresses]) {
      expect(length).toBeGreaterThan(8);
      expect(length).toBeLessThan(35);
    }

    await share(50);
    const more = await ofVersion(GREEN, everybody);
    expect(more.length).toBeGreaterThan(70);
    expect(more).toEqual(expect.arrayContaining([...browsers, ...addresses]));

    await share(100);
    expect(await ofVersion(GREEN, everybody)).toEqual(everybody);
    await share(0);
    expect(await ofVersion(BLUE, everybody)).toEqual(everybody);
  });

  it('may die: once that is noticed, its visitors are answered by the other one', async () => {
    await share(100);
    await shop.instances[1]!.end('SIGKILL');
    await until('it is noticed', async () => balancer.news.includes('web-green/green-1 is DOWN'));
    expect(await ofVersion(BLUE, manyBrowsers)).toEqual(manyBrowsers);
  });
});
