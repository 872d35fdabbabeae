import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { Devices, isSignedIn, NEW_PASSWORD, PASSWORD, shownDevices } from '../support/devices.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

const HERE = '/account/password';
const GOOD = { current_password: PASSWORD, new_password: NEW_PASSWORD };

describe('the form that changes a password', () => {
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

  async function customer(): Promise<{ email: string; desk: Shopper }> {
    const desk = new Shopper(web.url);
    return { email: await devices.register(desk), desk };
  }
  const stored = async (email: string) => {
    const sql = 'SELECT password_hash AS hash, session_epoch AS epoch FROM customers WHERE email = ?';
    return (await db.database.query<{ hash: string; epoch: number }>(sql, [email]))[0]!;
  };
  const login = async (email: string, password: string) =>
    (await new Shopper(web.url).post('/account/login', { email, password })).status;

  it('S34 can be filled by a password manager, and says its rules before anybody types', async () => {
    const { email, desk } = await customer();
    const page = await desk.get(HERE);
    const field = (name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page.text)![0];
    expect(field('current_password')).toMatch(/type="password".*autocomplete="current-password"/);
    expect(field('new_password')).toMatch(/type="password".*autocomplete="new-password"/);
    expect(field('username')).toMatch(new RegExp(`value="${email}".*autocomplete="username"`));
    for (const name of ['current_password', 'new_password'])
      expect(field(name)).not.toMatch(/onpaste|maxlength|autocomplete="off"/);
    expect(page.text).toContain('At least 8 characters');
    expect(page.text).toContain('every other device is signed out');
    expect(page.headers['cache-control']).toBe('private, no-store');
  });

  it('S2, S6 ends every other session; this one goes on under a new id, with its cart', async () => {
    const { email, desk } = await customer();
    const phone = await devices.signIn(email);
    await desk.post('/cart/add', { id: ids.mug, quantity: 2 });
    const before = desk.twin();
    const answer = await desk.post(HERE, GOOD);
    expect([answer.status, answer.headers.location]).toEqual([303, '/account']);
    expect([...desk.cookies.values()]).not.toEqual([...before.cookies.values()]);
    expect((await desk.get('/account')).text).toContain('Your password is changed');
    expect(await Promise.all([desk, before, phone].map(isSignedIn))).toEqual([true, false, false]);
    expect(await shownDevices(desk)).toHaveLength(1);
    expect((await desk.get('/cart.js')).json()).toMatchObject({ item_count: 2 });
    expect([await login(email, NEW_PASSWORD), await login(email, PASSWORD)]).toEqual([303, 422]);
  });

  it.each([
    [{ current_password: 'not it' }, 422, ['current_password'], 'This is not your current password.'],
    [{ current_password: '' }, 422, ['current_password'], 'This is not your current password.'],
    [{ new_password: 'short' }, 400, ['new_password'], 'Take at least 8 characters.'],
    [{ new_password: 'x'.repeat(257) }, 400, ['new_password'], 'Take at most 256 characters.'],
    [{ new_password: 'lantern2026' }, 400, ['new_password'], 'guessed within seconds'],
    [{ new_password: 'Hopper1906' }, 400, ['new_password'], 'guessed within seconds'],
    [{ new_password: PASSWORD }, 400, ['new_password'], 'the password you have already'],
    [
      { current_password: 'x', new_password: 'y' },
      422,
      ['current_password', 'new_password'],
      '2 things need',
    ],
  ])('S22 refuses %j and says why beside the field', async (wrong, status, fields, sentence) => {
    const { email, desk } = await customer();
    const before = await stored(email);
    const answer = await desk.post(HERE, { ...GOOD, ...wrong });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(sentence);
    for (const name of ['current_password', 'new_password']) {
      const isWrong = fields.includes(name);
      expect(answer.text.includes(`id="${name}-error"`)).toBe(isWrong);
      expect(answer.text.includes(`href="#${name}"`)).toBe(isWrong);
    }
    expect(/type="password" value="[^"]/.test(answer.text)).toBe(false);
    expect(await stored(email)).toEqual(before);
    expect(await isSignedIn(desk)).toBe(true);
  });

  it('S24 stops after twenty wrong tries, also with the right password', async () => {
    const { email, desk } = await customer();
    for (let n = 0; n < 20; n += 1)
      expect((await desk.post(HERE, { ...GOOD, current_password: `wrong ${n}` })).status).toBe(422);
    const answer = await desk.post(HERE, GOOD);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.text).toContain('Too many tries went wrong.');
    expect((await stored(email)).epoch).toBe(1);
    expect(await isSignedIn(desk)).toBe(true);
  });

  it('leaves one session of two changes at once, and the one password that counts', async () => {
    const { email, desk } = await customer();
    const phone = await devices.signIn(email);
    const answers = await Promise.all([
      desk.post(HERE, { ...GOOD, new_password: 'kettle on the hob' }),
      phone.post(HERE, { ...GOOD, new_password: 'teapot on the hob' }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => ![303, 409, 422].includes(status))).toEqual(
      [],
    );
    const works = [await login(email, 'kettle on the hob'), await login(email, 'teapot on the hob')];
    expect(new Set(works)).toEqual(new Set([303, 422]));
    const alive = await Promise.all([desk, phone].map(isSignedIn));
    expect(alive).toEqual(works.map((status) => status === 303));
    expect(await login(email, PASSWORD)).toBe(422);
  });

  it('sends guests to sign in and back', async () => {
    const guest = new Shopper(web.url);
    for (const answer of [await guest.get(HERE), await guest.post(HERE, GOOD)])
      expect([answer.status, answer.headers.location]).toEqual([
        303,
        '/account/login?return_to=%2Faccount%2Fpassword',
      ]);
  });

  it('changes nothing on forms that nobody wrote, or that another site sent', async () => {
    const { email, desk } = await customer();
    const before = await stored(email);
    const { current_password: current, new_password: next } = GOOD;
    const forms: [string, string][][] = [
      [],
      [['current_password', current]],
      [['new_password', next]],
      [...Object.entries(GOOD), ['new_password', next]],
      [
        ['current_password[]', current],
        ['new_password', next],
      ],
      [
        ['current_password', current],
        ['new_password[length]', '30'],
      ],
      [
        ['current_password', current],
        ['new_password', 'x'.repeat(1001)],
      ],
    ];
    for (const form of forms) expect((await desk.post(HERE, form)).status).toBe(400);
    const bodies = [
      { ...GOOD, new_password: { length: 30 } },
      { ...GOOD, current_password: { $ne: null } },
      { ...GOOD, current_password: true },
      { ...GOOD, new_password: 12345678901 },
    ];
    for (const body of bodies) expect((await desk.postJson(HERE, body)).status).toBe(400);
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await desk.post(HERE, GOOD, foreign)).status).toBe(403);
    expect(await stored(email)).toEqual(before);
  });

  it('B12 changes no one else’s password, and nothing else', async () => {
    const [mine, other] = [await customer(), await customer()];
    const before = await stored(other.email);
    const { id } = (
      await db.database.query<{ id: number }>('SELECT id FROM customers WHERE email = ?', [other.email])
    )[0]!;
    const form = { ...GOOD, customer_id: id, id, email: other.email, username: other.email, epoch: 99 };
    expect((await mine.desk.post(HERE, form)).status).toBe(303);
    expect(await stored(other.email)).toEqual(before);
    expect((await stored(mine.email)).epoch).toBe(2);
    expect(await isSignedIn(other.desk)).toBe(true);
  });

  it('B48 refuses a megabyte at once, takes blanks and NUL as they are, and tells the 73rd byte from another', async () => {
    const { email, desk } = await customer();
    const started = performance.now();
    expect((await desk.post(HERE, { ...GOOD, new_password: 'x'.repeat(1_000_000) })).status).toBe(413);
    expect(performance.now() - started).toBeLessThan(1000);
    const long = 'kettle on the hob, '.repeat(4).slice(0, 72);
    let current = PASSWORD;
    for (const next of [`${long}a`, `${long}b`, `  ${NEW_PASSWORD} `, `\0\0${NEW_PASSWORD}`]) {
      expect((await desk.post(HERE, { current_password: current, new_password: next })).status).toBe(303);
      current = next;
    }
    expect([await login(email, current), await login(email, NEW_PASSWORD)]).toEqual([303, 422]);
  });
});
