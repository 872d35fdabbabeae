import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoAnswerError, UnavailableError } from '../../src/platform/errors/shop-error.js';
import { BREAK_MS } from '../../src/platform/redis/breaker.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { OwnRedis } from '../support/own-redis.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

/** As in the shop. */
const DEADLINE_MS = 250;

/** Keeps this process from doing anything else. */
const stall = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe('the link to Redis', () => {
  let redis: OwnRedis;
  let link: RedisLink;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    link = new RedisLink({ url: redis.url, part: 'cart', deadlineMs: DEADLINE_MS });
    link.connect();
    await until('connected', async () => link.isReady);
  });
  afterAll(async () => {
    await link?.close();
    await redis?.close();
  });

  it('does not take its own slowness for that of Redis', async () => {
    for (let round = 0; round < 10; round += 1) {
      const answers = Array.from({ length: 50 }, () => link.run((client) => client.ping()));
      stall(2 * DEADLINE_MS);
      expect(new Set(await Promise.all(answers))).toEqual(new Set(['PONG']));
      expect(link.isReady).toBe(true);
    }
  });

  it('tells a change that nobody answered from one that was never sent, and from what only reads', async () => {
    const write = () => link.change((client) => client.set('one', '1')).catch((error: unknown) => error);
    const read = () => link.run((client) => client.get('one')).catch((error: unknown) => error);
    for (const first of [write, read]) {
      await redis.freeze();
      expect((await first()) instanceof NoAnswerError).toBe(first === write);
      const next = await write();
      expect([next instanceof UnavailableError, next instanceof NoAnswerError]).toEqual([true, false]);
      redis.thaw();
      await until('found again', () => link.run((client) => client.ping()).catch(() => false), 5);
    }
  });

  it('gives up on a frozen Redis at the deadline, then at once, and finds it again', async () => {
    await redis.freeze();
    const started = performance.now();
    await expect(link.run((client) => client.ping())).rejects.toThrow(UnavailableError);
    expect(performance.now() - started).toBeLessThan(DEADLINE_MS + 100);
    const next = performance.now();
    await expect(link.run((client) => client.ping())).rejects.toThrow(UnavailableError);
    expect(performance.now() - next).toBeLessThan(20);
    redis.thaw();
    await until('found again', () => link.run((client) => client.ping()).catch(() => false), 5);
  });

  it('is back soon after a stall of a moment, and asks nobody meanwhile', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      await redis.freeze();
      await expect(link.run((client) => client.ping())).rejects.toThrow(UnavailableError);
      expect(link.isReady).toBe(false);
      redis.thaw();
      const from = performance.now();
      await until('back', async () => link.isReady);
      expect(await link.run((client) => client.ping())).toBe('PONG');
      waits.push(performance.now() - from);
    }
    expect(Math.max(...waits)).toBeLessThan(BREAK_MS);
    figure('back after a stall of one deadline, ms, the longest of 20', Math.round(Math.max(...waits)));
  });

  it('sends nothing but its own question to a Redis that is frozen', async () => {
    await redis.freeze();
    await expect(link.run((client) => client.ping())).rejects.toThrow(UnavailableError);
    const { deadline, away } = link.stats.failures;
    const end = performance.now() + 2 * BREAK_MS;
    let asked = 0;
    for (; performance.now() < end; asked += 1) {
      await expect(link.run((client) => client.ping())).rejects.toThrow(UnavailableError);
      await new Promise((resolve) => setImmediate(resolve));
    }
    redis.thaw();
    expect(link.stats.failures).toMatchObject({ deadline, away: away + asked });
    await until('found again', async () => link.isReady, 5);
  });
});
