import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';

type Json = Record<string, unknown> & { items: Record<string, unknown>[] };

/** Calls as themes and libraries written for Shopify make them, by fetch as in a browser. */
describe("Shopify's Ajax Cart API", () => {
  let db: Awaited<ReturnType<typeof testDatabase>>;
  let redis: RedisLink;
  let web: Awaited<ReturnType<typeof webProcess>>;
  let ids: Awaited<ReturnType<typeof fillShop>>;
  let cookie: string;

  beforeAll(async () => {
    [db, redis] = [await testDatabase(), await testRedis()];
    web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
    ids = await fillShop(web.app);
  });
  beforeEach(() => {
    cookie = '';
  });
  afterAll(async () => {
    await web?.close();
    await redis?.close();
    await db?.drop();
  });

  /** `body`: FormData, URLSearchParams, or anything else as JSON. */
  async function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    const response = await fetch(web.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(cookie && { cookie }),
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) keep(set.split(';')[0]!);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      json: (await response.json()) as Json,
    };
  }
  /** As browsers do it: one of each name. */
  const keep = (pair: string) => {
    const others = cookie.split('; ').filter((one) => one !== '' && one.split('=')[0] !== pair.split('=')[0]);
    cookie = [...others, pair].join('; ');
  };
  const formData = (fields: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };

  it('answers an empty cart in full shape to a stranger, without a cookie', async () => {
    const { status, json } = await call('/cart.js');
    expect(status).toBe(200);
    expect(cookie).toBe('');
    expect(json).toEqual({
      token: '',
      note: '',
      attributes: {},
      original_total_price: 0,
      total_price: 0,
      total_discount: 0,
      total_weight: 0,
      item_count: 0,
      items: [],
      requires_shipping: false,
      currency: 'USD',
      items_subtotal_price: 0,
      cart_level_discount_applications: [],
      discount_codes: [],
    });
  });

  it('answers the added line with every field that themes read', async () => {
    const { json } = await call('/cart/add.js', { id: ids.small, quantity: 2, properties: { Name: 'Ada' } });
    expect(json).toEqual({
      id: ids.small,
      properties: { Name: 'Ada' },
      quantity: 2,
      variant_id: ids.small,
      key: expect.stringMatching(new RegExp(`^${ids.small}:[0-9a-f]{32}$`)) as string,
      title: 'Beanie - Moss / S',
      price: 2400,
      original_price: 2400,
      discounted_price: 2400,
      line_price: 4800,
      original_line_price: 4800,
      total_discount: 0,
      discounts: [],
      sku: 'B-1',
      grams: 300,
      vendor: 'Larch & Lantern',
      taxable: true,
      product_id: expect.any(Number) as number,
      product_has_only_default_variant: false,
      gift_card: false,
      final_price: 2400,
      final_line_price: 4800,
      url: `/products/beanie?variant=${ids.small}`,
      featured_image: {
        aspect_ratio: null,
        alt: 'A mug',
        height: null,
        url: '/images/x/mug.svg',
        width: null,
      },
      image: '/images/x/mug.svg',
      handle: 'beanie',
      requires_shipping: true,
      product_type: 'Mug',
      product_title: 'Beanie',
      product_description: '',
      variant_title: 'Moss / S',
      variant_options: ['Moss', 'S'],
      options_with_values: [
        { name: 'Colour', value: 'Moss' },
        { name: 'Size', value: 'S' },
      ],
      line_level_discount_allocations: [],
      line_level_total_discount: 0,
      quantity_rule: { min: 1, max: null, increment: 1 },
      has_components: false,
    });
    const cart = (await call('/cart.js')).json;
    expect(cart).toMatchObject({
      item_count: 2,
      total_price: 4800,
      total_weight: 600,
      requires_shipping: true,
    });
    expect(cart.items[0]).toEqual(json);
    expect(cart.token).toMatch(/^[0-9a-f]{32}$/);
  });

  it('serves a product form: FormData to /cart/add, asking for JavaScript', async () => {
    const form = {
      form_type: 'product',
      utf8: '✓',
      id: String(ids.mug),
      quantity: '2',
      'properties[Engraving]': 'Für Ada',
    };
    const sections = { sections: 'cart-drawer,cart-icon-bubble', sections_url: '/products/mug' };
    const headers = { accept: 'application/javascript', 'x-requested-with': 'XMLHttpRequest' };
    const { status, json } = await call('/cart/add', formData({ ...form, ...sections }), headers);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: ids.mug, quantity: 2, properties: { Engraving: 'Für Ada' } });
    expect(json.status).toBeUndefined();
    const refused = await call('/cart/add', formData({ ...form, quantity: '-1' }), headers);
    expect(refused.json).toMatchObject({ status: 400 });
  });

  it('tells a product form why not, in the fields that it shows', async () => {
    const headers = { accept: 'application/javascript', 'x-requested-with': 'XMLHttpRequest' };
    const { status, json } = await call('/cart/add', formData({ id: String(ids.large) }), headers);
    expect(status).toBe(422);
    expect(json).toEqual({
      status: 422,
      message: 'Cart error',
      description: 'Beanie is sold out.',
      errors: 'Beanie is sold out.',
    });
  });

  it('serves a cart page script: line and quantity to /cart/change, asking for JSON', async () => {
    await call('/cart/add.js', { items: [{ id: ids.mug }, { id: ids.small }] });
    const headers = { accept: 'application/json' };
    const body = { line: '1', quantity: '3', sections: ['main-cart-items', null], sections_url: '/cart' };
    const changed = await call('/cart/change', body, headers);
    expect(changed.json).toMatchObject({ item_count: 4 });
    expect(changed.json.items[0]).toMatchObject({ id: ids.small, quantity: 3 });
    const refused = await call('/cart/change', { line: 1, quantity: 4 }, headers);
    expect(refused.status).toBe(422);
    expect(refused.json.errors).toBe('All 3 of Beanie are in your cart already.');
    expect((await call('/cart/change', { line: 1, quantity: 0 }, headers)).json.items).toHaveLength(1);
  });

  it('serves a note field: JSON to /cart/update', async () => {
    await call('/cart/add.js', { id: ids.mug });
    const { json } = await call('/cart/update', { note: 'ring twice' }, { accept: 'application/json' });
    expect(json).toMatchObject({ note: 'ring twice', item_count: 1 });
  });

  it('adds several items at once, or none', async () => {
    const { json } = await call('/cart/add.js', {
      items: [{ id: String(ids.mug), quantity: '2' }, { id: ids.small }],
    });
    expect(json.items.map((item) => [item.id, item.quantity])).toEqual([
      [ids.mug, 2],
      [ids.small, 1],
    ]);
    const refused = await call('/cart/add.js', { items: [{ id: ids.mug }, { id: ids.large }] });
    expect(refused.status).toBe(422);
    expect((await call('/cart.js')).json.item_count).toBe(3);
  });

  it('adds to the same line, and to another one when the properties differ', async () => {
    await call('/cart/add.js', new URLSearchParams(`id=${ids.mug}&properties[a]=1&properties[b]=2`));
    const again = await call('/cart/add.js', { id: ids.mug, properties: { b: '2', a: '1' }, quantity: 2 });
    expect(again.json.quantity).toBe(3);
    await call('/cart/add.js', { id: ids.mug, properties: { a: '1' } });
    expect((await call('/cart.js')).json.items.map((item) => item.quantity)).toEqual([1, 3]);
  });

  it('changes by variant id, as number or text, and by line key', async () => {
    await call('/cart/add.js', { id: ids.mug });
    expect((await call('/cart/change.js', { id: ids.mug, quantity: 2 })).json.item_count).toBe(2);
    expect((await call('/cart/change.js', { id: String(ids.mug), quantity: '5' })).json.item_count).toBe(5);
    const { key } = (await call('/cart.js')).json.items[0]!;
    const form = new URLSearchParams({ id: key as string, quantity: '7' });
    expect((await call('/cart/change.js', form)).json.item_count).toBe(7);
    expect((await call('/cart/change.js', { id: key, quantity: 0 })).json.item_count).toBe(0);
  });

  it('updates by a map, by a list in the order of the lines, and adds what is not there', async () => {
    await call('/cart/add.js', { id: ids.mug });
    const added = await call('/cart/update.js', { updates: { [ids.mug]: 2, [ids.small]: 3 } });
    expect(added.json.items.map((item) => [item.id, item.quantity])).toEqual([
      [ids.small, 3],
      [ids.mug, 2],
    ]);
    expect((await call('/cart/update.js', { updates: [1, 4] })).json.item_count).toBe(5);
    const form = new URLSearchParams(`updates[${ids.mug}]=0&attributes[gift]=yes&note=hello`);
    const last = (await call('/cart/update.js', form)).json;
    expect(last).toMatchObject({ item_count: 1, attributes: { gift: 'yes' }, note: 'hello' });
    expect((await call('/cart/update.js', { attributes: { gift: '' } })).json.attributes).toEqual({});
  });

  it('clears the lines and keeps note and attributes', async () => {
    await call('/cart/add.js', { id: ids.mug });
    await call('/cart/update.js', { note: 'hello', attributes: { gift: 'yes' } });
    const { json } = await call('/cart/clear.js', {});
    expect(json).toMatchObject({ item_count: 0, items: [], note: 'hello', attributes: { gift: 'yes' } });
  });

  it('answers the cart to GET /cart when a script asks for JSON, and the page to a browser', async () => {
    expect((await call('/cart', undefined, { accept: 'application/json' })).json.items).toEqual([]);
    expect((await call('/cart.json')).json.items).toEqual([]);
    const page = await fetch(`${web.url}/cart`, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it.each([
    [{ id: 987_654_321, quantity: 1 }, 404],
    [{ line: 9, quantity: 1 }, 404],
    [{ id: '1:abc', quantity: 1 }, 404],
    [{ quantity: 1 }, 400],
    [{ line: 1, quantity: -1 }, 400],
  ])('answers %j to change.js with %i as JSON', async (body, status) => {
    await call('/cart/add.js', { id: ids.mug });
    const answer = await call('/cart/change.js', body);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({
      status,
      message: expect.any(String) as string,
      description: expect.any(String) as string,
    });
    expect((await call('/cart.js')).json.item_count).toBe(1);
  });

  it('refuses a file in a form', async () => {
    const data = formData({ id: String(ids.mug) });
    data.append('properties[photo]', new Blob(['x']), 'x.png');
    expect((await call('/cart/add.js', data)).status).toBe(400);
  });
});
