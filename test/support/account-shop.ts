import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutboxRelay } from '../../src/platform/outbox/outbox-relay.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { LINK_TOPIC } from '../../src/shop/customers/ask-link.service.js';
import { fillShop, webProcess } from './cart-app.js';
import { testDatabase } from './database.js';
import { Devices } from './devices.js';
import { mailsIn, type StoredMail } from './mails.js';
import { redisUrl, testRedis } from './redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

/** An address as the forms of the checkout and of the account take it. */
export const ADDRESS_FORM = {
  first_name: 'Grace',
  last_name: 'Hopper',
  address1: '12 Larch Lane',
  city: 'Portland',
  region: 'OR',
  postcode: '97205',
  country: 'US',
};

/** A web process with customers who get links by mail. Nothing is mailed until the test says so. */
export class AccountShop {
  readonly devices: Devices;

  private constructor(
    readonly web: Awaited<ReturnType<typeof webProcess>>,
    readonly db: Awaited<ReturnType<typeof testDatabase>>,
    private readonly redis: RedisLink,
    private readonly folder: string,
    /** Variants that can be bought. */
    readonly ids: Awaited<ReturnType<typeof fillShop>>,
  ) {
    this.devices = new Devices(web.url);
  }

  static async open(): Promise<AccountShop> {
    const [db, redis] = [await testDatabase(), await testRedis()];
    const folder = mkdtempSync(join(tmpdir(), 'account-mail-'));
    process.env['MAIL_DIR'] = folder;
    const web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
    return new AccountShop(web, db, redis, folder, await fillShop(web.app));
  }

  async close(): Promise<void> {
    await this.web.close();
    await this.redis.close();
    await this.db.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  browser(): Shopper {
    return new Shopper(this.web.url);
  }

  /** A customer whose first mail, which asks to confirm the address, is not looked at. */
  async customer(): Promise<{ email: string; desk: Shopper; id: number }> {
    const desk = this.browser();
    const email = await this.devices.register(desk);
    await this.forgetWishes();
    const { id } = (await this.web.app.get(CustomersService).findByEmail(email))!;
    return { email, desk, id };
  }

  async forgetTries(): Promise<void> {
    await this.redis.run(async (client) => {
      const keys = await client.keys('link-tries:*');
      if (keys.length > 0) await client.del(keys);
    });
  }

  /** What waits to be mailed with a link never is. */
  async forgetWishes(): Promise<void> {
    await this.db.database.execute('DELETE FROM outbox WHERE topic = ?', [LINK_TOPIC]);
  }

  /** What a worker does, once for all that waits: links, or other mails. */
  async work(topic = LINK_TOPIC): Promise<void> {
    await this.web.app.get(OutboxRelay).drain(topic);
  }

  mailsTo(email: string): StoredMail[] {
    return mailsIn(this.folder).filter(({ to }) => to === email);
  }

  /** Status of signing in. */
  async login(email: string, password: string): Promise<number> {
    return (await this.browser().post('/account/login', { email, password })).status;
  }

  async epochOf(email: string): Promise<number> {
    const sql = 'SELECT session_epoch AS epoch FROM customers WHERE email = ?';
    return (await this.db.database.query<{ epoch: number }>(sql, [email]))[0]!.epoch;
  }
}

/** The token in a mail that leads to `/account/<area>/...`. */
export const tokenIn = ({ text }: StoredMail, area: string): string =>
  new RegExp(`/account/${area}/([A-Za-z0-9_-]{22})\\s`).exec(text)![1]!;
