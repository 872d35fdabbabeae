import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { RedisCustomerSessions } from '../../src/platform/session/redis-customer-sessions.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { MovableClock, sessionApp, type SessionApp } from '../support/session-app.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';

const DAY_MS = 86_400_000;
const cookieOf = (answer: Answer): string => answer.headers['set-cookie']?.join('\n') ?? '';
const expiryOf = (answer: Answer): number =>
  Date.parse(/Expires=([^;]+)/.exec(cookieOf(answer))?.[1] ?? '') - Date.now();

describe('a session', () => {
  let redis: RedisLink;
  let clock: MovableClock;
  let apps: SessionApp[];
  let first: SessionApp;
  let shopper: Shopper;

  beforeAll(async () => {
    redis = await testRedis();
  });
  beforeEach(async () => {
    await redis.run((client) => client.flushDb());
    clock = new MovableClock();
    first = await sessionApp(redisUrl(), {}, clock);
    apps = [first, await sessionApp(redisUrl(), {}, clock)];
    shopper = new Shopper(first.url);
  });
  afterEach(() => Promise.all(apps.map((app) => app.close())));
  afterAll(() => redis.close());

  const onOther = (from: Shopper) => {
    const other = new Shopper(apps[1]?.url ?? '');
    from.cookies.forEach((value, name) => other.cookies.set(name, value));
    return other;
  };
  const stateOf = async (who: Shopper) => (await who.get('/')).json() as Record<string, unknown>;
  const keys = () => redis.run((client) => client.keys('*'));
  const sessionKeys = () => redis.run((client) => client.keys('session:*'));
  const soleKey = async () => (await sessionKeys())[0] ?? '';
  const sessionsOf = (app: SessionApp) => new RedisCustomerSessions(app.link, app.env, clock);

  it('does not exist for a visitor who has stored nothing', async () => {
    const answer = await shopper.get('/');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await keys()).toEqual([]);
  });

  it('has a cookie no script can read, that lives as long as the record', async () => {
    const answer = await shopper.post('/remember/g-1');
    expect(cookieOf(answer)).toMatch(/^cloudcart=s%3A[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const ttlMs = await redis.run(async (client) => client.pTTL(await soleKey()));
    expect(Math.abs(expiryOf(answer) - ttlMs)).toBeLessThan(6 * 60_000);
  });

  it('is seen by the other instance as soon as the answer is there, 60 of 60', async () => {
    for (let round = 0; round < 60; round += 1) {
      const who = new Shopper(first.url);
      await who.post(`/remember/g-${round}`);
      expect(await stateOf(onOther(who))).toMatchObject({ cartId: `g-${round}` });
    }
  });

  it('S2: gets a new id at sign-in, and the old one is dead', async () => {
    await shopper.post('/remember/g-1');
    const before = shopper.twin();
    await shopper.post('/sign-in/5');
    expect(await stateOf(shopper)).toMatchObject({ customerId: 5, customerEpoch: 1, cartId: 'c-5' });
    expect(await stateOf(before)).toMatchObject({ hasSession: false, customerId: null, cartId: null });
    expect(await sessionKeys()).toHaveLength(1);
  });

  it('S4: is dead after sign-out, also for whoever kept the cookie', async () => {
    await shopper.post('/sign-in/5');
    const thief = shopper.twin();
    const answer = await shopper.post('/sign-out');
    expect(expiryOf(answer)).toBeLessThan(0);
    expect(shopper.cookies.size).toBe(0);
    expect(await stateOf(thief)).toMatchObject({ hasSession: false, customerId: null });
    expect(await sessionKeys()).toEqual([]);
  });

  it('S4: is not brought back by a request in flight during sign-out, 20 of 20 rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      await shopper.post('/sign-in/5');
      const thief = shopper.twin();
      const late = shopper.twin().post('/slow/touch');
      await first.gates.arrived(1);
      await onOther(shopper).post('/sign-out');
      first.gates.open();
      expect((await late).headers['set-cookie']).toBeUndefined();
      expect(await stateOf(thief)).toMatchObject({ customerId: null, hasSession: false });
      expect(await sessionKeys()).toEqual([]);
    }
  });

  it('does not begin with an epoch that was ended while the sign-in was under way, 20 of 20 rounds', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const late = shopper.twin().post(`/slow/sign-in-${round}`);
      await first.gates.arrived(1);
      await sessionsOf(first).endAll(7, round + 1);
      first.gates.open();
      const answer = await late;
      expect(answer.status).toBe(409);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(await sessionKeys()).toEqual([]);
    }
  });

  it('is not needed for a message, which is shown once and cannot be made up', async () => {
    await shopper.post('/flash/hello');
    const forger = shopper.twin();
    expect(await keys()).toEqual([]);
    expect((await shopper.get('/page')).json()).toEqual({ key: 'hello', kind: 'success' });
    expect((await shopper.get('/page')).json()).toBeNull();
    const [text = ''] = (forger.cookies.get('cloudcart-message') ?? '').split('.');
    const made = Buffer.from(JSON.stringify({ key: 'evil', kind: 'error' })).toString('base64url');
    forger.cookies.set('cloudcart-message', forger.cookies.get('cloudcart-message')!.replace(text, made));
    expect((await forger.get('/page')).json()).toBeNull();
  });

  it.each([
    ['half a record', '{oops'],
    ['a number', '5'],
    ['an empty record', '{}'],
    ['null', 'null'],
    ['another version', '{"v":1,"createdAt":1,"cartId":"c-5"}'],
    [
      'the record of another cart',
      '{"v":2,"createdAt":9000000000000,"cartId":"c-6","customerId":6,"epoch":1}',
    ],
    ['5 MB', `"${'x'.repeat(5_000_000)}"`],
    ['a foreign field', '{"v":2,"createdAt":9e15,"cartId":"c-5","isAdmin":true}'],
  ])('is none when Redis holds %s instead', async (_what, value) => {
    await shopper.post('/sign-in/5');
    const key = await soleKey();
    await redis.run((client) => client.set(key, value));
    const answer = await shopper.get('/');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ hasSession: false, customerId: null, storeIsAway: false });
    expect((await shopper.post('/remember/g-2')).status).toBe(200);
    expect(await stateOf(shopper)).toMatchObject({ cartId: 'g-2', customerId: null });
  });

  it('is none when Redis holds another type instead', async () => {
    await shopper.post('/sign-in/5');
    const key = await soleKey();
    await redis.run((client) => client.multi().del(key).hSet(key, 'a', '1').exec());
    expect(await stateOf(shopper)).toMatchObject({ hasSession: false, storeIsAway: false });
    expect((await shopper.post('/sign-in/6')).status).toBe(200);
    expect(await stateOf(shopper)).toMatchObject({ customerId: 6 });
  });

  it('S3: adopts no id that it did not give out', async () => {
    await shopper.post('/sign-in/5');
    await redis.run((client) => client.flushDb());
    const before = shopper.cookies.get('cloudcart');
    expect(await stateOf(shopper)).toMatchObject({ hasSession: false });
    await shopper.post('/remember/g-1');
    expect(shopper.cookies.get('cloudcart')).not.toBe(before);
  });

  it.each(['', 'x'.repeat(8000), 'unsigned', 's%3Aabc.wrong', '%E0%A4%A'])(
    'takes the cookie %# of this list as none',
    async (value) => {
      shopper.cookies.set('cloudcart', value);
      const answer = await shopper.get('/');
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({ hasSession: false, storeIsAway: false });
    },
  );

  it('S5: ends 90 days after sign-in however often it is used', async () => {
    await shopper.post('/sign-in/5');
    clock.forward(90 * DAY_MS - 60_000);
    expect(await stateOf(shopper)).toMatchObject({ customerId: 5 });
    const renewed = await shopper.get('/page');
    expect(expiryOf(renewed)).toBeLessThan(120_000);
    clock.forward(120_000);
    expect(await stateOf(shopper)).toMatchObject({ customerId: null, hasSession: false });
  });

  it('F27: renews the cookie of somebody who only reads, at most once in five minutes', async () => {
    await shopper.post('/sign-in/5');
    expect((await shopper.get('/page')).headers['set-cookie']).toBeUndefined();
    clock.forward(6 * 60_000);
    expect(cookieOf(await shopper.get('/page'))).toContain('cloudcart=');
    expect((await shopper.get('/page')).headers['set-cookie']).toBeUndefined();
    expect((await shopper.get('/')).headers['set-cookie']).toBeUndefined();
  });

  it('F27: stays good when the secret is changed, and is signed anew', async () => {
    const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
    const before = await sessionApp(redisUrl(), { SESSION_SECRETS: old }, clock);
    const during = await sessionApp(redisUrl(), { SESSION_SECRETS: `${fresh},${old}` }, clock);
    const after = await sessionApp(redisUrl(), { SESSION_SECRETS: fresh }, clock);
    apps.push(before, during, after);
    const at = (app: SessionApp, from: Shopper) => {
      const there = new Shopper(app.url);
      from.cookies.forEach((value, name) => there.cookies.set(name, value));
      return there;
    };
    const reader = new Shopper(before.url);
    await reader.post('/sign-in/5');
    expect(await stateOf(at(after, reader))).toMatchObject({ customerId: null });
    const during1 = at(during, reader);
    expect(cookieOf(await during1.get('/page'))).toContain('cloudcart=');
    expect(await stateOf(at(after, during1))).toMatchObject({ customerId: 5 });
  });

  it('S14: has a Secure __Host- cookie behind TLS, and none when TLS is not proven', async () => {
    const https = { PUBLIC_URL: 'https://shop.example', TRUST_PROXY_HOPS: '1' };
    const app = await sessionApp(redisUrl(), https, clock);
    apps.push(app);
    const visitor = new Shopper(app.url);
    const proven = await visitor.post('/remember/g-1', {}, { 'x-forwarded-proto': 'https' });
    expect(cookieOf(proven)).toMatch(
      /^__Host-cloudcart=.*; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await visitor.post('/remember/g-2')).headers['set-cookie']).toBeUndefined();
  });

  it('F27: leaves no key without a life', async () => {
    await shopper.post('/remember/g-1');
    await shopper.post('/sign-in/5');
    await shopper.post('/flash/hello');
    for (const key of await keys()) expect(await redis.run((client) => client.ttl(key))).toBeGreaterThan(0);
  });

  it('is written once: a page, a message and a renewed cookie cost no write', async () => {
    await shopper.post('/sign-in/5');
    const before = await redis.run(async (client) => client.get(await soleKey()));
    clock.forward(6 * 60_000);
    await shopper.post('/flash/hello');
    expect(cookieOf(await shopper.get('/page'))).toContain('cloudcart=');
    expect(await redis.run(async (client) => client.get(await soleKey()))).toBe(before);
  });
});

