import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { Fleet, startWeb } from '../support/fleet.js';
import { builtRelease, migrationsOf, previousRelease } from '../support/previous-release.js';
import { RoundRobin } from '../support/round-robin.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, isFull, outages } from '../support/tier.js';
import { Traffic } from '../support/traffic.js';
import { until } from '../support/until.js';

const PROCESSES = isFull ? 3 : 2;
const LOOKS_PER_SECOND = isFull ? 200 : 60;
const HELD_SECONDS = outages(3, { full: 30 })[0]!;
const EMAIL = 'ada@example.com';
const PASSWORD = 'nine tents by the lake';

/** The release before this one, N, becomes this one, N+1, under load, and N again. */
describe('F30: a deploy', () => {
  let previous: string;
  let shop: TestShop;
  let fleet: Fleet;
  let people: Traffic;

  beforeAll(async () => {
    previous = builtRelease(previousRelease());
    shop = await TestShop.open({ instances: 0, env: { TRUST_PROXY_HOPS: '1', DRAIN_SECONDS: '3' } });
    await undoNewMigrations();
    const names = Array.from({ length: PROCESSES }, (_, nth) => `web-${nth + 1}`);
    const start = (name: string) => startWeb(previous, { INSTANCE_NAME: name });
    fleet = await Fleet.before(await Promise.all(names.map(start)));
    const visit = { looksPerSecond: LOOKS_PER_SECOND, buyers: isFull ? 60 : 30, ordersPerSecond: 0.8 };
    people = await Traffic.begin({ shop, url: fleet.url, ...visit });
  }, 240_000);
  afterAll(async () => {
    await fleet?.close();
    await shop?.close();
  });

  /** Leaves the schema that the release before works on. */
  async function undoNewMigrations(): Promise<void> {
    const known = new Set(await migrationsOf(previous));
    const options = await dataSourceOptions({ DATABASE_URL: shop.databaseUrl, DATABASE_POOL_SIZE: 2 });
    const dataSource = await new DataSource(options).initialize();
    for (const { name } of migrations.toReversed())
      if (!known.has(name)) await dataSource.undoLastMigration();
    await dataSource.destroy();
  }

  async function migrate(): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist', 'scripts', 'migrate.js')]);
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
    return { code, said };
  }

  async function rollOut(root: string, from = 0): Promise<void> {
    for (let nth = from; nth < fleet.size; nth += 1) {
      expect(await fleet.end(nth, 'SIGTERM')).toBe(0);
      await fleet.startAgain(nth, root);
    }
  }

  const expectNobodyNoticed = () => expect([people.failedLooks, people.failedPosts]).toEqual([[], []]);

  it(`migrates first, while a reader keeps a transaction open for ${HELD_SECONDS} s`, async () => {
    const reader = await createConnection(shop.databaseUrl.replace(/^mariadb:/, 'mysql:'));
    await reader.query('START TRANSACTION');
    for (const table of ['products', 'variants', 'customers', 'orders', 'stock_alerts', 'checkouts'])
      await reader.query(`SELECT * FROM ${table} LIMIT 1`);
    const migrated = migrate();
    const seen = people.seen;
    await until('people have come meanwhile', async () => people.seen > seen + HELD_SECONDS * LOOKS_PER_SECOND, 60); // prettier-ignore
    await reader.query('COMMIT');
    await reader.end();
    expect(await migrated).toEqual({ code: 0, said: expect.stringContaining('Migrations run') });
    expectNobodyNoticed();
  });

  /** Who fills a cart, signs up and looks at pages at one version, and then comes to the other. */
  async function fromOneToTheOther(writer: string, reader: string): Promise<void> {
    const there = new Shopper(writer);
    const email = `${new URL(writer).port}-${EMAIL}`;
    const line = { id: shop.variant('jacket', 1), quantity: 2, properties: { Engraving: 'Für "Ada" ♥' } };
    expect((await there.postJson('/cart/add.js', line)).status).toBe(200);
    expect((await there.postJson('/cart/update.js', { note: 'ring twice' })).status).toBe(200);
    expect((await there.post('/account/register', { email, password: PASSWORD })).status).toBe(303);
    const cart = (await there.get('/cart.js')).json();
    expect(cart).toMatchObject({ item_count: 2, note: 'ring twice' });

    const here = there.twin(reader);
    const account = await here.get('/account');
    expect([account.status, account.text.includes(email)]).toEqual([200, true]);
    expect((await here.get('/cart.js')).json()).toEqual(cart);
    expect((await here.postJson('/cart/change.js', { line: 1, quantity: 3 })).status).toBe(200);
    expect((await there.get('/cart.js')).json()).toMatchObject({ item_count: 3 });
    expect((await here.post('/account/logout')).status).toBe(303);
    expect((await there.get('/account')).status).not.toBe(200);
  }

  /** What one version has cached the other shows: a title that MySQL no longer has. Nobody has looked at these products yet. */
  async function readsWhatWasCached(writer: string, reader: string, handles: [string, string]) {
    const title = `cached by ${new URL(writer).port}`;
    const set = (to: string) => shop.database.execute(`UPDATE products SET title = ? WHERE handle IN (?, ?)`, [to, ...handles]); // prettier-ignore
    await set(title);
    for (const handle of handles) expect((await new Shopper(writer).get(`/products/${handle}`)).text).toContain(title); // prettier-ignore
    await set('in MySQL only');
    let read = 0;
    for (const handle of handles) {
      const page = await new Shopper(reader).get(`/products/${handle}`);
      expect(page.status).toBe(200);
      if (page.text.includes(title)) read += 1;
    }
    figure('pages made from what the other version had cached', `${read} of ${handles.length}`);
    expect(read).toBeGreaterThan(0);
  }

  it('has both versions side by side: each reads sessions, carts and the cache as the other wrote them', async () => {
    expect(await fleet.end(0, 'SIGTERM')).toBe(0);
    await fleet.startAgain(0, PROJECT_ROOT);
    const [now, before] = [fleet.urlOf(0), fleet.urlOf(1)];
    await fromOneToTheOther(before, now);
    await fromOneToTheOther(now, before);
    await readsWhatWasCached(before, now, ['ten-left', 'wild-100-percent']);
    await readsWhatWasCached(now, before, ['last-one', 'markup']);
  });

  it('lets somebody buy whose every request comes to the other version, and both show the order', async () => {
    const urls = [fleet.urlOf(0), fleet.urlOf(1)] as const;
    const balancer = await RoundRobin.listen(urls);
    try {
      for (const first of [0, 1]) {
        const shopper = new Shopper(balancer.url);
        // Whoever comes first, one step further on the second time.
        for (let nth = 0; nth < first; nth += 1) await shopper.get('/livez');
        await shopper.post('/cart/add', { id: shop.variant('plenty') });
        const placed = await placeOrder(shopper, await reachReview(shopper));
        expect(placed.status).toBe(303);
        for (const url of urls)
          expect((await shopper.twin(url).get(placed.headers.location!)).status).toBe(200);
      }
      expect(balancer.servedBy.get('web-1')).toBeGreaterThan(5);
      expect(balancer.servedBy.get('web-2')).toBeGreaterThan(5);
    } finally {
      await balancer.close();
    }
  });

  it('serves at each version the files that pages of the other name', async () => {
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      // prettier-ignore
      const page = await new Shopper(fleet.urlOf(from)).get('/');
      const files = [...page.text.matchAll(/(?:href|src)="(\/(?:css|js)\/[^"]+)"/g)].map(([, path]) => path!);
      expect(files.length).toBeGreaterThan(1);
      for (const path of files) expect([path, (await new Shopper(fleet.urlOf(to)).get(path)).status]).toEqual([path, 200]); // prettier-ignore
    }
  });

  it('goes on, and back to the release before on the new schema: nobody notices, no order is lost', async () => {
    await rollOut(PROJECT_ROOT, 1);
    await rollOut(previous);
    await people.end();
    figure('F30 looks and changes during a deploy and back', `${people.seen}, ${people.posts.length}`);
    expectNobodyNoticed();
  });
});
