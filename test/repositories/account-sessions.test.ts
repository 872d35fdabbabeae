import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { EndSessionsService } from '../../src/shop/customers/end-sessions.service.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { Devices, FIREFOX, isSignedIn, SAFARI, shownDevices } from '../support/devices.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

const HERE = '/account/sessions';
const ROUNDS = 20;

describe('the list of devices', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let ids: Awaited<ReturnType<typeof fillShop>>;
  let devices: Devices;

  beforeAll(async () => {
    db = await testDatabase();
    await (await testRedis()).close();
    web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
    ids = await fillShop(web.app);
    devices = new Devices(web.url);
  });
  afterAll(async () => {
    await web?.close();
    await db?.drop();
  });

  /** A customer at a desk, with a phone and a tablet signed in too. */
  async function household() {
    const desk = new Shopper(web.url);
    const email = await devices.register(desk);
    const phone = await devices.signIn(email, undefined, SAFARI);
    const odd = await devices.signIn(email, undefined, 'Your own bank/1.0 (call 555)');
    return { email, desk, phone, odd };
  }
  const others = async (browser: Shopper) =>
    (await shownDevices(browser)).filter(({ isCurrent }) => !isCurrent);
  const handleOf = async (browser: Shopper) =>
    (await shownDevices(browser)).find(({ isCurrent }) => isCurrent)!.handle;
  const end = (browser: Shopper, session: string) => browser.post(`${HERE}/end`, { session });

  it('S9 names browser and system, this device first, and no session id', async () => {
    const { desk, phone } = await household();
    const shown = await shownDevices(desk);
    expect(shown.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false]);
    expect(shown[0]).toMatchObject({ name: 'Firefox on Windows' });
    expect(shown[0]!.text).toContain('This device');
    expect(
      shown
        .slice(1)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['A device we cannot name', 'Safari on iPhone']);
    for (const { handle } of shown) expect(handle).toMatch(/^[0-9a-f]{16}$/);
    const page = await desk.get(HERE);
    expect(page.headers['cache-control']).toBe('private, no-store');
    for (const cookie of [desk, phone].flatMap((browser) => [...browser.cookies.values()])) {
      const id = decodeURIComponent(cookie).replace(/^s:/, '').split('.')[0]!;
      expect(id.length).toBeGreaterThan(10);
      expect(page.text).not.toContain(id);
    }
  });

  it('says that there is no other device', async () => {
    const desk = new Shopper(web.url);
    await devices.register(desk);
    const page = await desk.get(HERE);
    expect(page.text).toContain('You are signed in on this device only.');
    expect(page.text).not.toContain('end-others');
  });

  it('S9 ends one device, and only that', async () => {
    const { desk, phone, odd } = await household();
    const wanted = (await others(desk)).find(({ name }) => name === 'Safari on iPhone')!;
    const answer = await end(desk, wanted.handle);
    expect([answer.status, answer.headers.location]).toEqual([303, HERE]);
    expect((await desk.get(HERE)).text).toContain('Safari on iPhone is signed out.');
    expect(await others(desk)).toHaveLength(1);
    expect([await isSignedIn(desk), await isSignedIn(phone), await isSignedIn(odd)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('takes a device that is gone, one that never was, and a stranger’s for the same', async () => {
    const { desk, phone } = await household();
    const stranger = new Shopper(web.url);
    await devices.register(stranger);
    const gone = await handleOf(phone);
    await end(phone, gone);
    const answers = [];
    for (const handle of [gone, '0123456789abcdef', await handleOf(stranger), 'x', '', '../..', '*']) {
      const { status, headers } = await end(desk, handle);
      const page = (await desk.get(HERE)).text;
      answers.push({ status, to: headers.location, isSaid: page.includes('was signed out already') });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ status: 303, to: HERE, isSaid: true })]),
    );
    expect([await isSignedIn(stranger), await isSignedIn(desk)]).toEqual([true, true]);
  });

  it('signs this device out when it is the one to be ended', async () => {
    const { desk, phone } = await household();
    expect((await desk.post('/cart/add', { id: ids.mug })).status).toBe(303);
    expect(desk.cookies.has('cloudcart-cart')).toBe(true);
    const thief = desk.twin();
    const answer = await end(desk, await handleOf(desk));
    expect([answer.status, answer.headers.location]).toEqual([303, '/account/login?signed_out=1']);
    expect([...desk.cookies.keys()].filter((name) => name !== 'cloudcart-message')).toEqual([]);
    expect([await isSignedIn(desk), await isSignedIn(thief), await isSignedIn(phone)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('ends all others at once; this one goes on under a new id, with its cart', async () => {
    const { desk, phone, odd } = await household();
    await desk.post('/cart/add', { id: ids.mug, quantity: 2 });
    const before = desk.twin();
    const answer = await desk.post(`${HERE}/end-others`);
    expect([answer.status, answer.headers.location]).toEqual([303, HERE]);
    expect((await desk.get(HERE)).text).toContain('2 other devices are signed out.');
    const states = await Promise.all([desk, phone, odd, before].map(isSignedIn));
    expect(states).toEqual([true, false, false, false]);
    expect(await others(desk)).toEqual([]);
    expect((await desk.get('/cart.js')).json()).toMatchObject({ item_count: 2 });
    expect((await before.get('/cart.js')).json()).toMatchObject({ item_count: 0 });
  });

  it('lets no request of an ended device write or come back, also one that was under way', async () => {
    const { email, phone } = await household();
    const { id } = (await web.app.get(CustomersService).findByEmail(email))!;
    for (let round = 0; round < ROUNDS; round += 1) {
      const thief = round === 0 ? phone : await devices.signIn(email);
      const ending = web.app.get(EndSessionsService);
      const adds = [thief.twin(), thief.twin()].map((one) => one.post('/cart/add', { id: ids.small }));
      const stays = thief.post(`${HERE}/end-others`);
      await Promise.all([...adds, stays, ending.endAll(id)]);
      expect(await isSignedIn(thief)).toBe(false);
    }
  });

  it('S8 ends everything for staff, and says how many there were', async () => {
    const { email, desk, phone, odd } = await household();
    const { id } = (await web.app.get(CustomersService).findByEmail(email))!;
    const ending = web.app.get(EndSessionsService);
    expect(await ending.endAll(id)).toEqual({ epoch: 2, count: 3 });
    expect(await Promise.all([desk, phone, odd].map(isSignedIn))).toEqual([false, false, false]);
    expect(await ending.endAll(id)).toEqual({ epoch: 3, count: 0 });
    expect(await ending.endAll(id + 1000)).toBeNull();
    expect(await isSignedIn(await devices.signIn(email))).toBe(true);
  });

  it.each(['', '/end', '/end-others'])('sends guests to sign in and back: %s', async (path) => {
    const guest = new Shopper(web.url);
    const answer = path === '' ? await guest.get(HERE) : await guest.post(HERE + path, { session: 'x' });
    expect([answer.status, answer.headers.location]).toEqual([
      303,
      `/account/login?return_to=${encodeURIComponent(HERE)}`,
    ]);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('changes nothing on forms that nobody wrote, or that another site sent', async () => {
    const { desk } = await household();
    const handle = (await others(desk))[0]!.handle;
    const forms: [string, string][][] = [
      [],
      [['session[]', handle]],
      [
        ['session', handle],
        ['session', handle],
      ],
      [['session', 'x'.repeat(5000)]],
      [['__proto__', handle]],
    ];
    for (const form of forms) expect((await desk.post(`${HERE}/end`, form)).status).toBe(400);
    for (const body of [{ session: [handle] }, { session: { $ne: null } }, { session: 5 }, [handle], null])
      expect((await desk.postJson(`${HERE}/end`, body)).status).toBe(400);
    for (const path of ['/end', '/end-others']) {
      const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
      expect((await desk.post(HERE + path, { session: handle }, foreign)).status).toBe(403);
      expect([404, 405]).toContain((await desk.get(HERE + path)).status);
    }
    expect(await others(desk)).toHaveLength(2);
  });

  it('is reached from the account, as is the password', async () => {
    const desk = new Shopper(web.url);
    await devices.register(desk, FIREFOX);
    for (const from of ['/account', HERE, '/account/password']) {
      const { text } = await desk.get(from);
      for (const to of ['/account', HERE, '/account/password']) expect(text).toContain(`href="${to}"`);
    }
  });
});
