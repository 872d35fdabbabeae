import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { NumberedWriter } from '../support/numbered-writer.js';
import { DURABLE, OwnRedis } from '../support/own-redis.js';
import { sendRaw } from '../support/raw.js';
import { ClusterRig } from '../support/redis-cluster.js';
import { plainClient } from '../support/redis-monitor.js';
import { RedisPair } from '../../scripts/rig/redis-pair.js';
import { until } from '../support/until.js';

const BACK_MS = 1000;
const MOVES = 6;
/** Enough to load for a moment. */
const BALES = 8;
const FILL = `for i = 1, 40000 do redis.call('SET', ARGV[1] .. ':' .. i, string.rep('x', 60)) end`;

/** Answers of a node that is up and may not serve (F14): to who asks it, it is away, and never empty. */
describe('a Redis that says "not now":', () => {
  const closing: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of closing.splice(0).toReversed()) await each.close();
  });

  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    closing.push(one);
    return one;
  };

  async function linkTo(url: string): Promise<RedisLink> {
    const link = keep(new RedisLink({ url, part: 'cart', deadlineMs: 250 }));
    link.connect();
    await until('connected', async () => link.isReady);
    return link;
  }

  const read = (link: RedisLink, key = 'login') => link.run((client) => client.get(key));
  const isBack = (link: RedisLink) => () =>
    read(link).then(
      () => true,
      () => false,
    );

  it('LOADING: after a restart nobody is told that there is nothing, and all is there once it is loaded', async () => {
    const server = keep(await OwnRedis.start(DURABLE));
    const link = await linkTo(server.url);
    const staff = await plainClient(server.url);
    await staff.set('login', 'in');
    for (let bale = 1; bale <= BALES; bale += 1) await staff.sendCommand(['EVAL', FILL, '0', String(bale)]);
    staff.destroy();
    await server.kill();
    const starting = server.restart();
    let [refusals, loading] = [0, 0];
    const isLoaded = () => Promise.race([starting.then(() => true), pause(10).then(() => false)]);
    while (!(await isLoaded())) {
      loading += (await saysLoading(server)) ? 1 : 0;
      const answer = await read(link).catch((error: unknown) => error);
      if (answer instanceof UnavailableError) refusals += 1;
      else expect(answer).toBe('in');
    }
    const from = performance.now();
    await until('read again', isBack(link));
    const backMs = Math.round(performance.now() - from);
    console.log({ saidLoading: loading, refusals, backMs });
    expect(loading).toBeGreaterThan(0);
    expect(refusals).toBeGreaterThan(0);
    expect(await read(link)).toBe('in');
    expect(backMs).toBeLessThan(BACK_MS);
  });

  it('MASTERDOWN: it is given up at its first answer, and another one is read from as soon as the address leads there', async () => {
    const pair = keep(await RedisPair.start());
    const link = await linkTo(pair.url);
    await pair.primaryClient.set('login', 'in');
    expect(await read(link)).toBe('in');
    await until('the replica has it', async () => (await pair.replicaClient.get('login')) === 'in');
    await pair.losePrimary();
    await expect(pair.replicaClient.get('login')).rejects.toThrow('MASTERDOWN');
    await expect(read(link)).rejects.toThrow(UnavailableError);
    expect([link.stats.failures.role, link.isReady]).toEqual([1, false]);
    pair.moveEndpoint();
    const from = performance.now();
    await until('read again', isBack(link));
    expect(performance.now() - from).toBeLessThan(BACK_MS);
    expect(await read(link)).toBe('in');
  });

  it('MOVED from each to the other: the command fails, the map is learnt anew, and no write is lost', async () => {
    const rig = keep(await ClusterRig.start());
    const link = await linkTo(rig.url);
    const settle = await rig.disown('{storm}');
    const write = () => link.run((client) => client.set('{storm}:note', 'x'));
    await expect(write()).rejects.toThrow(UnavailableError);
    expect(link.stats.failures.role).toBe(1);
    await settle();
    const from = performance.now();
    await until('written', () => write().catch(() => null));
    expect(performance.now() - from).toBeLessThan(BACK_MS);
    await until('a fresh map', async () => link.stats.swaps > 0);
  });

  it(`MOVED, ASK and TRYAGAIN while a slot changes hands ${MOVES} times: no acknowledged write is lost`, async () => {
    const rig = keep(await ClusterRig.start());
    const link = await linkTo(rig.url);
    const writer = new NumberedWriter(link, 'w');
    for (let move = 1; move <= MOVES; move += 1) {
      await until('writing', async () => writer.count > 20 * move);
      await rig.moveSlot('{w}');
    }
    const done = performance.now();
    const back = await until('writes back', async () => writer.firstAfter(done), 5);
    const audit = await writer.audit();
    console.log('slot moved:', { backMs: Math.round(back - done), ...audit, ...link.stats });
    expect(audit.absent).toBe(0);
    expect(back - done).toBeLessThan(BACK_MS);
  });
});

async function saysLoading({ url }: OwnRedis): Promise<boolean> {
  const answer = await sendRaw(url, 'PING\r\nQUIT\r\n').catch(() => null);
  return answer?.text.startsWith('-LOADING') ?? false;
}
