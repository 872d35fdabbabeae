import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../src/platform/clock/clock.js';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { MailService } from '../../src/platform/mail/mail.service.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { Passwords } from '../../src/platform/security/passwords.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import { Messages } from '../../src/platform/views/messages.js';
import { AccountMailsService } from '../../src/shop/customers/account-mails.service.js';
import { AskLinkService } from '../../src/shop/customers/ask-link.service.js';
import { ChangePasswordService } from '../../src/shop/customers/change-password.service.js';
import { CustomerLinkRepository } from '../../src/shop/customers/customer-link.repository.js';
import { CustomerRecord } from '../../src/shop/customers/customer.entity.js';
import { CustomerRepository } from '../../src/shop/customers/customer.repository.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { OwnPasswordService } from '../../src/shop/customers/own-password.service.js';
import { SignInLimiter } from '../../src/shop/customers/sign-in-limiter.js';
import { StorePasswordService } from '../../src/shop/customers/store-password.service.js';
import { testDatabase } from '../support/database.js';
import { testRedis } from '../support/redis.js';

const OLD = 'nine tents by the lake';
const NEW = ' eleven kettles on the hob ';
const ADDRESS = '192.0.2.7';
const ROUNDS = 20;

describe('a change of password', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: RedisLink;
  let repository: CustomerRepository;
  let customers: CustomersService;
  let passwords: ChangePasswordService;
  let id: number;

  beforeAll(async () => {
    [db, redis] = [await testDatabase([CustomerRecord]), await testRedis()];
    repository = new CustomerRepository(db.dataSource.getRepository(CustomerRecord));
    const parts = [repository, new Passwords(), new SignInLimiter(redis)] as const;
    const clock = new Clock();
    const outbox = new OutboxService(clock, new OutboxRepository(db.database));
    customers = new CustomersService(...parts, new AskLinkService(outbox), db.database, clock);
    const words = [new Messages('en'), new Formatters('en-US', 'USD', 'UTC')] as const;
    const mails = new AccountMailsService(new MailService(outbox), ...words, clock);
    const links = new CustomerLinkRepository(db.database);
    const storing = new StorePasswordService(repository, links, mails);
    const own = new OwnPasswordService(...parts);
    passwords = new ChangePasswordService(repository, parts[1], own, storing, db.database);
  });
  beforeEach(async () => {
    await db.database.execute('DELETE FROM customers');
    await redis.run((client) => client.flushDb());
    const form = { email: 'ada@example.com', password: OLD, firstName: 'Ada', lastName: 'Lovelace' };
    const outcome = await customers.register(form);
    if (!outcome.ok) throw new Error('not registered');
    id = outcome.customer.id;
  });
  afterAll(async () => {
    await redis?.close();
    await db?.drop();
  });

  const change = (current: string, next: string, address = ADDRESS) =>
    passwords.change({ customerId: id, current, next, address });
  const isPassword = async (password: string) =>
    (await customers.signIn('ada@example.com', password, ADDRESS)).ok;
  const row = async () => {
    const sql = `SELECT session_epoch AS epoch, password_hash AS hash,
      ABS(TIMESTAMPDIFF(SECOND, sessions_ended_at, UTC_TIMESTAMP(3))) AS seconds FROM customers`;
    const [found] = await db.database.query<{ epoch: number; hash: string; seconds: number | null }>(sql);
    return found!;
  };

  it('lets the new one in and the old one out, and ends the sessions of before', async () => {
    expect(await change(OLD, NEW)).toEqual({ ok: true, epoch: 2 });
    expect([await isPassword(NEW), await isPassword(OLD)]).toEqual([true, false]);
    expect(await customers.current({ customerId: id, customerEpoch: 1 })).toBeNull();
    expect(await customers.current({ customerId: id, customerEpoch: 2 })).toMatchObject({ id });
    expect((await row()).seconds).toBeLessThan(60);
  });

  it.each([
    ['another password', 'not the password', NEW, { current: { key: 'account.current_wrong' } }],
    ['the blanks left out', ` ${OLD}`, NEW, { current: { key: 'account.current_wrong' } }],
    ['nothing', '', NEW, { current: { key: 'account.current_wrong' } }],
  ])('asks for the current one; %s will not do', async (_what, current, next, errors) => {
    const before = await row();
    expect(await change(current, next)).toEqual({ ok: false, reason: 'refused', errors });
    expect(await row()).toEqual(before);
  });

  it.each([
    ['seven77', 'account.password_too_short'],
    ['k'.repeat(3) + 'ettle on the hob '.repeat(16), 'account.password_too_long'],
    ['Lovelace1815', 'account.password_common'],
    ['lantern2026', 'account.password_common'],
    [OLD, 'account.password_same'],
    ['', 'account.password_too_short'],
  ])('refuses %j as the new one and changes nothing', async (next, key) => {
    const before = await row();
    expect(await change(OLD, next)).toMatchObject({ reason: 'refused', errors: { next: { key } } });
    expect(await row()).toEqual(before);
  });

  it('takes the same characters, composed otherwise, for the same password', async () => {
    expect(await change(OLD, 'zoe\u0308 and nine tents')).toMatchObject({ ok: true });
    const again = await change('zo\u00eb and nine tents', 'zo\u00eb and nine tents');
    expect(again).toMatchObject({ errors: { next: { key: 'account.password_same' } } });
  });

  it('tells who does not know the password nothing about it', async () => {
    const outcome = await change('not the password', OLD);
    expect(outcome).toEqual({
      ok: false,
      reason: 'refused',
      errors: { current: { key: 'account.current_wrong' } },
    });
  });

  it('of an account that is gone is refused', async () => {
    await db.database.execute('DELETE FROM customers');
    expect(await change(OLD, NEW)).toMatchObject({ ok: false, reason: 'refused' });
  });

  it('is stopped after twenty wrong tries, which count with those of signing in', async () => {
    for (let n = 0; n < 10; n += 1) await change('not the password', NEW, `192.0.2.${n}`);
    for (let n = 0; n < 10; n += 1) await customers.signIn('ada@example.com', 'not it', `192.0.3.${n}`);
    expect(await change(OLD, NEW, '192.0.4.1')).toMatchObject({ ok: false, reason: 'too_many' });
    expect((await row()).epoch).toBe(1);
  });

  it('starts the count afresh with the right password', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 19; n += 1) await change('not the password', NEW, `192.0.2.${n}`);
      expect(await change(OLD, 'short')).toMatchObject({ reason: 'refused' });
    }
    expect((await row()).epoch).toBe(1);
  });

  it('of two at once is done twice, an epoch each, and the later password holds', async () => {
    let current = OLD;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { epoch } = await row();
      const wishes = [`kettle ${round} on the hob`, `teapot ${round} on the hob`];
      const outcomes = await Promise.all(wishes.map((next) => change(current, next)));
      const epochs = outcomes.map((outcome) => (outcome.ok ? outcome.epoch : 0));
      const [first, last] = [epochs.indexOf(epoch + 1), epochs.indexOf(epoch + 2)];
      expect(new Set([first, last])).toEqual(new Set([0, 1]));
      current = wishes[last]!;
      expect([await isPassword(current), await isPassword(wishes[first]!)]).toEqual([true, false]);
      expect(await customers.current({ customerId: id, customerEpoch: epoch + 1 })).toBeNull();
      expect(await customers.current({ customerId: id, customerEpoch: epoch + 2 })).toMatchObject({ id });
    }
  });

  it('is not undone by a sign-in that hashes the old password again meanwhile', async () => {
    const cheap = await hash(OLD, { memoryCost: 4096, timeCost: 1, parallelism: 1 });
    for (let round = 0; round < ROUNDS; round += 1) {
      await db.database.execute('UPDATE customers SET password_hash = ?', [cheap]);
      await redis.run((client) => client.flushDb());
      const [changed] = await Promise.all([
        change(OLD, NEW),
        customers.signIn('ada@example.com', OLD, ADDRESS),
      ]);
      expect(changed.ok).toBe(true);
      expect([await isPassword(NEW), await isPassword(OLD)]).toEqual([true, false]);
    }
  });

  describe('the epoch', () => {
    it('goes up by one for each of twenty callers at once, and each gets one of its own', async () => {
      const epochs = await Promise.all(Array.from({ length: 20 }, () => repository.raiseEpoch(id)));
      expect(epochs.toSorted((a, b) => a! - b!)).toEqual(Array.from({ length: 20 }, (_, n) => n + 2));
      expect((await row()).epoch).toBe(21);
    });

    it('goes up once when twenty callers name the one they know', async () => {
      const epochs = await Promise.all(
        Array.from({ length: 20 }, () => repository.raiseEpoch(id, { from: 1 })),
      );
      expect(epochs.filter((epoch) => epoch !== null)).toEqual([2]);
    });

    it('of nobody is none', async () => {
      expect(await repository.raiseEpoch(id + 1)).toBeNull();
    });
  });

  describe('customers whose sessions were ended', () => {
    const CUSTOMERS = 2000;
    const ended = new Date('2026-11-21T10:00:00.000Z');
    const minutesLater = (minutes: number) => new Date(ended.getTime() + minutes * 60_000);
    const start = (minutes: number) => ({ endedAt: minutesLater(minutes), customerId: 0 });

    beforeEach(async () => {
      const person = (n: number) => [
        `n${n}@example.com`,
        'x',
        '',
        '',
        7,
        n < 6 ? minutesLater(n >> 1) : null,
        ended,
      ];
      await db.database.execute(
        `INSERT INTO customers (email, password_hash, first_name, last_name, session_epoch, sessions_ended_at, created_at)
         VALUES ?`,
        [Array.from({ length: CUSTOMERS }, (_, n) => person(n))],
      );
    });

    it('are found from a moment on, a few at a time, each once', async () => {
      const all = await repository.endedAfter(start(0), 10);
      expect(all.map(({ epoch, endedAt }) => [epoch, endedAt])).toEqual(
        [0, 0, 1, 1, 2, 2].map((minutes) => [7, minutesLater(minutes)]),
      );
      expect(await repository.endedAfter(start(0), 3)).toEqual(all.slice(0, 3));
      expect(await repository.endedAfter(all[2]!, 3)).toEqual(all.slice(3));
      expect(await repository.endedAfter(start(2), 10)).toEqual(all.slice(4));
      expect(await repository.endedAfter(all[5]!, 10)).toEqual([]);
    });

    it('are found without reading all the others', async () => {
      await db.database.query('ANALYZE TABLE customers');
      const sent = vi.spyOn(db.dataSource, 'query');
      await repository.endedAfter(start(0), 100);
      const [sql, values] = sent.mock.calls[0]!;
      sent.mockRestore();
      const [plan] = await db.database.query<{ key: string; rows: number }>(
        `EXPLAIN FORMAT=TRADITIONAL ${sql}`,
        values as unknown[],
      );
      expect(plan?.key).toBe('ix_customers_sessions_ended_at');
      expect(Number(plan?.rows)).toBeLessThan(CUSTOMERS / 10);
    });
  });
});
