import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from '../../src/platform/config/env.js';
import { Database } from '../../src/platform/database/database.js';
import { cookieRules } from '../../src/platform/session/session-cookie.js';
import { newSid, sessionHandle, type SessionRef } from '../../src/platform/session/session-id.js';
import { sessionLife } from '../../src/platform/session/session-record.js';
import { ValueCustomerSessions } from '../../src/platform/session/value-customer-sessions.js';
import { ValueSessions } from '../../src/platform/session/value-sessions.js';
import { MysqlStore } from '../../src/platform/values/mysql-store.js';
import { ValueCarts } from '../../src/shop/cart/value-carts.js';
import { lineKey, type CartTurn } from '../../src/shop/cart/cart.js';
import { expectNoCartOfOlderEpoch } from '../support/cart-ended.js';
import { testDatabase } from '../support/database.js';
import { MovableClock } from '../support/session-app.js';
import { rounds } from '../support/tier.js';

const env = readEnv({ DATABASE_URL: 'mysql://127.0.0.1/none', SESSION_STORE: 'mysql' });

/** Sessions in a store that knows one value at a time, here the rows of MySQL. */
describe('the sessions of a customer, as values', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let store: MysqlStore;
  let clock: MovableClock;
  let sessions: ValueSessions;
  let customers: ValueCustomerSessions;
  let customerId = 0;

  beforeAll(async () => {
    db = await testDatabase();
    store = new MysqlStore(new Database(db.dataSource), undefined, 5000);
    await store.open();
  });
  beforeEach(() => {
    clock = new MovableClock();
    customerId += 1;
    sessions = new ValueSessions(store, clock, sessionLife(env), cookieRules(env));
    customers = new ValueCustomerSessions(store, env, clock);
  });
  afterAll(async () => {
    await store?.close();
    await db?.drop();
  });

  const refOf = (): SessionRef => ({ sid: newSid(), cartId: `c-${customerId}`, renewedAt: 0 });
  async function begin(epoch = 1, ref = refOf()) {
    const device = { agent: `browser ${ref.sid}`, address: '127.0.0.1', place: null };
    const cartId = ref.cartId;
    const record = { v: 2 as const, createdAt: clock.now().getTime(), cartId, customerId, epoch, device };
    return { ref, record, outcome: await sessions.begin(ref, record) };
  }

  it('are listed with their device, the one seen last first, until they end', async () => {
    const first = await begin();
    clock.forward(60_000);
    const second = await begin();
    const handles = async () =>
      (await customers.list(customerId, second.ref.sid)).map(({ handle }) => handle);
    const [one, other] = [first, second].map(({ ref }) => sessionHandle(ref.sid));
    expect(await handles()).toEqual([other, one]);
    clock.forward(60_000);
    await sessions.renewed(first.ref, first.record);
    await expect.poll(handles).toEqual([one, other]);
    const [current] = (await customers.list(customerId, second.ref.sid)).filter(({ isCurrent }) => isCurrent);
    expect(current).toMatchObject({ handle: other, device: second.record.device });
    expect(await customers.endOne(customerId, one!)).toBe(true);
    expect(await customers.endOne(customerId, one!)).toBe(false);
    expect(await sessions.read(first.ref)).toBeNull();
    await sessions.end(second.ref);
    expect(await handles()).toEqual([]);
  });

  it('are over after their longest life, however often they were used', async () => {
    const { ref } = await begin();
    clock.forward(90 * 86_400_000 + 1);
    expect(await sessions.read(ref)).toBeNull();
    expect(await customers.list(customerId, ref.sid)).toEqual([]);
  });

  it('end all at once, and none of an older epoch begins afterwards', async () => {
    const before = [await begin(), await begin(), await begin()];
    expect(await customers.endAll(customerId, 2)).toBe(3);
    expect(await customers.endAll(customerId, 2)).toBe(0);
    for (const { ref } of before) expect(await sessions.read(ref)).toBeNull();
    const late = await begin(1);
    expect([late.outcome, await sessions.read(late.ref)]).toEqual(['ended', null]);
    expect((await begin(2)).outcome).toBe('saved');
  });

  it('that begin while all are ended are told so or ended: none of them lives on', async () => {
    for (let round = 0; round < rounds(20, { full: 500 }); round += 1) {
      customerId += 1;
      const begun = Promise.all([begin(), begin(), begin()]);
      await customers.endAll(customerId, 2);
      const all = await begun;
      for (const { ref } of all) expect(await sessions.read(ref)).toBeNull();
      expect(await customers.list(customerId, null)).toEqual([]);
    }
  });

  it('are asked for before a cart changes', async () => {
    const carts = new ValueCarts(store, clock);
    const { ref } = await begin();
    await carts.restore(ref.cartId, { revision: 0, lines: [], note: '', attributes: [] });
    const line = { key: lineKey(1, {}), mode: 'add' as const, quantity: 1, orderable: 9, properties: '{}' };
    const turn = (epoch: number): CartTurn => {
      const proof = { sid: ref.sid, epoch };
      return { cartId: ref.cartId, proof, operationId: null, device: '' };
    };
    expect((await carts.change(turn(1), { kind: 'add', lines: [line] })).ok).toBe(true);
    await customers.endAll(customerId, 2);
    const late = await carts.change(turn(1), { kind: 'add', lines: [line] });
    expect(late).toEqual({ ok: false, reason: 'ended' });
    expect((await carts.find(ref.cartId)).cart.lines[0]?.quantity).toBe(1);
  });

  it('that are only about to begin bring no guest’s cart along once their epoch is over', async () => {
    const carts = new ValueCarts(store, clock);
    await expectNoCartOfOlderEpoch(carts, `c-${customerId}`, async () => {
      await customers.endAll(customerId, 2);
    });
  });
});
