import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { redisUrl } from '../support/redis.js';
import { TestShop } from '../support/shop.js';
import { figure, isFull } from '../support/tier.js';

/** Longer than it takes to notice, so that processes try again and again. */
const SILENT_SECONDS = isFull ? 30 : 6;
/** What is made at each try is left for the collector; one that made a class for each had taken 150 MB by then. */
const MOST_MORE_MB = 60;

let shop: TestShop;
let links: FaultProxy[];
beforeAll(async () => {
  // Two addresses, as where sessions and the cache have a Redis of their own.
  links = [await FaultProxy.before(redisUrl()), await FaultProxy.before(redisUrl())];
  shop = await TestShop.open({ redis: links[0]!.url, cache: links[1]!.url });
});
afterAll(async () => {
  await shop?.close();
  await Promise.all(links.map((link) => link.close()));
});

const megabytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

it.runIf(process.platform === 'linux')(
  'while Redis says nothing, processes that try again and again take no memory for it',
  async () => {
    const all = [...shop.instances, await shop.startWorker()];
    const before = all.map(({ pid }) => megabytes(pid));
    const both = (deed: 'pass' | 'blackhole') => Promise.all(links.map((link) => link[deed]()));
    onTestFinished(() => void both('pass'));
    await both('blackhole');
    await pause(SILENT_SECONDS * 1000);
    const more = all.map(({ pid }, nth) => megabytes(pid) - before[nth]!);
    figure('MB that web and worker took while Redis was silent', more.map(Math.round).join());
    expect(Math.max(...more)).toBeLessThan(MOST_MORE_MB);
  },
);
