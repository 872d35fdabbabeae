import type { OutgoingHttpHeaders } from 'node:http';
import { sign } from 'cookie-signature';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { formatSessionId, newSid } from '../../src/platform/session/session-id.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { passTime } from '../support/redis-time.js';
import { MovableClock, sessionApp, type SessionApp } from '../support/session-app.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';

const SECRET = 's'.repeat(40);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const IDS = 100_000;
const LOOKED_AT = 10_000;
/** Nothing here is about deadlines. */
const PATIENCE_MS = 2000;
/** What a browser takes: name, value and attributes. */
const MOST_BYTES = 4096;

const TLS = { 'x-forwarded-proto': 'https' };
const https = { PUBLIC_URL: 'https://shop.example', TRUST_PROXY_HOPS: '1', SESSION_SECRETS: SECRET };

const cookiesOf = (answer: Answer): string[] => answer.headers['set-cookie'] ?? [];

/** The security lines of sessions (S1 to S18) that need nothing of the shop but sessions. */
describe('sessions, line by line', () => {
  let redis: RedisLink;
  let clock: MovableClock;
  let app: SessionApp;
  const apps: SessionApp[] = [];

  beforeAll(async () => {
    redis = await testRedis();
  });
  beforeEach(async () => {
    await redis.run((client) => client.flushDb());
    clock = new MovableClock();
    app = await open({ SESSION_SECRETS: SECRET });
  });
  afterEach(() => Promise.all(apps.splice(0).map((one) => one.close())));
  afterAll(() => redis.close());

  async function open(settings: Record<string, string>): Promise<SessionApp> {
    const opened = await sessionApp(redisUrl(), settings, clock, PATIENCE_MS);
    apps.push(opened);
    return opened;
  }
  const stateOf = async (who: Shopper, headers = {}) =>
    (await who.get('/', headers)).json() as Record<string, unknown>;
  const isSignedIn = async (who: Shopper) => (await stateOf(who))['customerId'] !== null;
  const sessionKeys = () => redis.run((client) => client.keys('session:*'));
  async function signedIn(at = app): Promise<Shopper> {
    const shopper = new Shopper(at.url);
    expect((await shopper.post('/sign-in/5')).status).toBe(200);
    return shopper;
  }
  /** For browser and server alike. */
  async function pass(milliseconds: number): Promise<void> {
    clock.forward(milliseconds);
    await passTime(redis, milliseconds);
  }
  const signedCookie = (id: string, secret = SECRET) => `s%3A${encodeURIComponent(sign(id, secret))}`;
  const someId = () => formatSessionId({ sid: newSid(), cartId: 'c-5', renewedAt: 0 });

  it(`S1: gives ${IDS} ids of 192 bits, none twice, every bit set half of the time`, () => {
    const ids = Array.from({ length: IDS }, newSid);
    expect(new Set(ids).size).toBe(IDS);
    const ones = new Uint32Array(192);
    const all = ids.slice(0, LOOKED_AT).map((id) => Buffer.from(id, 'base64url'));
    expect(all.every(({ length }) => length === 24)).toBe(true);
    for (const bytes of all) {
      for (let bit = 0; bit < 192; bit += 1) ones[bit]! += (bytes[bit >> 3]! >> (bit & 7)) & 1;
    }
    // Eight standard deviations.
    for (const count of ones) expect(Math.abs(count - LOOKED_AT / 2)).toBeLessThan(4 * Math.sqrt(LOOKED_AT));
  });

  it('S3: never adopts an id that was chosen elsewhere, signed or not', async () => {
    for (const cookie of [signedCookie(someId()), signedCookie('chosen'), someId(), 's%3A.x']) {
      const victim = new Shopper(app.url);
      victim.cookies.set('cloudcart', cookie);
      expect(await stateOf(victim)).toMatchObject({ hasSession: false });
      expect((await victim.post('/remember/g-1')).status).toBe(200);
      const asGuest = victim.cookies.get('cloudcart');
      expect(asGuest).not.toContain(cookie.slice(0, 36));
      expect((await victim.post('/sign-in/5')).status).toBe(200);
      expect(victim.cookies.get('cloudcart')!.slice(0, 36)).not.toBe(asGuest!.slice(0, 36));
      const attacker = new Shopper(app.url);
      for (const kept of [cookie, asGuest!]) {
        attacker.cookies.set('cloudcart', kept);
        expect(await stateOf(attacker)).toMatchObject({ hasSession: false, customerId: null });
      }
    }
  });

  it('S3: takes the cart from the record, whatever cart a signed cookie names', async () => {
    const thief = await signedIn();
    const { sessionId } = await stateOf(thief);
    for (const cartId of ['c-6', 'g-1']) {
      const id = formatSessionId({ sid: String(sessionId), cartId, renewedAt: 0 });
      thief.cookies.set('cloudcart', signedCookie(id));
      expect(await stateOf(thief)).toMatchObject({ hasSession: false, cartId: null });
    }
  });

  it('S5: signs nobody out who comes by within the idle time, until the absolute limit', async () => {
    const shopper = await signedIn();
    const begun = Date.now();
    const step = 13 * DAY_MS;
    for (let day = 13; day < 90; day += 13) {
      await pass(step);
      const page = await shopper.get('/page');
      expect(await isSignedIn(shopper), `day ${day}`).toBe(true);
      // The browser keeps the cookie until the next visit within the idle time, or the end.
      const [cookie] = cookiesOf(page).filter((line) => line.startsWith('cloudcart='));
      const expires = Date.parse(/Expires=([^;]+)/.exec(cookie!)![1]!) - begun;
      expect(expires).toBeGreaterThan(Math.min(14, 90 - day) * DAY_MS - 2 * MINUTE_MS);
      expect(expires).toBeLessThan(Math.min(14, 90 - day) * DAY_MS + 10 * MINUTE_MS);
    }
    await pass(12 * DAY_MS - MINUTE_MS);
    expect(await isSignedIn(shopper)).toBe(true);
    await pass(2 * MINUTE_MS);
    expect(await isSignedIn(shopper)).toBe(false);
  });

  it('S5: ends a session on the server when the idle time is over, whatever the browser keeps', async () => {
    const short = await open({ SESSION_SECRETS: SECRET, SESSION_IDLE_MINUTES: '1' });
    const [active, idle] = [await signedIn(short), await signedIn(short)];
    const thief = idle.twin();
    for (let second = 0; second < 120; second += 40) {
      await pass(40_000);
      expect(await isSignedIn(active), `second ${second}`).toBe(true);
    }
    expect(await isSignedIn(thief)).toBe(false);
    expect(await sessionKeys()).toHaveLength(1);
    await pass(MINUTE_MS);
    expect([await isSignedIn(active), await sessionKeys()]).toEqual([false, []]);
  });

  it('S5: keeps no record that outlives the absolute limit of a session that has just begun', async () => {
    const short = await open({
      SESSION_SECRETS: SECRET,
      SESSION_MAX_DAYS: '1',
      SESSION_IDLE_MINUTES: '10080',
    });
    const shopper = await signedIn(short);
    const [key] = await sessionKeys();
    expect(await redis.run((client) => client.pTTL(key!))).toBeLessThanOrEqual(DAY_MS);
    await pass(DAY_MS - MINUTE_MS);
    expect(await isSignedIn(shopper)).toBe(true);
    await pass(2 * MINUTE_MS);
    expect(await isSignedIn(shopper)).toBe(false);
  });

  it('S11: leaves no message that would make a cookie larger than browsers take', async () => {
    for (const [letter, count] of [
      ['é', 1900],
      ['語', 1200],
      ['x', 1900],
    ] as const) {
      const shopper = new Shopper(app.url);
      const answer = await shopper.post(`/flash/${encodeURIComponent(letter.repeat(count))}`);
      expect(answer.status).toBe(200);
      for (const line of cookiesOf(answer)) expect(line.length).toBeLessThan(MOST_BYTES);
    }
    const short = await new Shopper(app.url).post(`/flash/${encodeURIComponent('語'.repeat(500))}`);
    expect(cookiesOf(short)).toHaveLength(1);
  });

  it('S13: trusts neither of two cookies of its name, in any order, not even twice the same', async () => {
    const owner = await signedIn();
    const [mine, planted] = [owner.cookies.get('cloudcart')!, (await signedIn()).cookies.get('cloudcart')!];
    for (const cookie of [
      `cloudcart=${mine}; cloudcart=${planted}`,
      `cloudcart=${planted}; cloudcart=${mine}`,
      `cloudcart=${mine}; a=b; cloudcart=${mine}`,
      `cloudcart=; cloudcart=${mine}`,
      `cloudcart=${mine};cloudcart`,
    ])
      expect(await stateOf(new Shopper(app.url), { cookie }), cookie).toMatchObject({ hasSession: false });
    expect(await isSignedIn(owner)).toBe(true);
  });

  it('S13: takes a message from neither of two cookies of that name, and clears both', async () => {
    const shopper = new Shopper(app.url);
    await shopper.post('/flash/hello');
    const mine = `cloudcart-message=${shopper.cookies.get('cloudcart-message')}`;
    const answer = await new Shopper(app.url).get('/page', { cookie: `${mine}; ${mine}` });
    expect(answer.json()).toBeNull();
    expect(cookiesOf(answer)[0]).toMatch(/^cloudcart-message=;/);
  });

  it('S13: looks past the twin without a prefix that a sibling host could plant', async () => {
    const secure = await open(https);
    const planted = (await signedIn()).cookies.get('cloudcart')!;
    const visitor = new Shopper(secure.url);
    expect(await stateOf(visitor, { ...TLS, cookie: `cloudcart=${planted}` })).toMatchObject({
      hasSession: false,
    });
    const begun = await visitor.post('/remember/g-1', {}, TLS);
    const own = `__Host-cloudcart=${visitor.cookies.get('__Host-cloudcart')}`;
    expect(cookiesOf(begun)).toHaveLength(1);
    expect(await stateOf(visitor, { ...TLS, cookie: `cloudcart=${planted}; ${own}` })).toMatchObject({
      cartId: 'g-1',
    });
  });

  it('S13: takes no signed text for another than it was signed as', async () => {
    const shopper = new Shopper(app.url);
    await shopper.post('/flash/hello');
    const [message] = [shopper.cookies.get('cloudcart-message')!];
    const text = message.split('.')[0]!;
    expect((await shopper.twin().get('/page')).json()).toMatchObject({ key: 'hello' });
    // What a cookie of another name, signed with the same secret, would look like.
    const foreign = shopper.twin();
    foreign.cookies.set('cloudcart-message', sign(text, SECRET));
    expect((await foreign.get('/page')).json()).toBeNull();
    foreign.cookies.set('cloudcart', `s%3A${message}`);
    expect(await stateOf(foreign)).toMatchObject({ hasSession: false });
  });

  it('S14: sends a Secure cookie when the proxy says https, else none; who has no proxy is believed nothing', async () => {
    const secure = await open(https);
    const post = (headers: OutgoingHttpHeaders) => new Shopper(secure.url).post('/remember/g-1', {}, headers);
    const [cookie] = cookiesOf(await post(TLS));
    expect(cookie).toMatch(/^__Host-cloudcart=s%3A.*; Secure; SameSite=Lax$/);
    for (const unproven of [{}, { 'x-forwarded-proto': 'http' }, { forwarded: 'proto=https' }])
      expect(cookiesOf(await post(unproven))).toEqual([]);
    const direct = await open({ ...https, TRUST_PROXY_HOPS: '0' });
    expect(cookiesOf(await new Shopper(direct.url).post('/remember/g-1', {}, TLS))).toEqual([]);
  });

  it('S18: stores identity and ids only, and refuses what is larger than 4 kB', async () => {
    const shopper = new Shopper(app.url);
    const agent = 'A'.repeat(8000);
    await shopper.post('/sign-in/5', {}, { 'user-agent': agent });
    const [key] = await sessionKeys();
    const text = (await redis.run((client) => client.get(key!)))!;
    expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual([
      'cartId',
      'createdAt',
      'customerId',
      'device',
      'epoch',
      'v',
    ]);
    expect(Buffer.byteLength(text)).toBeLessThan(600);
    const large = await new Shopper(app.url).post(`/remember/${'g'.repeat(5000)}`);
    expect([large.status, cookiesOf(large)]).toEqual([500, []]);
    expect(await sessionKeys()).toEqual([key]);
  });
});
