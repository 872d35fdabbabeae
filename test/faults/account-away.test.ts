import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { CustomerSessions } from '../../src/platform/session/customer-sessions.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { EndSessionsService } from '../../src/shop/customers/end-sessions.service.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { Devices, isSignedIn, NEW_PASSWORD, PASSWORD, shownDevices } from '../support/devices.js';
import { OwnRedis } from '../support/own-redis.js';
import { startProcess } from '../support/processes.js';
import { plainClient, type PlainClient } from '../support/redis-monitor.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const WORKER = join(PROJECT_ROOT, 'dist', 'src', 'worker.js');
const CHANGE = { current_password: PASSWORD, new_password: NEW_PASSWORD };

/** Number of the Redis database that stands for a replica which is behind. */
const REPLICA = 9;

async function copyAll(client: PlainClient, from: number, to: number): Promise<void> {
  await client.select(from);
  for (const key of await client.keys('*')) await client.copy(key, key, { DB: to, REPLACE: true });
}

describe('accounts and their sessions while Redis goes away', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: OwnRedis;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let devices: Devices;
  let mug: number;

  beforeAll(async () => {
    [db, redis] = [await testDatabase(), await OwnRedis.start()];
    web = await webProcess({ databaseUrl: db.url, redisUrl: redis.url });
    devices = new Devices(web.url);
    ({ mug } = await fillShop(web.app));
  });
  afterAll(async () => {
    redis?.thaw();
    await web?.close();
    await redis?.close();
    await db?.drop();
  });

  async function customer() {
    const desk = new Shopper(web.url);
    await until('the shop takes customers', async () => (await desk.get('/account/login')).status === 200);
    const email = await devices.register(desk);
    const { id } = (await web.app.get(CustomersService).findByEmail(email))!;
    return { desk, email, id };
  }
  const epochOf = async (id: number) => {
    const sql = 'SELECT session_epoch AS epoch FROM customers WHERE id = ?';
    return (await db.database.query<{ epoch: number }>(sql, [id]))[0]!.epoch;
  };
  const expectAway = ({ status, headers, text }: Answer) => {
    expect(status).toBe(503);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(text).toContain('Nothing was changed');
  };

  it('changes no password and ends nothing when Redis is frozen, and says so at once', async () => {
    const { desk, id } = await customer();
    await redis.freeze();
    for (let round = 0; round < 3; round += 1)
      for (const send of [
        () => desk.get('/account/sessions'),
        () => desk.get('/account/password'),
        () => desk.post('/account/password', CHANGE),
        () => desk.post('/account/sessions/end-others'),
        () => desk.post('/account/sessions/end', { session: '0123456789abcdef' }),
      ]) {
        const started = performance.now();
        expectAway(await send());
        expect(performance.now() - started).toBeLessThan(2000);
      }
    redis.thaw();
    expect(await epochOf(id)).toBe(1);
    await until('the account again', () => isSignedIn(desk));
  });

  /** Sends a form, and freezes Redis at the moment when MySQL is about to answer the `statement` that `lock` holds up. */
  async function frozenInBetween(
    lock: string,
    statement: string,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    // Here a row that is not there can be held too.
    const { answer } = await db.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query(lock);
      const sent = send();
      await until('the statement waits', async () => {
        const sql = 'SELECT id FROM information_schema.processlist WHERE info LIKE ?';
        return (await db.database.query(sql, [statement])).length > 0;
      });
      await redis.freeze();
      await tx.query('UNLOCK TABLES');
      return { answer: sent };
    });
    const said = await answer;
    redis.thaw();
    expect(said.status).toBe(503);
    expect(Number(said.headers['retry-after'])).toBeGreaterThan(0);
    expect(said.text).not.toContain('Nothing was changed');
    await until('the shop takes customers', async () => {
      return (await new Shopper(web.url).get('/account/login')).status === 200;
    });
    return said;
  }

  it.each([
    ['/account/password', CHANGE, 'Your new password is stored and every device is signed out', NEW_PASSWORD],
    ['/account/sessions/end-others', {}, 'Every device is signed out, this one too', PASSWORD],
  ])('says what was done when Redis goes away in between: %s', async (path, form, sentence, password) => {
    const { desk, email, id } = await customer();
    const lock = `SELECT id FROM customers WHERE id = ${id} FOR UPDATE`;
    const answer = await frozenInBetween(lock, 'UPDATE customers%', () => desk.post(path, form));
    expect(answer.text).toContain(sentence);
    expect(await epochOf(id)).toBe(2);
    expect(await isSignedIn(desk)).toBe(false);
    expect(await isSignedIn(await devices.signIn(email, password))).toBe(true);
  });

  const itemCount = async (who: Shopper) =>
    ((await who.get('/cart.js')).json() as { item_count: number }).item_count;
  /** A guest with a cart. */
  async function guest(): Promise<Shopper> {
    const desk = new Shopper(web.url);
    await until(
      'the shop takes carts',
      async () => (await desk.post('/cart/add', { id: mug, quantity: 3 })).status === 303,
    );
    return desk;
  }

  it('says that the account is open when Redis goes away between that and signing in', async () => {
    const [desk, email] = [await guest(), 'between@example.com'];
    const answer = await frozenInBetween(
      `SELECT id FROM customers WHERE email = '${email}' FOR UPDATE`,
      'INSERT INTO%customers%',
      () => desk.post('/account/register', { email, password: PASSWORD }),
    );
    expect(answer.text).toContain('Your account is open, but the shop could not sign you in. Please sign in');
    expect(await isSignedIn(desk)).toBe(false);
    await devices.signInOn(desk, email);
    expect([await isSignedIn(desk), await itemCount(desk)]).toEqual([true, 3]);
  });

  it('says where the cart is when Redis goes away while it moves into the account', async () => {
    const { email } = await customer();
    const desk = await guest();
    const answer = await frozenInBetween(
      'LOCK TABLES stock_levels WRITE',
      'SELECT variant_id%FROM stock_levels%',
      () => desk.post('/account/login', { email, password: PASSWORD }),
    );
    expect(answer.text).toContain('The shop could not sign you in just now. Please sign in again');
    expect(answer.text).toContain('it waits in your account');
    expect(await isSignedIn(desk)).toBe(false);
    await devices.signInOn(desk, email);
    expect(await itemCount(desk)).toBe(3);
    expect(await itemCount(await devices.signIn(email))).toBe(3);
  });

  it('is final for MySQL, whatever Redis still holds, until the worker has taken that away', async () => {
    const { desk, id } = await customer();
    const sessions = web.app.get(CustomerSessions);
    expect(await shownDevices(desk)).toHaveLength(1);
    const client = await plainClient(redis.url);
    await copyAll(client, 0, REPLICA);
    expect(await web.app.get(EndSessionsService).endAll(id)).toEqual({ epoch: 2, count: 1 });
    // What a replica has that takes over and did not get the last second.
    await client.select(0);
    await client.flushDb();
    await copyAll(client, REPLICA, 0);
    await client.close();
    expect(await sessions.list(id, null)).toHaveLength(1);
    const env = { ...process.env, LOG_LEVEL: 'warn' };
    const worker = await startProcess({
      file: process.execPath,
      args: [WORKER],
      env,
      ready: /ended sessions/,
    });
    await until('no record any more', async () => (await sessions.list(id, null)).length === 0, 20);
    await worker.end();
    expect(await isSignedIn(desk)).toBe(false);
  });
});
