import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { rounds } from '../support/tier.js';

const ROUNDS = rounds(20, { full: 100 });

interface CartJson {
  token: string;
  note: string;
  attributes: Record<string, string>;
  item_count: number;
  total_price: number;
  items: { id: number; key: string; quantity: number; properties: Record<string, string>; title: string }[];
}

describe('the cart on the web', () => {
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

  const cartOf = async (who: Shopper) => (await who.get('/cart.js')).json() as CartJson;

  it('adds by form: 303 to the cart, the message once, the line on the page', async () => {
    const answer = await shopper.post('/cart/add', { id: ids.small, quantity: 2, price: '0.01' });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/cart');
    const page = await shopper.get('/cart');
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toBe('private, no-store');
    expect(page.text).toContain('Added to your cart: Beanie');
    for (const text of ['Moss', '$24.00', '$48.00', '$30.00', 'href="/checkout"'])
      expect(page.text).toContain(text);
    expect((await shopper.get('/cart')).text).not.toContain('Added to your cart');
  });

  it('changes, removes, notes and clears by plain forms', async () => {
    await shopper.post('/cart/add', { id: ids.mug, quantity: 5 });
    await shopper.post('/cart/add', { id: ids.small });
    const { items } = await cartOf(shopper);
    expect((await shopper.post('/cart/change', { id: items[1]!.key, quantity: 4 })).status).toBe(303);
    expect((await shopper.post('/cart/change', { line: 1, quantity: 0 })).status).toBe(303);
    expect((await shopper.post('/cart/update', { note: '<b>ring</b>' })).status).toBe(303);
    expect(await cartOf(shopper)).toMatchObject({ item_count: 4, note: '<b>ring</b>' });
    const page = await shopper.get('/cart');
    expect(page.text).toContain('&lt;b&gt;ring&lt;/b&gt;');
    await shopper.post('/cart/update', [['updates[]', '6']]);
    expect(await cartOf(shopper)).toMatchObject({ item_count: 6 });
    expect((await shopper.post('/cart/clear')).status).toBe(303);
    expect((await shopper.get('/cart')).text).toContain('Your cart is empty');
  });

  it("takes the form of a theme's cart page, whose checkout button leads on", async () => {
    await shopper.post('/cart/add', { id: ids.mug });
    const fields: [string, string][] = [['updates[]', '3']];
    expect((await shopper.post('/cart', fields)).headers.location).toBe('/cart');
    fields.push(['checkout', 'Check out']);
    expect((await shopper.post('/cart', fields)).headers.location).toBe('/checkout');
    expect(await cartOf(shopper)).toMatchObject({ item_count: 3 });
  });

  it('says why more cannot be had, and changes nothing', async () => {
    await shopper.post('/cart/add', { id: ids.small, quantity: 2 });
    const refused = await shopper.post('/cart/add', { id: ids.small, quantity: 2 });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Only 3 of Beanie are left.');
    expect(await cartOf(shopper)).toMatchObject({ item_count: 2 });
    expect((await shopper.post('/cart/add', { id: ids.large })).text).toContain('Beanie is sold out.');
  });

  it('leaves a stranger whose wish was refused without a session', async () => {
    const refused = await shopper.post('/cart/add', { id: ids.large });
    expect(refused.status).toBe(422);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect((await shopper.get('/cart')).headers['set-cookie']).toBeUndefined();
    expect(shopper.cookies.size).toBe(0);
  });

  it('has the drawer as a frame of its own, with the message of the last change', async () => {
    await shopper.post('/cart/add', { id: ids.mug, return_to: '/cart/drawer' });
    const drawer = await shopper.get('/cart/drawer');
    expect(drawer.text).toMatch(/<turbo-frame id="cart-contents" data-cart-count="1"/);
    expect(drawer.text).toContain('Added to your cart: Enamel mug');
    expect(drawer.text).not.toContain('<html');
    const headers = { 'turbo-frame': 'cart-contents' };
    const refused = await shopper.post('/cart/change', { line: 9, quantity: 1 }, headers);
    expect(refused.status).toBe(404);
    expect(refused.text).toContain('<turbo-frame id="cart-contents"');
  });

  it.each([
    ['//evil.example', '/cart'],
    ['/\\evil.example', '/cart'],
    ['https:evil.example', '/cart'],
    ['/%09/evil.example', '/cart'],
    ['javascript:1', '/cart'],
    ['/products/mug?variant=1', '/products/mug?variant=1'],
  ])('with return_to %j leads to %j', async (wanted, location) => {
    const answer = await shopper.post('/cart/add', { id: ids.mug, return_to: wanted });
    expect(answer.headers.location).toBe(location);
  });

  it.each(['/cart/add', '/cart/change', '/cart/update', '/cart/clear', '/cart/add.js', '/cart/clear.js'])(
    'GET %s changes nothing: 404 or 405',
    async (path) => {
      await shopper.post('/cart/add', { id: ids.mug });
      const answer = await shopper.get(`${path}?id=${ids.mug}&quantity=3`);
      expect([404, 405]).toContain(answer.status);
      expect(await cartOf(shopper)).toMatchObject({ item_count: 1 });
    },
  );

  it.each(['-1', '0', '1.5', '1e3', '0x10', ' 2 ', '２', '+1', '', '2147483648', '9'.repeat(400)])(
    'answers 400 to the quantity %j',
    async (quantity) => {
      for (const path of ['/cart/add', '/cart/add.js']) {
        const answer = await shopper.post(path, { id: ids.mug, quantity });
        expect(answer.status).toBe(400);
        expect(answer.headers['content-type']).toContain(path.endsWith('.js') ? 'json' : 'html');
      }
      expect(shopper.cookies.size).toBe(0);
    },
  );

  it('answers 404 alike for hidden, unknown and malformed variants', async () => {
    const texts = new Set<string>();
    for (const id of [ids.secret, 987_654_321, '1 OR 1=1', '1;SELECT SLEEP(5)']) {
      const answer = await shopper.post('/cart/add.js', { id, quantity: 1 });
      expect(answer.status).toBe(404);
      texts.add(answer.text);
      expect((await shopper.post('/cart/add', { id })).status).toBe(404);
    }
    expect([...texts].map((text) => (JSON.parse(text) as { description: string }).description)).toEqual(
      [...texts].map(() => 'We do not sell this.'),
    );
  });

  it.each(['null', '5', '"x"', '[]', '{', '['.repeat(10_000)])(
    'answers 400 to the JSON %.12j',
    async (body) => {
      for (const path of ['/cart/add.js', '/cart/change.js'])
        expect((await shopper.postBody(path, body, 'application/json')).status).toBe(400);
    },
  );

  it('answers 415 to text/plain, also when it is JSON', async () => {
    const body = JSON.stringify({ id: ids.mug });
    expect((await shopper.postBody('/cart/add.js', body, 'text/plain')).status).toBe(415);
    expect((await shopper.postBody('/cart/add', body, '')).status).toBe(415);
    expect(await cartOf(shopper)).toMatchObject({ item_count: 0 });
  });

  it('answers 403 to another site, and changes nothing', async () => {
    await shopper.post('/cart/add', { id: ids.mug });
    const evil = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
      { origin: 'https://shop.evil.example' },
    ];
    for (const headers of evil)
      expect((await shopper.post('/cart/add', { id: ids.mug }, headers)).status).toBe(403);
    const json = await shopper.post('/cart/add.js', { id: ids.mug }, { origin: 'null' });
    expect(json.json()).toMatchObject({ status: 403 });
    expect(await cartOf(shopper)).toMatchObject({ item_count: 1 });
  });

  it('never goes above the highest quantity, however often the highest is added', async () => {
    const statuses = [];
    for (let i = 0; i < 20; i += 1)
      statuses.push((await shopper.post('/cart/add.js', { id: ids.mug, quantity: 9999 })).status);
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 422)]);
    expect(await cartOf(shopper)).toMatchObject({ item_count: 9999 });
  });

  it(`keeps 200 adds at the same time, ${ROUNDS} of ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const who = new Shopper(web.url);
      await who.post('/cart/add', { id: ids.mug });
      const adds = Array.from({ length: 200 }, (_, i) =>
        who.twin().postJson('/cart/add.js', i % 2 ? { id: ids.pencils[i % 100] } : { id: ids.mug }),
      );
      const refused = (await Promise.all(adds)).filter(({ status }) => status !== 200);
      expect(refused.map(({ status, text }) => `${status} ${text}`)).toEqual([]);
      const cart = await cartOf(who);
      expect(cart.item_count).toBe(201);
      expect(cart.items.find(({ id }) => id === ids.mug)?.quantity).toBe(101);
      expect(cart.items).toHaveLength(51);
    }
  });

  it(`adds all things of one form or none, when several want the last piece, ${ROUNDS} of ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const who = new Shopper(web.url);
      await who.post('/cart/add', { id: ids.small, quantity: 2 });
      const both = { 'items[0][id]': ids.mug, 'items[1][id]': ids.small };
      const answers = await Promise.all(Array.from({ length: 4 }, () => who.twin().post('/cart/add', both)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422, 422, 422]);
      for (const { status, text } of answers)
        if (status === 422) expect(text).toMatch(/role="alert">[^<]*Beanie/);
      const { items } = await cartOf(who);
      expect(new Map(items.map(({ id, quantity }) => [id, quantity]))).toEqual(
        new Map([
          [ids.mug, 1],
          [ids.small, 3],
        ]),
      );
    }
  });

  it('acknowledges nothing that is missing from the cart of the cookie it set, in a burst without cookie', async () => {
    const burst = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const who = new Shopper(web.url);
        const answer = await who.postJson('/cart/add.js', { id: ids.pencils[i] });
        return { who, status: answer.status, id: ids.pencils[i] };
      }),
    );
    for (const { who, status, id } of burst) {
      expect(status).toBe(200);
      expect((await cartOf(who)).items.map((item) => item.id)).toEqual([id]);
    }
  });
});
