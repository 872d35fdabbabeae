import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { CartCopiesService } from '../../src/shop/cart/cart-copies.service.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';

const PASSWORD = 'nine tents by the lake';

interface CartJson {
  item_count: number;
  note: string;
  items: { key: string; id: number; quantity: number; properties: Record<string, string> }[];
}

describe('a change of the cart', () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: RedisLink;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let ids: Awaited<ReturnType<typeof fillShop>>;
  let shopper: Shopper;

  beforeAll(async () => {
    [db, redis] = [await testDatabase(), await testRedis()];
    web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
    ids = await fillShop(web.app);
  });
  beforeEach(() => {
    shopper = new Shopper(web.url);
  });
  afterAll(async () => {
    await web?.close();
    await redis?.close();
    await db?.drop();
  });

  const cart = async (who = shopper) => (await who.get('/cart.js')).json() as CartJson;
  const held = async (who = shopper) =>
    (await cart(who)).items.map(({ id, quantity, properties }) => [id, quantity, properties]);
  /** The operation that the page after a change offers to take back. */
  const offered = async (who = shopper) =>
    /name="operation" value="([^"]+)"/.exec((await who.get('/cart')).text)?.[1] ?? 'nothing offered';
  const undo = (operation: string, who = shopper): Promise<Answer> => who.post('/cart/undo', { operation });

  describe('that is sent again with its Idempotency-Key', () => {
    const add = (key: string, quantity = 2, who = shopper) =>
      who.postJson('/cart/add.js', { id: ids.mug, quantity }, { 'idempotency-key': key });

    it('counts once and answers the same, in whatever form and however often', async () => {
      await shopper.post('/cart/add', { id: ids.small });
      const answers = [await add('retry-12345'), await add('"retry-12345"'), await add('retry-12345')];
      for (const answer of answers) expect(answer.json()).toMatchObject({ id: ids.mug, quantity: 2 });
      const twins = await Promise.all(
        Array.from({ length: 20 }, () => add('burst-12345', 1, shopper.twin())),
      );
      expect(twins.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
      expect((await held())[0]).toEqual([ids.mug, 3, {}]);
    });

    it.each([
      ['by its place', { line: 1, quantity: 0 }, '/cart/change.js'],
      ['by its variant', (id: number) => ({ id, quantity: 0 }), '/cart/change.js'],
      ['by places', { updates: [0, 2] }, '/cart/update.js'],
    ] as const)('counts once when it names a line %s that is gone by then', async (_how, wish, path) => {
      await shopper.post('/cart/add', { id: ids.mug, quantity: 2 });
      await shopper.post('/cart/add', { id: ids.small });
      const body = typeof wish === 'function' ? wish(ids.small) : wish;
      const send = () => shopper.postJson(path, body, { 'idempotency-key': `gone-${path.length}-12345` });
      for (let time = 0; time < 3; time += 1) expect((await send()).status).toBe(200);
      expect(await held()).toEqual([[ids.mug, 2, {}]]);
    });

    it('counts once when the number stands in a field of the form', async () => {
      const form = { id: ids.mug, operation_id: 'form-1234567' };
      await shopper.post('/cart/add', form);
      expect((await shopper.post('/cart/add', form)).status).toBe(303);
      expect(await held()).toEqual([[ids.mug, 1, {}]]);
    });

    it('is refused when it asks for something else with that number', async () => {
      await add('taken-12345');
      const other = await add('taken-12345', 5);
      expect([other.status, (other.json() as { description: string }).description]).toEqual([
        409,
        expect.stringContaining('did nothing'),
      ]);
      expect(await held()).toEqual([[ids.mug, 2, {}]]);
    });

    it.each(['short', 'x'.repeat(65), 'with blank in it', '<script>'])('is refused with %j', async (key) => {
      expect((await add(key)).status).toBe(400);
      expect(await held()).toEqual([]);
    });
  });

  describe('can be taken back:', () => {
    it('a removed line comes back as it was, at its place, once', async () => {
      await shopper.postJson('/cart/add.js', { id: ids.mug, quantity: 3, properties: { Name: 'Ada "♥"' } });
      await shopper.post('/cart/add', { id: ids.small });
      const before = await held();
      await shopper.get('/cart');
      const { items } = await cart();
      await shopper.post('/cart/change', { id: items[1]!.key, quantity: 0 });
      expect(await held()).toEqual([before[0]]);
      const operation = await offered();
      expect((await undo(operation)).status).toBe(303);
      expect(await held()).toEqual(before);
      await shopper.post('/cart/change', { id: items[1]!.key, quantity: 1 });
      await undo(operation);
      expect((await held())[1]).toEqual([ids.mug, 1, { Name: 'Ada "♥"' }]);
    });

    it('an emptied cart', async () => {
      await shopper.post('/cart/add', { id: ids.mug, quantity: 3 });
      await shopper.post('/cart/add', { id: ids.small });
      const before = await held();
      await shopper.post('/cart/clear');
      await undo(await offered());
      expect(await held()).toEqual(before);
    });

    it('as far as the stock goes by then', async () => {
      await shopper.post('/cart/add', { id: ids.small, quantity: 3 });
      const { items } = await cart();
      await shopper.post('/cart/change', { id: items[0]!.key, quantity: 0 });
      const operation = await offered();
      await db.database.execute('UPDATE stock_levels SET on_hand = 2 WHERE variant_id = ?', [ids.small]);
      await undo(operation);
      await db.database.execute('UPDATE stock_levels SET on_hand = 3 WHERE variant_id = ?', [ids.small]);
      expect(await held()).toEqual([[ids.small, 2, {}]]);
    });

    it('not what another visitor did, and not what is unknown: 422 and a sentence', async () => {
      const other = new Shopper(web.url);
      await other.post('/cart/add', { id: ids.mug });
      await other.post('/cart/change', { id: (await cart(other)).items[0]!.key, quantity: 0 });
      const operation = await offered(other);
      await shopper.post('/cart/add', { id: ids.mug });
      for (const wanted of [operation, 'never-was-there']) {
        const answer = await undo(wanted);
        expect(answer.status).toBe(422);
        expect(answer.text).toContain('too long ago');
      }
      for (const fields of [{}, { operation: 'x'.repeat(200) }, { 'operation[a]': 'b' }])
        expect((await shopper.post('/cart/undo', fields as Record<string, string>)).status).toBe(400);
      expect(await held()).toEqual([[ids.mug, 1, {}]]);
    });

    it('what a sign-in brought along, whose parts the cart page names', async () => {
      const email = 'merge@example.com';
      const phone = new Shopper(web.url);
      await phone.post('/account/register', { email, password: PASSWORD });
      await phone.post('/cart/add', { id: ids.mug, quantity: 3 });
      await shopper.post('/cart/add', { id: ids.small, quantity: 2 });
      await shopper.post('/account/login', { email, password: PASSWORD });
      await shopper.get('/account');
      const page = await shopper.get('/cart');
      expect(page.text).toContain('2 from this device, 3 from your account.');
      await undo(await offered());
      expect(await held()).toEqual([[ids.mug, 3, {}]]);
      expect((await shopper.get('/cart')).text).not.toContain('from this device');
    });
  });

  describe('may put a line aside:', () => {
    const key = async (nth = 0) => (await cart()).items[nth]!.key;

    it('neither counted nor ordered, and back again', async () => {
      await shopper.post('/cart/add', { id: ids.mug, quantity: 2 });
      const line = await key();
      expect((await shopper.post('/cart/save', { id: line })).status).toBe(303);
      expect((await cart()).item_count).toBe(0);
      const page = (await shopper.get('/cart')).text;
      expect(page).toContain('Saved for later');
      expect((await shopper.post('/cart/saved/restore', { id: line })).status).toBe(303);
      expect(await held()).toEqual([[ids.mug, 2, {}]]);
      await shopper.post('/cart/save', { id: line });
      await shopper.post('/cart/saved/remove', { id: line });
      expect((await shopper.get('/cart')).text).not.toContain('Saved for later');
      expect((await shopper.post('/cart/saved/restore', { id: line })).status).toBe(404);
    });

    it('follows a guest into the account, and survives the loss of Redis there', async () => {
      await shopper.post('/cart/add', { id: ids.mug, quantity: 2 });
      await shopper.post('/cart/save', { id: await key() });
      const email = 'saved@example.com';
      await shopper.post('/account/register', { email, password: PASSWORD });
      while ((await web.app.get(CartCopiesService).saveChanged(100, 0)) > 0);
      await redis.run((client) => client.flushDb());
      await shopper.post('/account/login', { email, password: PASSWORD });
      expect((await shopper.get('/cart')).text).toContain('Saved for later');
    });

    it.each([{}, { id: '7' }, { id: 'nonsense:x' }, { id: 'x'.repeat(200) }])(
      'but not one that is not there: %j',
      async (fields) => {
        await shopper.post('/cart/add', { id: ids.mug });
        const { status } = await shopper.post('/cart/save', fields as Record<string, string>);
        expect([400, 404]).toContain(status);
        expect(await held()).toEqual([[ids.mug, 1, {}]]);
      },
    );
  });
});
