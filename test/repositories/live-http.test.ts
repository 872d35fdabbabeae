import supertest from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../src/platform/clock/clock.js';
import { LiveHub } from '../../src/platform/live/live-hub.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { LiveListener } from '../support/live-listener.js';
import { liveMessages, type LiveMessages } from '../support/live-messages.js';
import { OwnRedis } from '../support/own-redis.js';
import { plainClient, type PlainClient } from '../support/redis-monitor.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const LIMIT = 8;

describe('GET /live', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: OwnRedis;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let ids: Awaited<ReturnType<typeof fillShop>>;
  let messages: LiveMessages;
  let client: PlainClient;
  const listeners: LiveListener[] = [];

  beforeAll(async () => {
    [db, redis] = [await testDatabase(), await OwnRedis.start()];
    process.env['LIVE_STREAMS'] = String(LIMIT);
    web = await webProcess({ databaseUrl: db.url, redisUrl: redis.url });
    ids = await fillShop(web.app);
    messages = await liveMessages(redis.url);
    client = await plainClient(redis.url);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    listeners.splice(0).forEach((listener) => listener.close());
    await until('no streams', async () => hub().count === 0);
  });
  afterAll(async () => {
    delete process.env['LIVE_STREAMS'];
    await messages?.close();
    await client?.close();
    await web?.close();
    await redis?.close();
    await db?.drop();
  });

  const hub = () => web.app.get(LiveHub);

  async function listen(shopper: Shopper): Promise<LiveListener> {
    const listener = await LiveListener.open(shopper);
    listeners.push(listener);
    return listener;
  }

  /** Somebody with three mugs in a cart, and the cart's id. */
  async function shopperWithCart(): Promise<{ shopper: Shopper; owner: string }> {
    const before = await messages.carts();
    const shopper = new Shopper(web.url);
    expect((await shopper.post('/cart/add', { id: ids.mug, quantity: 3 })).status).toBe(303);
    const [owner] = [...(await messages.carts())].filter((id) => !before.has(id));
    return { shopper, owner: owner! };
  }

  it('tells somebody without a session not to come back, and opens nothing for them', async () => {
    const answer = await new Shopper(web.url).get('/live');
    expect(answer.status).toBe(204);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await messages.listeners()).toBe(0);
  });

  it('is a stream that nobody stores, compresses or collects, and begins with the cart as it is', async () => {
    const { shopper } = await shopperWithCart();
    const stream = await listen(shopper);
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'server-timing': expect.stringMatching(/session;dur=.*redis;desc="\d+"$/) as string,
    });
    expect(stream.headers['cache-control']).toMatch(/private.*no-store/);
    expect(stream.headers['content-encoding']).toBeUndefined();
    expect(stream.headers['set-cookie']).toBeUndefined();
    const first = await stream.event('cart');
    expect(first['count']).toBe(3);
    expect(first['revision']).toMatch(/^\d+$/);
    expect(first['session']).toBe(stream.headers['x-live-session']);
    expect(await messages.listeners()).toBe(1);
    await listen(shopper);
    expect(await messages.listeners()).toBe(1);
  });

  it('answers HEAD with the name of the session and no stream', async () => {
    const { shopper } = await shopperWithCart();
    const stream = await listen(shopper);
    const cookie = [...shopper.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await supertest(web.url).head('/live').set('Cookie', cookie).expect(200);
    expect(answer.headers['x-live-session']).toBe(stream.headers['x-live-session']);
    expect(hub().count).toBe(1);
  });

  it('passes on what changes, to every stream of that cart and to no other', async () => {
    const [ada, bob] = [await shopperWithCart(), await shopperWithCart()];
    const [one, two, other] = [
      await listen(ada.shopper),
      await listen(ada.shopper),
      await listen(bob.shopper),
    ];
    await Promise.all([one, two, other].map((stream) => stream.event('cart')));
    await messages.publish('not JSON');
    await messages.publish('{"owner":"x","kind":"of a later version"}');
    await messages.cart(ada.owner, 1_900_000_000_000, 5);
    for (const stream of [one, two])
      expect(await stream.event('cart', 2)).toEqual({ count: 5, revision: '1900000000000' });
    await messages.cart(bob.owner, 1_900_000_000_001, 6);
    expect(await other.event('cart', 2)).toEqual({ count: 6, revision: '1900000000001' });
    expect(one.events).toHaveLength(2);
  });

  it('ends with the session it belongs to', async () => {
    const { shopper, owner } = await shopperWithCart();
    const stream = await listen(shopper);
    const handle = String((await stream.event('cart'))['session']);
    await messages.ended(owner, '0123456789abcdef');
    await messages.cart(owner, 1_900_000_000_000, 1);
    await stream.event('cart', 2);
    expect(stream.events.map(({ name }) => name)).toEqual(['cart', 'cart']);
    await messages.ended(owner, handle);
    await stream.event('ended');
    await stream.over();
    expect(hub().count).toBe(0);
    const next = await listen(shopper);
    await next.event('cart');
    await messages.ended(owner, '*');
    await next.event('ended');
    await next.over();
  });

  it('takes five streams of a session and LIVE_STREAMS in all; who comes too late is asked to wait', async () => {
    const [ada, bob] = [await shopperWithCart(), await shopperWithCart()];
    for (let nth = 1; nth <= 5; nth += 1) expect((await listen(ada.shopper)).status).toBe(200);
    const sixth = await listen(ada.shopper);
    expect(sixth.status).toBe(503);
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
    for (let nth = 6; nth <= LIMIT; nth += 1) expect((await listen(bob.shopper)).status).toBe(200);
    expect((await listen(bob.shopper)).status).toBe(503);
    listeners.shift()!.close();
    await until('room for one more', async () => (await listen(bob.shopper)).status === 200);
  });

  it('gives a sign of life every 15 to 25 seconds, and after some minutes asks to be opened anew', async () => {
    const { shopper } = await shopperWithCart();
    const stream = await listen(shopper);
    await stream.event('cart');
    const later = (seconds: number) =>
      vi.spyOn(web.app.get(Clock), 'now').mockReturnValue(new Date(Date.now() + seconds * 1000));
    const clock = later(14);
    await until('the hub has looked twice', async () => clock.mock.calls.length >= 2);
    expect(stream.said).not.toMatch(/^:$/m);
    later(26);
    await until('a comment', async () => /^:$/m.test(stream.said));
    expect(stream.isOver).toBe(false);
    later(6 * 60 + 1);
    await stream.over();
    expect(stream.retryMs).toBeGreaterThanOrEqual(500);
    expect(stream.events).toHaveLength(1);
  });

  it.each([
    ['a page asks', { 'x-background': '1' }],
    ['a browser fetches ahead', { 'sec-purpose': 'prefetch' }],
  ])('does not keep a session alive, nor does what %s', async (_who, headers) => {
    const { shopper } = await shopperWithCart();
    await shopper.get('/');
    await shopper.get('/');
    const sessions = await client.keys('session:*');
    for (const key of sessions) await client.pExpire(key, 60_000);
    const stream = await listen(shopper);
    await stream.event('cart');
    for (const path of ['/cart', '/']) expect((await shopper.get(path, headers)).status).toBe(200);
    for (const key of sessions) expect(await client.pTTL(key)).toBeLessThanOrEqual(60_000);
    await shopper.get('/cart');
    const lives = await Promise.all(sessions.map((key) => client.pTTL(key)));
    expect(Math.max(...lives)).toBeGreaterThan(60_000);
  });

  it('leaves the message for the next page to a page that somebody reads', async () => {
    const { shopper } = await shopperWithCart();
    for (const headers of [{ 'x-background': '1' }, { 'sec-purpose': 'prefetch' }])
      expect((await shopper.get('/cart', headers)).text).not.toContain('page__message');
    expect((await shopper.get('/cart')).text).toContain('page__message');
  });

  it('says 503 while Redis is away; streams that are open stay, and are told to ask again', async () => {
    const { shopper } = await shopperWithCart();
    const stream = await listen(shopper);
    await stream.event('cart');
    await redis.freeze();
    const refused = await listen(shopper);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // Until the silence has been noticed and the connection given up.
    await until('the subscription is lost', async () => !(await hub().admit('x', 'y')).ok);
    redis.thaw();
    expect(await stream.event('resync')).toHaveProperty('within');
    expect(stream.isOver).toBe(false);
    await until('streams again', async () => (await listen(shopper)).status === 200);
  });

  it('tells open streams to ask again after the subscription alone was cut', async () => {
    const { shopper, owner } = await shopperWithCart();
    const stream = await listen(shopper);
    await stream.event('cart');
    await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
    await stream.event('resync');
    await until('subscribed again', async () => (await messages.listeners()) === 1);
    await messages.cart(owner, 1_900_000_000_000, 9);
    expect(await stream.event('cart', 2)).toMatchObject({ count: 9 });
  });
});
