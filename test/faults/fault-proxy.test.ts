import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { OwnRedis } from '../support/own-redis.js';
import { plainClient, type PlainClient } from '../support/redis-monitor.js';
import { until } from '../support/until.js';

const NO_ANSWER = Symbol('no answer');
const SOON_MS = 300;

/** What a promise came to by the time that something healthy would have answered many times over. */
const soon = <T>(answer: Promise<T>): Promise<T | typeof NO_ANSWER> =>
  Promise.race([answer, new Promise<typeof NO_ANSWER>((resolve) => setTimeout(resolve, SOON_MS, NO_ANSWER))]);

async function timed(deed: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await deed();
  return performance.now() - started;
}

/** Each fault in front of a real Redis, seen by a client through the proxy and by one that goes past it. */
describe('the fault proxy', () => {
  let redis: OwnRedis;
  let direct: PlainClient;
  let proxy: FaultProxy;
  let client: PlainClient;

  /** A connection through the proxy that is not made again when it is lost. */
  async function through(): Promise<PlainClient> {
    const made = createClient({
      url: proxy.url,
      disableOfflineQueue: true,
      socket: { reconnectStrategy: false },
    });
    made.on('error', () => undefined);
    await made.connect();
    return made;
  }

  beforeAll(async () => {
    redis = await OwnRedis.start();
    direct = await plainClient(redis.url);
  });
  beforeEach(async () => {
    await direct.flushAll();
    proxy = await FaultProxy.before(redis.url);
    client = await through();
  });
  afterEach(async () => {
    if (client.isOpen) client.destroy();
    await proxy.close();
  });
  afterAll(async () => {
    direct?.destroy();
    await redis?.close();
  });

  it('passes everything on, big values too', async () => {
    const big = 'x'.repeat(3_000_000);
    await client.set('big', big);
    expect(await client.get('big')).toBe(big);
    expect(await direct.strLen('big')).toBe(big.length);
  });

  it('delays a round trip by as much as it was told, and several at once not one after the other', async () => {
    await proxy.delay(200, 20);
    const took = await timed(() => Promise.all(Array.from({ length: 20 }, () => client.incr('n'))));
    expect(took).toBeGreaterThan(195);
    expect(took).toBeLessThan(2000);
    expect(await direct.get('n')).toBe('20');
    await proxy.pass();
    const pings: number[] = [];
    for (let nth = 0; nth < 5; nth += 1) pings.push(await timed(() => client.ping()));
    expect(Math.min(...pings)).toBeLessThan(150);
  });

  it('throttles', async () => {
    await direct.set('page', 'x'.repeat(20_000));
    await proxy.throttle(40_000);
    const took = await timed(() => client.get('page'));
    expect(took).toBeGreaterThan(480);
    expect(took).toBeLessThan(4000);
  });

  it('swallows everything in a black hole, new connections too, and delivers it afterwards', async () => {
    await proxy.blackhole();
    const write = client.set('late', 'yes');
    const other = through();
    expect(await soon(Promise.race([write, other]))).toBe(NO_ANSWER);
    expect(await direct.exists('late')).toBe(0);
    await proxy.pass();
    expect(await write).toBe('OK');
    expect(await direct.get('late')).toBe('yes');
    (await other).destroy();
  });

  it('refuses like a server that died, and is back on the same port', async () => {
    await proxy.refuse();
    await until('the connection is lost', async () => !client.isOpen);
    await expect(through()).rejects.toThrow(/ECONNREFUSED/);
    await proxy.pass();
    client = await through();
    expect(await client.ping()).toBe('PONG');
  });

  it('resets open connections, once or again and again', async () => {
    proxy.reset();
    await until('the connection is lost', async () => !client.isOpen);
    client = await through();
    await proxy.resetEvery(30);
    await until('the connection is lost again', async () => !client.isOpen);
    await proxy.pass();
    client = await through();
    expect(await soon(until('lost', async () => !client.isOpen))).toBe(NO_ANSWER);
  });

  it('half-closes: the client hears the end', async () => {
    proxy.halfClose();
    await until('the end is heard', async () => !client.isOpen);
  });

  it('leaves connections half open: the client hears nothing, new ones are well', async () => {
    proxy.halfOpen();
    expect(await soon(client.set('lost', 'yes'))).toBe(NO_ANSWER);
    expect(client.isOpen).toBe(true);
    expect(await direct.exists('lost')).toBe(0);
    const other = await through();
    expect(await other.ping()).toBe('PONG');
    other.destroy();
  });

  it.each(['reset', 'silence'] as const)('loses an answer after the command was done: %s', async (ending) => {
    await proxy.dropReply({ after: /INCR/i, times: 1, ending });
    const [first, second] = [client.set('a', '1'), client.incr('n').catch(() => 'lost')];
    first.catch(() => undefined);
    if (ending === 'reset') expect(await second).toBe('lost');
    else expect(await soon(second)).toBe(NO_ANSWER);
    expect(await direct.mGet(['a', 'n'])).toEqual(['1', '1']);
    client.destroy();
    client = await through();
    expect(await client.incr('n')).toBe(2);
  });

  it('leads new connections elsewhere, and keeps the open ones when told', async () => {
    const elsewhere = await OwnRedis.start();
    try {
      await direct.set('here', 'first');
      proxy.retarget('127.0.0.1', elsewhere.port, { keepExisting: true });
      expect(await client.get('here')).toBe('first');
      const other = await through();
      expect(await other.get('here')).toBeNull();
      other.destroy();
      proxy.retarget('127.0.0.1', redis.port);
      await until('the kept connection is lost', async () => !client.isOpen);
    } finally {
      await elsewhere.close();
    }
  });

  it('holds answers at a gate while the commands take effect', async () => {
    await proxy.holdReplies();
    const answer = client.incr('n');
    await until('the command has arrived', async () => (await direct.get('n')) === '1');
    expect(await soon(answer)).toBe(NO_ANSWER);
    proxy.release();
    expect(await answer).toBe(1);
  });

  it('counts round trips: what is sent together is one, what waits for an answer is another', async () => {
    const other = await through();
    const deed = async () => {
      await client.ping();
      await client.get('a');
      await Promise.all([client.set('b', 'é'), client.multi().incr('n').incr('n').exec(), other.get('c')]);
      await other.get('d');
    };
    const { roundTrips, commands } = await proxy.during(deed);
    expect(roundTrips).toBe(3);
    expect(commands.map((command) => command.join(' '))).toEqual([
      'GET a',
      'SET b é',
      'MULTI',
      'INCR n',
      'INCR n',
      'EXEC',
      'GET c',
      'GET d',
    ]);
    expect(await proxy.during(() => client.ping())).toEqual({ roundTrips: 0, commands: [] });
    other.destroy();
  });

  it('knows when its connections are gone', async () => {
    expect(proxy.openConnections).toBe(1);
    client.destroy();
    await until('the connection is forgotten', async () => proxy.openConnections === 0);
  });
});
