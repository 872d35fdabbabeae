import { RedisStore } from 'connect-redis';
import type { SessionData } from 'express-session';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/platform/errors/shop-error.js';
import { keys } from '../../src/platform/redis/keys.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { formatSessionId, newSid, parseSessionId } from '../../src/platform/session/session-id.js';
import type { SessionRecord } from '../../src/platform/session/session-record.js';
import { SessionStore } from '../../src/platform/session/session-store.js';
import { OwnRedis } from '../support/own-redis.js';
import { ClusterRig } from '../support/redis-cluster.js';
import { SentinelRig } from '../support/redis-sentinel.js';
import { MovableClock } from '../support/session-app.js';
import { until } from '../support/until.js';

const MINUTE_MS = 60_000;
const LIFE = { idleMs: 60 * MINUTE_MS, maxMs: 24 * 60 * MINUTE_MS, renewEveryMs: 5 * MINUTE_MS };
const COOKIE = { secure: false, sameSite: 'lax', httpOnly: true, path: '/' } as const;
const MANY = 300;

const newId = (cartId: string) => formatSessionId({ sid: newSid(), cartId, renewedAt: 0 });
const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds);

/** A session as express-session hands it to a store: our record, and a cookie that ends with the browser or then. */
function sessionWith(cartId: string, expires: Date | null = null, more: Partial<SessionRecord> = {}) {
  const record: SessionRecord = { v: 2, createdAt: Date.now(), cartId, ...more };
  const cookie = { ...COOKIE, originalMaxAge: null, ...(expires && { expires }) };
  return { record, session: { ...record, cookie } as SessionData };
}

