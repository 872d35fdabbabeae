import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { RedisSubscriber } from '../../src/platform/redis/redis-subscriber.js';
import { RedisScript } from '../../src/platform/redis/script.js';
import { ClusterRig } from '../support/redis-cluster.js';
import { NumberedWriter } from '../support/numbered-writer.js';
import { OwnRedis } from '../support/own-redis.js';
import { SentinelRig } from '../support/redis-sentinel.js';
import { until } from '../support/until.js';

const WRITES_BACK_MS = 1000;
const add = new RedisScript(`
redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
return redis.call('HGETALL', KEYS[1])`);

const shout = new RedisScript(`return redis.call('PUBLISH', ARGV[1], ARGV[2])`);

interface Rig {
  url: string;
  close(): Promise<void>;
}

async function linkTo(url: string): Promise<RedisLink> {
  const link = new RedisLink({ url, part: 'cart', deadlineMs: 250 });
  link.connect();
  await until('connected', async () => link.isReady);
  return link;
}

describe.each<[string, () => Promise<Rig>]>([
  ['one endpoint', () => OwnRedis.start()],
  ['a cluster', () => ClusterRig.start()],
  ['a cluster with TLS and a password', () => ClusterRig.start(true)],
  ['what Sentinels watch', () => SentinelRig.start()],
  ['what Sentinels watch, all with TLS and passwords', () => SentinelRig.start(true)],
])('%s', (_name, start) => {
  let rig: Rig;
  let link: RedisLink;

  beforeAll(async () => {
    rig = await start();
    link = await linkTo(rig.url);
  });
  afterAll(async () => {
    await link?.close();
    await rig?.close();
  });

  it('keeps what was written, whichever node has the slot', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `g-${i}`);
    for (const id of ids)
      await link.run((client) =>
        client.set(`cart:{${id}}:note`, id, { expiration: { type: 'EX', value: 60 } }),
      );
    const read = (id: string) =>
      link.run((client) => client.getEx(`cart:{${id}}:note`, { type: 'EX', value: 60 }));
    expect(await Promise.all(ids.map(read))).toEqual(ids);
    expect(await link.run((client) => client.del(ids.map((id) => `cart:{${id}}:note`)))).toBe(50);
  });

  it('runs scripts whose keys share a slot, also those it has never seen', async () => {
    for (const id of ['a', 'b', 'c', 'd']) {
      const names = [`cart:{${id}}:lines`, `cart:{${id}}:order`];
      expect(await link.run((client) => add.run(client, names, ['7', 2]))).toEqual(['7', '2']);
      expect(await link.run((client) => add.run(client, names, ['7', 2]))).toEqual(['7', '4']);
      const [lines, order] = await link.run((client) =>
        client.multi().hGetAll(names[0]!).zRangeWithScores(names[1]!, 0, -1).execTyped(),
      );
      expect(lines).toEqual({ 7: '4' });
      expect(order).toEqual([{ value: '7', score: 2 }]);
    }
  });

  it('carries what a script publishes to everybody who listens', async () => {
    const [ears, heard] = [[1, 2].map(() => new RedisSubscriber(rig.url)), [] as string[]];
    for (const ear of ears) ear.subscribe('live:test', (message) => heard.push(message));
    for (const ear of ears) ear.connect();
    await until('listening', async () => ears.every((ear) => ear.isReady));
    for (const id of ['a', 'b', 'c', 'd'])
      await link.run((client) => shout.run(client, [`cart:{${id}}:lines`], ['live:test', id]));
    await until('all heard by both', async () => heard.length === 8);
    expect(heard.sort().join('')).toBe('aabbccdd');
    for (const ear of ears) await ear.close();
  });

  it('tells the memory policy of every primary', async () => {
    for (const text of await link.info('memory')) expect(text).toContain('maxmemory_policy:noeviction');
  });
});

describe('a primary that dies', () => {
  it('is replaced by the Sentinels, one of which died with it; no acknowledged write is lost', async () => {
    const rig = await SentinelRig.start();
    const link = await linkTo(rig.url);
    try {
      const writer = new NumberedWriter(link, 'w');
      await until('writing', async () => writer.count > 100);
      await rig.killOneSentinel();
      const dead = await rig.killPrimary();
      const died = performance.now();
      await until('another primary', async () => {
        const port = await rig.primaryPort();
        return port !== null && port !== dead;
      });
      const agreed = performance.now();
      const back = await until('writes back', async () => writer.firstAfter(died + 50), 5);
      const audit = await writer.audit();
      console.log('Sentinels:', {
        gapMs: Math.round(back - died),
        afterAgreementMs: Math.round(back - agreed),
        ...audit,
      });
      expect(audit.absent).toBe(0);
      expect(back - agreed).toBeLessThan(WRITES_BACK_MS);
    } finally {
      await link.close();
      await rig.close();
    }
  });

  it('is replaced in a cluster; the slots of the others go on being served', async () => {
    const rig = await ClusterRig.start();
    const link = await linkTo(rig.url);
    try {
      const owner = await rig.ownerOf('{w}');
      const elsewhere = await until('a key of another primary', async () => {
        const tag = String(Math.random());
        return (await rig.ownerOf(`{${tag}}`)) !== owner && tag;
      });
      const [writer, other] = [new NumberedWriter(link, 'w'), new NumberedWriter(link, elsewhere)];
      await until('writing', async () => writer.count > 100 && other.count > 100);
      await rig.killOwnerOf('{w}');
      const died = performance.now();
      await until('another owner', async () => (await rig.ownerOf('{w}')) !== owner);
      const takenOver = performance.now();
      const back = await until('writes back', async () => writer.firstAfter(died + 50), 5);
      const [audit, others] = [await writer.audit(), await other.audit()];
      console.log('cluster:', {
        gapMs: Math.round(back - died),
        afterTakeOverMs: Math.round(back - takenOver),
        ...audit,
        others,
      });
      expect(audit.absent + others.absent).toBe(0);
      expect(others.failed).toBeLessThan(others.acknowledged / 10);
      expect(back - takenOver).toBeLessThan(WRITES_BACK_MS);
    } finally {
      await link.close();
      await rig.close();
    }
  });

  it('hands its slots over in a cluster without one lost write, and without one that fails for long', async () => {
    const rig = await ClusterRig.start();
    const link = await linkTo(rig.url);
    try {
      const writer = new NumberedWriter(link, 'w');
      await until('writing', async () => writer.count > 100);
      await rig.handOver('{w}');
      const done = performance.now();
      const back = await until('writes back', async () => writer.firstAfter(done), 5);
      const audit = await writer.audit();
      console.log('hand-over:', { backMs: Math.round(back - done), ...audit, swaps: link.stats.swaps });
      expect(audit.absent).toBe(0);
      expect(back - done).toBeLessThan(WRITES_BACK_MS);
    } finally {
      await link.close();
      await rig.close();
    }
  });
});
