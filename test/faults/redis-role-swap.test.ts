import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { RedisSubscriber } from '../../src/platform/redis/redis-subscriber.js';
import { NumberedWriter } from '../support/numbered-writer.js';
import { RedisPair } from '../../scripts/rig/redis-pair.js';
import { until } from '../support/until.js';

/** The long wait proves nothing that the short ones do not; it is part of the full run. */
const WAITS = process.env['FULL'] === '1' ? [0, 2, 10] : [0, 2];
const WRITES_BACK_MS = 1000;
const STALE_MS = 2000;

describe('when the two nodes behind one address swap their roles', () => {
  let pair: RedisPair;
  let link: RedisLink;

  beforeEach(async () => {
    pair = await RedisPair.start();
    link = new RedisLink({ url: pair.url, part: 'cart', deadlineMs: 250 });
    link.connect();
    await until('connected', async () => link.isReady);
  });
  afterEach(async () => {
    await link.close();
    await pair.close();
  });

  it.each(WAITS)(
    'no acknowledged write is lost; %s s later the address moves and writes are back',
    async (seconds) => {
      const writer = new NumberedWriter(link, 'w');
      await until('writing', async () => writer.count > 100);
      await pair.swapRoles();
      await pause(seconds * 1000);
      pair.moveEndpoint();
      const moved = performance.now();
      const back = await until('writes back', async () => writer.firstAfter(moved), 5);
      const audit = await writer.audit();
      console.log(`address moved ${seconds} s after the roles:`, {
        backMs: Math.round(back - moved),
        ...audit,
      });
      expect(audit.absent).toBe(0);
      expect(back - moved).toBeLessThan(WRITES_BACK_MS);
      expect(link.stats).toMatchObject({ commands: audit.acknowledged + audit.failed + 1 });
      expect(link.stats.swaps).toBeGreaterThan(0);
    },
  );

  it('listeners are back by themselves, and are told that they may have missed something', async () => {
    let [backs, heard] = [0, 0];
    const ear = new RedisSubscriber(pair.url, { onBack: () => (backs += 1) });
    ear.subscribe('live:test', () => {
      heard += 1;
      throw new Error('a listener that fails');
    });
    ear.connect();
    const publish = () => link.run((client) => client.publish('live:test', 'x')).catch(() => 0);
    await until('listening', async () => ear.isReady);
    await until('heard', async () => (await publish()) && heard > 1);
    expect(backs).toBe(0);
    await pair.swapRoles();
    pair.moveEndpoint();
    await until('told', async () => backs === 1, 3);
    const before = heard;
    await until('heard again', async () => (await publish()) && heard > before);
    await ear.close();
  });

  it('who only reads is not left with a node that follows nobody', async () => {
    await pair.primaryClient.set('login', 'in');
    await until('read', async () => (await link.run((client) => client.get('login'))) === 'in');
    await pair.swapRoles();
    await pair.cutReplica();
    await pair.primaryClient.set('login', 'out');
    pair.moveEndpoint();
    const moved = performance.now();
    let lastStale = 0;
    let fresh = 0;
    while (performance.now() < moved + STALE_MS + 1000) {
      const answer = await link.run((client) => client.get('login')).catch(() => null);
      if (answer === 'in') lastStale = performance.now() - moved;
      if (answer === 'out') fresh += 1;
      await pause(5);
    }
    console.log('reads after the move:', { lastStaleMs: Math.round(lastStale), fresh });
    expect(lastStale).toBeLessThan(STALE_MS);
    expect(fresh).toBeGreaterThan(50);
  });
});
