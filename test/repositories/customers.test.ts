import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { OutboxRepository } from '../../src/platform/outbox/outbox.repository.js';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { Passwords } from '../../src/platform/security/passwords.js';
import { AskLinkService } from '../../src/shop/customers/ask-link.service.js';
import { CustomerRecord } from '../../src/shop/customers/customer.entity.js';
import { CustomerRepository } from '../../src/shop/customers/customer.repository.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { SignInLimiter } from '../../src/shop/customers/sign-in-limiter.js';
import { testDatabase } from '../support/database.js';
import { testRedis } from '../support/redis.js';

const PASSWORD = ' nine tents by the lake ';
const ADDRESS = '192.0.2.7';
const ada = { email: 'Ada@Example.com', password: PASSWORD, firstName: 'Ada', lastName: 'Lovelace' };

describe('customers', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: RedisLink;
  let customers: CustomersService;

  beforeAll(async () => {
    [db, redis] = [await testDatabase([CustomerRecord]), await testRedis()];
    const repository = new CustomerRepository(db.dataSource.getRepository(CustomerRecord));
    const links = new AskLinkService(new OutboxService(new Clock(), new OutboxRepository(db.database)));
    const parts = [repository, new Passwords(), new SignInLimiter(redis), links, db.database] as const;
    customers = new CustomersService(...parts, new Clock());
  });
  beforeEach(async () => {
    await db.database.execute('DELETE FROM customers');
    await redis.run((client) => client.flushDb());
  });
  afterAll(async () => {
    await redis?.close();
    await db?.drop();
  });

  const signIn = (email: string, password: string, address = ADDRESS) =>
    customers.signIn(email, password, address);

  it('opens an account and lets its owner in, with the address written otherwise too', async () => {
    const outcome = await customers.register(ada);
    const expected = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', epoch: 1 };
    expect(outcome).toMatchObject({ ok: true, customer: expected });
    expect(await signIn('  ADA@example.COM', PASSWORD)).toMatchObject({ ok: true, customer: expected });
  });

  it('keeps one account per normal form when twenty people ask for it at once', async () => {
    const forms = Array.from({ length: 20 }, (_, n) => ({
      ...ada,
      email: n % 2 ? 'ADA@example.com' : ' ada@Example.com',
    }));
    const outcomes = await Promise.all(forms.map((form) => customers.register(form)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const refused = outcomes.filter((outcome) => !outcome.ok);
    expect(refused.every((outcome) => outcome.errors.email?.key === 'account.email_taken')).toBe(true);
    expect(await db.database.query('SELECT email FROM customers')).toEqual([{ email: 'ada@example.com' }]);
  });

  it.each([
    'x',
    'Zoe\u0308',
    '李'.repeat(255),
    '😀'.repeat(255),
    `O'Neill <b>{{x}}</b> "; DROP TABLE customers`,
  ])('keeps the name %j as it is', async (firstName) => {
    const outcome = await customers.register({ ...ada, firstName });
    const found = outcome.ok ? await customers.find(outcome.customer.id) : null;
    expect(found?.firstName).toBe(firstName);
  });

  it.each([
    ['firstName', 'a'.repeat(256), 'account.name_too_long'],
    ['lastName', 'a\ud800', 'account.name_unreadable'],
    ['email', 'ada@b', 'account.email_invalid'],
    ['password', 'seven77', 'account.password_too_short'],
    ['password', 'Lovelace1815', 'account.password_common'],
    ['password', 'cloudcart1', 'account.password_common'],
  ])('refuses the %s %j and stores nothing', async (field, value, key) => {
    const outcome = await customers.register({ ...ada, [field]: value });
    expect(outcome).toMatchObject({ ok: false, errors: { [field]: { key } } });
    expect(await db.database.query('SELECT id FROM customers')).toEqual([]);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    await customers.register(ada);
    const wrong = await signIn(ada.email, PASSWORD.trim());
    expect(wrong).toEqual({ ok: false, reason: 'wrong' });
    expect(await signIn('nobody@example.com', PASSWORD)).toEqual(wrong);
    expect(await signIn('no address at all', PASSWORD)).toEqual(wrong);
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    await customers.register(ada);
    const timed = async (email: string, nth: number) => {
      const started = performance.now();
      await signIn(email, 'not the password', `192.0.2.${nth}`);
      return performance.now() - started;
    };
    for (let n = 0; n < 5; n += 1) await timed('warm-up@example.com', n);
    const times: [number[], number[]] = [[], []];
    // In turn, so that both meet the same load.
    for (let n = 0; n < 15; n += 1) {
      times[0].push(await timed(ada.email, n));
      times[1].push(await timed('nobody@example.com', n));
    }
    const [known, unknown] = times.map((all) => all.toSorted((a, b) => a - b)[7]!) as [number, number];
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(20, known / 2));
  });

  it('hashes again at sign-in when the cost was raised since', async () => {
    await customers.register(ada);
    const cheap = await hash(PASSWORD.normalize('NFC'), { memoryCost: 4096, timeCost: 1, parallelism: 1 });
    await db.database.execute('UPDATE customers SET password_hash = ?', [cheap]);
    expect((await signIn(ada.email, PASSWORD)).ok).toBe(true);
    const [row] = await db.database.query<{ hash: string }>('SELECT password_hash AS hash FROM customers');
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signIn(ada.email, PASSWORD)).ok).toBe(true);
  });

  it('forgets sessions of an older epoch', async () => {
    const outcome = await customers.register(ada);
    if (!outcome.ok) throw new Error('not registered');
    const { id } = outcome.customer;
    expect(await customers.current({ customerId: id, customerEpoch: 1 })).toMatchObject({ id });
    await db.database.execute('UPDATE customers SET session_epoch = session_epoch + 1');
    expect(await customers.current({ customerId: id, customerEpoch: 1 })).toBeNull();
    expect(await customers.current({ customerId: null, customerEpoch: null })).toBeNull();
    expect(await customers.current({ customerId: id + 1, customerEpoch: 1 })).toBeNull();
  });

  it('remembers the last address', async () => {
    const outcome = await customers.register(ada);
    if (!outcome.ok) throw new Error('not registered');
    expect(await customers.lastAddress(outcome.customer.id)).toBeNull();
    await customers.rememberAddress(outcome.customer.id, { city: 'Zürich', country: 'CH' });
    expect(await customers.lastAddress(outcome.customer.id)).toEqual({ city: 'Zürich', country: 'CH' });
  });

  describe('guessing', () => {
    const outcomesOf = (tries: number, email: string, password: string) =>
      Promise.all(Array.from({ length: tries }, (_, n) => signIn(email, password, `192.0.2.${n}`)));

    it('is stopped after twenty tries on one account, also when they come at once from many addresses', async () => {
      await customers.register(ada);
      const outcomes = await outcomesOf(30, ada.email, 'not the password');
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'wrong')).toHaveLength(20);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'too_many')).toHaveLength(10);
      expect(await signIn(ada.email, PASSWORD)).toMatchObject({ ok: false, reason: 'too_many' });
    });

    it('is stopped alike for an account that does not exist', async () => {
      const outcomes = await outcomesOf(30, 'nobody@example.com', 'not the password');
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'too_many')).toHaveLength(10);
    });

    it('leaves no count that lives for ever', async () => {
      await outcomesOf(5, ada.email, 'not the password');
      const names = await redis.run((client) => client.keys('*'));
      expect(names.length).toBe(6);
      const lives = await Promise.all(names.map((name) => redis.run((client) => client.ttl(name))));
      expect(lives.every((seconds) => seconds > 0 && seconds <= 900)).toBe(true);
    });

    it('starts afresh after the right password', async () => {
      await customers.register(ada);
      for (let round = 0; round < 2; round += 1) {
        await outcomesOf(19, ada.email, 'not the password');
        expect((await signIn(ada.email, PASSWORD)).ok).toBe(true);
      }
    });

    it('does not count the right password against the address', async () => {
      await customers.register(ada);
      for (let n = 0; n < 3; n += 1) await signIn(ada.email, PASSWORD);
      const left = await redis.run((client) => client.get(`sign-in-tries:v1:address:${ADDRESS}`));
      expect(left).toBe('0');
    });

    it('takes all of an IPv6 network for one address', async () => {
      await signIn('a@example.com', 'not the password', '2001:db8:0:1::1');
      await signIn('b@example.com', 'not the password', '2001:db8:0:1:ffff::2');
      const count = await redis.run((client) => client.get('sign-in-tries:v1:address:2001:db8:0:1::/64'));
      expect(count).toBe('2');
    });
  });
});