/** What connect-redis promises to those who use it, kept by our store on every kind of Redis. */
describe.each<[string, () => Promise<{ url: string; close(): Promise<void> }>]>([
  ['one endpoint', () => OwnRedis.start()],
  ['a cluster', () => ClusterRig.start()],
  ['what Sentinels watch', () => SentinelRig.start()],
])('the session store as a connect-redis, on %s', (_name, start) => {
  let rig: Awaited<ReturnType<typeof start>>;
  let link: RedisLink;
  let store: SessionStore;

  beforeAll(async () => {
    rig = await start();
    link = new RedisLink({ url: rig.url, part: 'session', deadlineMs: 2000 });
    link.connect();
    await until('connected', async () => link.isReady);
  });
  beforeEach(async () => {
    store = new SessionStore(link, new MovableClock(), LIFE, COOKIE);
    await store.clear();
  });
  afterAll(async () => {
    await link?.close();
    await rig?.close();
  });

  async function stored(cartId: string, expires: Date | null = null, more: Partial<SessionRecord> = {}) {
    const [id, made] = [newId(cartId), sessionWith(cartId, expires, more)];
    await store.set(id, made.session);
    return { id, ...made };
  }
  const keyOf = (id: string) => {
    const { cartId, sid } = parseSessionId(id)!;
    return keys.session(cartId, sid);
  };
  const ttlMs = (id: string) => link.run((client) => client.pTTL(keyOf(id)));

  it('is one, with its prefix and its life', async () => {
    expect(store).toBeInstanceOf(RedisStore);
    expect([store.prefix, store.ttl]).toEqual([keys.sessionPrefix, LIFE.idleMs / 1000]);
    const { id } = await stored('g-1');
    expect(keyOf(id).startsWith(store.prefix)).toBe(true);
    expect(await link.run((client) => client.exists(keyOf(id)))).toBe(1);
  });

  it('gets what was set, and null for what was not', async () => {
    const { id, record } = await stored('g-1', null, { device: { agent: 'A', address: '::1', place: null } });
    expect(await store.get(id)).toMatchObject({ ...record, cookie: { ...COOKIE } });
    for (const other of [newId('g-1'), 'none of ours', '']) expect(await store.get(other)).toBeNull();
  });

  it('keeps a session for its own life, or as long as its cookie when that ends before', async () => {
    const [usual, short] = [await stored('g-1'), await stored('g-2', inMs(MINUTE_MS))];
    for (const [{ id }, most] of [
      [usual, LIFE.idleMs],
      [short, MINUTE_MS],
    ] as const) {
      expect(await ttlMs(id)).toBeLessThanOrEqual(most);
      expect(await ttlMs(id)).toBeGreaterThan(most - 10_000);
    }
  });

  it('forgets a session that is set with a cookie of the past', async () => {
    const { id, record } = await stored('g-1', inMs(MINUTE_MS));
    await store.set(id, { ...sessionWith('g-1', inMs(-MINUTE_MS)).session, ...record });
    expect([await store.get(id), await store.length()]).toEqual([null, 0]);
  });

  it('renews the life by reading, so that touching has nothing left to do', async () => {
    const { id, session } = await stored('g-1', inMs(MINUTE_MS));
    expect(store.disableTouch).toBe(true);
    await store.touch(id, session);
    expect(await ttlMs(id)).toBeLessThanOrEqual(MINUTE_MS);
    await store.get(id);
    expect(await ttlMs(id)).toBeGreaterThan(MINUTE_MS);
  });

  it('counts, names and lists sessions; a name is what get and destroy take', async () => {
    const made = [
      await stored('g-1'),
      await stored('g-2'),
      await stored('c-5', null, { customerId: 5, epoch: 1 }),
    ];
    const ids = made.map(({ id }) => id).toSorted();
    expect(await store.length()).toBe(3);
    expect((await store.ids()).toSorted()).toEqual(ids);
    const all = (await store.all()).toSorted((a, b) => (a.id > b.id ? 1 : -1));
    expect(all.map(({ id }) => id)).toEqual(ids);
    for (const { id, record } of made) {
      expect(all.find((one) => one.id === id)).toMatchObject({ ...record, cookie: { ...COOKIE } });
      expect(await store.get(id)).toMatchObject(record);
    }
    await store.destroy(ids[0]!);
    await store.destroy('none of ours');
    expect((await store.ids()).toSorted()).toEqual(ids.slice(1));
  });

  it(`clears all of ${MANY} sessions, and nothing that is not one`, async () => {
    const others = { 'cart:{g-1}:note': 'mine', 'sessions:other': 'somebody else’s' };
    for (const [key, text] of Object.entries(others)) await link.run((client) => client.set(key, text));
    await Promise.all(Array.from({ length: MANY }, (_, nth) => stored(`g-${nth}`, inMs(MINUTE_MS))));
    expect([await store.length(), new Set(await store.ids()).size]).toEqual([MANY, MANY]);
    expect(await store.all()).toHaveLength(MANY);
    await store.clear();
    expect([await store.length(), await store.ids(), await store.all()]).toEqual([0, [], []]);
    for (const [key, text] of Object.entries(others))
      expect(await link.run((client) => client.getDel(key))).toBe(text);
  });

  it('leaves damaged records out of the list, not out of the count', async () => {
    const { id } = await stored('g-1');
    await link.run((client) => client.set(keyOf(id), '{oops'));
    expect([await store.length(), await store.all(), await store.get(id)]).toEqual([1, [], null]);
  });

  it('answers a callback as well as a promise', async () => {
    const [id, { session, record }] = [newId('g-1'), sessionWith('g-1')];
    type Ask<T> = (done: (error?: unknown, value?: T) => void) => unknown;
    const told = <T>(ask: Ask<T>) =>
      new Promise((resolve, reject) => void ask((error, value) => (error ? reject(error) : resolve(value))));
    await told((done) => store.set(id, session, done));
    expect(await told((done) => store.get(id, done))).toMatchObject(record);
    await told((done) => store.touch(id, session, done));
    expect(await told((done) => store.length(done))).toBe(1);
    expect(await told((done) => store.ids(done))).toEqual([id]);
    expect(await told((done) => store.all(done))).toMatchObject([{ id, ...record }]);
    await told((done) => store.destroy(id, done));
    expect(await told((done) => store.get(id, done))).toBeNull();
    await told((done) => store.clear(done));
    const strange = { cookie: COOKIE } as unknown as SessionData;
    await expect(told((done) => store.set(id, strange, done))).rejects.toBeInstanceOf(RangeError);
    await expect(store.set(id, strange)).rejects.toBeInstanceOf(RangeError);
  });

  it('takes a session that was read and changed only while it is there', async () => {
    const { id } = await stored('g-1');
    const read = Object.assign((await store.get(id))!, { createdAt: Date.now() - 1 });
    await store.set(id, read);
    expect(await store.get(id)).toMatchObject({ createdAt: read.createdAt });
    await store.destroy(id);
    await store.set(id, Object.assign(read, { createdAt: Date.now() - 2 }));
    expect(await store.get(id)).toBeNull();
  });

  it('begins no session for a customer whose sessions have been ended since', async () => {
    await stored('c-5', null, { customerId: 5, epoch: 2 });
    await expect(stored('c-5', null, { customerId: 5, epoch: 1 })).rejects.toBeInstanceOf(ConflictError);
    expect(await store.length()).toBe(1);
    await link.run((client) => client.del([keys.customerEpoch('c-5'), keys.customerSessions('c-5')]));
  });
});
