import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { Devices, isSignedIn } from '../support/devices.js';
import { LiveListener } from '../support/live-listener.js';
import { freePort } from '../support/processes.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

const COMMAND = join(PROJECT_ROOT, 'dist', 'scripts', 'shop.js');

describe('npm run shop -- customer end-sessions, cart journal', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let devices: Devices;

  beforeAll(async () => {
    db = await testDatabase();
    await (await testRedis()).close();
    web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
    devices = new Devices(web.url);
  });
  afterAll(async () => {
    await web?.close();
    await db?.drop();
  });

  /** The command as a process of its own. */
  function run(
    words: string[],
    redis = redisUrl(),
    command = ['customer', 'end-sessions'],
    more: Record<string, string> = {},
  ): Promise<{ code: number; out: string; err: string }> {
    const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: db.url, REDIS_URL: redis, ...more };
    const args = [COMMAND, ...command, ...words];
    return new Promise((resolve) => {
      execFile(process.execPath, args, { env, timeout: 40_000 }, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
      );
    });
  }
  async function customer() {
    const desk = new Shopper(web.url);
    const email = await devices.register(desk);
    const [row] = await db.database.query<{ id: number }>('SELECT id FROM customers WHERE email = ?', [
      email,
    ]);
    return { email, id: row!.id, browsers: [desk, await devices.signIn(email)] };
  }
  const states = (browsers: Shopper[]) => Promise.all(browsers.map(isSignedIn));

  it('ends all sessions of the customer with this address, and of nobody else', async () => {
    const [one, other] = [await customer(), await customer()];
    expect(await run([` ${one.email.toUpperCase()}`])).toEqual({
      code: 0,
      out: `Customer ${one.id}: 2 sessions ended.\n`,
      err: '',
    });
    expect([await states(one.browsers), await states(other.browsers)]).toEqual([
      [false, false],
      [true, true],
    ]);
    expect((await run([String(one.id)])).out).toBe(`Customer ${one.id}: 0 sessions ended.\n`);
    expect(await isSignedIn(await devices.signIn(one.email))).toBe(true);
  });

  it('ends them by id too', async () => {
    const { id, browsers } = await customer();
    expect(await run([String(id)])).toMatchObject({ code: 0, out: `Customer ${id}: 2 sessions ended.\n` });
    expect(await states(browsers)).toEqual([false, false]);
  });

  it.each([
    ['nobody@example.com', 'No customer has the e-mail address nobody@example.com.\n'],
    ['987654', 'There is no customer 987654.\n'],
  ])('says that there is no %s', async (word, err) => {
    expect(await run([word])).toEqual({ code: 1, out: '', err });
  });

  it('says how to type it', async () => {
    const { code, err } = await run([]);
    expect(code).toBe(2);
    expect(err).toContain('customer end-sessions EMAIL|ID');
  });

  it('S8 ends those of all customers, of guests none, tells open pages, and may be repeated', async () => {
    const [one, other] = [await customer(), await customer()];
    const guest = new Shopper(web.url);
    const { mug } = await fillShop(web.app);
    for (const shopper of [guest, ...other.browsers])
      expect((await shopper.post('/cart/add', { id: mug, quantity: 2 })).status).toBe(303);
    const everybody = [...one.browsers, ...other.browsers];
    // More of them than are ended in one step.
    await db.database.execute(
      'INSERT INTO customers (email, password_hash, first_name, last_name, created_at) VALUES ?',
      [Array.from({ length: 250 }, (_, n) => [`crowd${n}@example.com`, 'x', '', '', new Date()])],
    );
    const epochs = () =>
      db.database.query<{ id: number; epoch: number }>(
        'SELECT id, session_epoch AS epoch FROM customers ORDER BY id',
      );
    const before = await epochs();

    const refused = await run(['--all']);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain(`This signs out ${before.length} customers on every device. Add --yes`);
    expect([await states(everybody), await epochs()]).toEqual([[true, true, true, true], before]);

    const stream = await LiveListener.open(one.browsers[0]!);
    const done = await run(['--all', '--yes']);
    expect(done).toMatchObject({ code: 0 });
    expect(done.out).toMatch(
      new RegExp(`^${before.length} customers: \\d+ sessions ended. Guests keep theirs.\n$`),
    );
    expect(done.err).toContain(`100 of ${before.length} customers\n200 of ${before.length} customers\n`);
    expect(await states(everybody)).toEqual([false, false, false, false]);
    expect(await epochs()).toEqual(before.map(({ id, epoch }) => ({ id, epoch: epoch + 1 })));
    await stream.event('ended');
    stream.close();
    const count = async (who: Shopper) =>
      ((await who.get('/cart.js')).json() as { item_count: number }).item_count;
    expect([await count(other.browsers[0]!), await count(guest)]).toEqual([0, 2]);

    const again = await devices.signIn(other.email);
    expect([await isSignedIn(again), await count(again)]).toEqual([true, 4]);
    expect((await run(['--all', '--yes'])).out).toBe(
      `${before.length} customers: 1 session ended. Guests keep theirs.\n`,
    );
  });

  it('closes all accounts without Redis, and says what is left', async () => {
    const [one, other] = [await customer(), await customer()];
    const { code, out, err } = await run(['--all', '--yes'], `redis://127.0.0.1:${await freePort()}`);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('but the store of sessions did not always answer. The worker ends them there');
    expect(await states([...one.browsers, ...other.browsers])).toEqual([false, false, false, false]);
  });

  it('ends them without Redis, and says what is left', async () => {
    const { id, browsers } = await customer();
    const { code, out, err } = await run([String(id)], `redis://127.0.0.1:${await freePort()}`);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(
      `Customer ${id}: the account is closed to all sessions of before, but Redis does not answer.`,
    );
    expect(await states(browsers)).toEqual([false, false]);
  });

  it.each([
    ['cookie', 'New SESSION_SECRETS without the old ones end them'],
    ['memory', 'A restart of every web process ends them'],
  ])('says what it cannot do with SESSION_STORE=%s, and what helps', async (store, help) => {
    const { id, email, browsers } = await customer();
    const settings = { SESSION_STORE: store, ALLOW_MEMORY_SESSIONS: '1' };
    const ended = await run([String(id)], redisUrl(), undefined, settings);
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toContain(`Customer ${id}: the account is closed to all sessions of before`);
    expect(ended.err).toContain(help);
    // What the sentence says of the pages is true of this shop too: MySQL decides.
    expect(await states(browsers)).toEqual([false, false]);
    const again = await devices.signIn(email);
    const everybody = await run(['--all', '--yes'], redisUrl(), undefined, settings);
    expect([everybody.code, everybody.out]).toEqual([1, '']);
    expect(everybody.err).toMatch(/Each of \d+ customers: the account is closed to all sessions of before/);
    expect(everybody.err).toContain(help);
    expect(await isSignedIn(again)).toBe(false);
    const journal = await run([String(id)], redisUrl(), ['cart', 'journal'], settings);
    expect([journal.code, journal.out]).toEqual([1, '']);
    expect(journal.err).toContain(`SESSION_STORE=${store}`);
    expect(journal.err).toContain('What was ordered is in MySQL: npm run shop -- order list');
  });

  it('explains a cart: what changed, when, from which device', async () => {
    const { email, browsers } = await customer();
    const [mug] = (await fillShop(web.app)).pencils;
    const headers = {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    };
    expect((await browsers[0]!.post('/cart/add', { id: mug!, quantity: 3 }, headers)).status).toBe(303);
    const { items } = (await browsers[0]!.get('/cart.js')).json() as { items: { key: string }[] };
    expect((await browsers[1]!.post('/cart/save', { id: items[0]!.key }, headers)).status).toBe(303);
    const { code, out } = await run([email], redisUrl(), ['cart', 'journal']);
    expect(code).toBe(0);
    const [, saved, added] = out.split('\n');
    expect(saved).toMatch(/^\d{4}-\d\d-\d\d .* save +Firefox, Linux +Pencil \(No 0\) +3 -> 0 +0 -> 3$/);
    expect(added).toMatch(/ add +Firefox, Linux +Pencil \(No 0\) +0 -> 3$/);
    expect((await run(['nobody@example.com'], redisUrl(), ['cart', 'journal'])).code).toBe(1);
  });
});
