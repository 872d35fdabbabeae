import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/platform/database/database.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';
import { StockAlertsService } from '../../src/shop/stock-alerts/stock-alerts.service.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

interface Promised {
  to: string;
  template: string;
  model: { name: string; path: string };
}

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let alerts: StockAlertsService;
let small: number;
let large: number;
let shopper: Shopper;

beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  alerts = web.app.get(StockAlertsService);
  ({ small, large } = await fillShop(web.app));
});
afterAll(async () => {
  await web.close();
  await db.drop();
});
beforeEach(async () => {
  shopper = new Shopper(web.url);
  await (await testRedis()).close();
  await db.database.execute('DELETE FROM stock_alerts');
  await db.database.execute("DELETE FROM outbox WHERE topic = 'mail'");
});

const ADDRESS = '/products/beanie/alert';
const set = (onHand: number) =>
  web.app
    .get(Database)
    .transaction((tx) =>
      web.app
        .get(InventoryService)
        .setStock(tx, [{ variantId: large, isCounted: true, sellsWhenOut: false, onHand }]),
    );
const wishes = async () =>
  (
    await db.database.query<{ email: string }>(
      'SELECT email FROM stock_alerts WHERE variant_id = ? ORDER BY id',
      [large],
    )
  ).map(({ email }) => email);
const promised = async () =>
  (
    await db.database.query<{ payload: Promised | string }>(
      "SELECT payload FROM outbox WHERE topic = 'mail' ORDER BY id",
    )
  ).map(({ payload }) => (typeof payload === 'string' ? (JSON.parse(payload) as Promised) : payload));
const ask = (email: string, variant = large) => shopper.post(ADDRESS, { variant, email });
const pageSays = (text: string) =>
  until(`the page says ${text}`, async () =>
    (await shopper.get(`/products/beanie?variant=${large}`)).text.includes(text),
  );

describe('something sold out', () => {
  it('asks for an address, writes once when it is back, and forgets the address', async () => {
    await pageSays('Tell me when it is back');
    const answer = await ask('  Ada@Example.com ');
    expect(answer.status).toBe(303);
    expect((await shopper.get(answer.headers.location!)).text).toContain('you get one mail from us');
    expect(shopper.cookies.size).toBe(0);
    await alerts.tell();
    expect([await wishes(), await promised()]).toEqual([['ada@example.com'], []]);

    await set(2);
    await alerts.tell();
    await alerts.tell();
    expect(await wishes()).toEqual([]);
    expect(await promised()).toMatchObject([
      {
        to: 'ada@example.com',
        template: 'back-in-stock',
        model: { name: 'Beanie, Moss / L', path: `/products/beanie?variant=${large}` },
      },
    ]);
    await pageSays('>2 left<');
    const late = await ask('late@example.com');
    expect(late.headers.location).toBe(`/products/beanie?variant=${large}`);
    expect(await wishes()).toEqual([]);
    await set(0);
    await pageSays('Sold out');
  });

  it('is told to each once by workers that run at the same time, 20 rounds', async () => {
    const people = Array.from({ length: 30 }, (_, i) => `person${i}@example.com`);
    for (let round = 0; round < 20; round += 1) {
      await set(0);
      for (const email of people)
        await db.database.execute(
          'INSERT INTO stock_alerts (variant_id, email, asked_at) VALUES (?, ?, UTC_TIMESTAMP(3))',
          [large, email],
        );
      await set(1);
      await Promise.all(Array.from({ length: 4 }, () => alerts.tell()));
      const told = async () => (await promised()).map(({ to }) => to);
      expect([...(await told()), ...(await wishes())].toSorted()).toEqual(people.toSorted());
      // A row that two looked at in the same moment may be left for the next look.
      await alerts.tell();
      expect((await told()).toSorted()).toEqual(people.toSorted());
      await db.database.execute("DELETE FROM outbox WHERE topic = 'mail'");
    }
    await set(0);
    await pageSays('Sold out');
  });

  it('says beside the field what is wrong, and keeps what was typed', async () => {
    for (const [typed, text] of [
      ['', 'Please enter your e-mail address.'],
      ['ada@', 'name@example.com'],
    ] as const) {
      const answer = await ask(typed);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(text);
      expect(answer.text).toContain(`name="email" type="email" value="${typed}"`);
    }
    expect(await wishes()).toEqual([]);
  });

  it('notes a wish once, however often it is sent', async () => {
    expect(await Promise.all([1, 2, 3].map(async () => (await ask('twice@example.com')).status))).toEqual([
      303, 303, 303,
    ]);
    expect(await wishes()).toEqual(['twice@example.com']);
  });

  it('takes ten wishes an hour for one address, and thirty from one network', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await ask('often@example.com')).status);
    expect(statuses).toEqual([...Array<number>(10).fill(303), 429]);
    for (let i = 11; i < 30; i += 1) statuses.push((await ask(`a${i}@example.com`)).status);
    expect(statuses.slice(11)).toEqual(Array<number>(19).fill(303));
    expect((await ask('one.more@example.com')).status).toBe(429);
  });

  it('lets one address wait for twenty things', async () => {
    await db.database.execute(
      `INSERT INTO stock_alerts (variant_id, email, asked_at)
       SELECT id, 'much@example.com', UTC_TIMESTAMP(3) FROM variants WHERE id <> ? ORDER BY id LIMIT 20`,
      [large],
    );
    const answer = await ask('much@example.com');
    expect([answer.status, await wishes()]).toEqual([422, []]);
    expect(answer.text).toContain('twenty other things');
  });

  it('is no wish when it can be had, or does not exist', async () => {
    expect((await ask('ada@example.com', small)).headers.location).toBe(`/products/beanie?variant=${small}`);
    expect((await ask('ada@example.com', 999_999)).status).toBe(404);
    expect(
      (await shopper.post('/products/nothing/alert', { variant: large, email: 'a@b.example' })).status,
    ).toBe(404);
    expect((await shopper.get(ADDRESS)).status).toBe(404);
  });

  it('is forgotten after half a year', async () => {
    await ask('old@example.com');
    await ask('young@example.com');
    await db.database.execute(
      "UPDATE stock_alerts SET asked_at = UTC_TIMESTAMP(3) - INTERVAL 181 DAY WHERE email LIKE 'old%'",
    );
    await alerts.tidy();
    expect(await wishes()).toEqual(['young@example.com']);
  });
});