describe("a customer's sessions", () => {
  let redis: RedisLink;
  let clock: MovableClock;
  let app: SessionApp;
  let sessions: RedisCustomerSessions;

  beforeAll(async () => {
    redis = await testRedis();
    clock = new MovableClock();
    app = await sessionApp(redisUrl(), {}, clock);
    sessions = new RedisCustomerSessions(app.link, app.env, clock);
  });
  beforeEach(() => redis.run((client) => client.flushDb()));
  afterAll(async () => {
    await app.close();
    await redis.close();
  });

  const signedIn = async (customer: number, agent: string): Promise<Shopper> => {
    const shopper = new Shopper(app.url);
    await shopper.post(`/sign-in/${customer}`, {}, { 'user-agent': agent });
    return shopper;
  };
  const isSignedIn = async (who: Shopper) =>
    ((await who.get('/')).json() as { customerId: number | null }).customerId !== null;

  it('are listed with their devices, the one used last first, and never by their ids', async () => {
    const phone = await signedIn(5, 'Phone/1');
    await signedIn(5, 'Laptop/2');
    await signedIn(6, 'Other/3');
    const sid = ((await phone.get('/')).json() as { sessionId: string }).sessionId;
    const list = await sessions.list(5, sid);
    expect(new Set(list.map(({ device }) => device?.agent))).toEqual(new Set(['Laptop/2', 'Phone/1']));
    expect(list.filter(({ isCurrent }) => isCurrent).map(({ device }) => device?.agent)).toEqual(['Phone/1']);
    expect(JSON.stringify(list)).not.toContain(sid);
    for (const { lastSeenAt } of list) expect(Math.abs(lastSeenAt.getTime() - Date.now())).toBeLessThan(5000);
  });

  it('end one by one: the others go on, and another customer can end none of them', async () => {
    const [phone, laptop] = [await signedIn(5, 'Phone/1'), await signedIn(5, 'Laptop/2')];
    const handle = (await sessions.list(5, null)).find(({ device }) => device?.agent === 'Phone/1')!.handle;
    expect(await sessions.endOne(6, handle)).toBe(false);
    expect(await isSignedIn(phone)).toBe(true);
    expect(await sessions.endOne(5, handle)).toBe(true);
    expect(await sessions.endOne(5, handle)).toBe(false);
    expect([await isSignedIn(phone), await isSignedIn(laptop)]).toEqual([false, true]);
  });

  it('end all at once, again without harm, and not the one that began with the new epoch', async () => {
    const old = [await signedIn(5, 'Phone/1'), await signedIn(5, 'Laptop/2')];
    expect(await sessions.endAll(5, 2)).toBe(2);
    for (const each of old) expect(await isSignedIn(each)).toBe(false);
    const fresh = new Shopper(app.url);
    await fresh.post('/sign-in/5?epoch=2');
    expect(await sessions.endAll(5, 2)).toBe(0);
    expect(await isSignedIn(fresh)).toBe(true);
    expect(await sessions.list(5, null)).toHaveLength(1);
  });
});
