import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';

interface Line {
  id: number;
  key: string;
  variant_id: number;
  quantity: number;
  price: number;
  final_line_price: number;
  properties: Record<string, string>;
  title: string;
  url: string;
}
interface CartState {
  item_count: number;
  total_price: number;
  items: Line[];
  note: string;
  attributes: Record<string, string>;
}
interface Told {
  status: number;
  message: string;
  description: string;
  errors?: string;
}
interface Heard<T> {
  http: number;
  type: string;
  json: T;
}

/**
 * Scripts as themes for Shopify write them, run by Chromium on the shop's own pages, under the shop's own security
 * policy: which addresses they call, with which bodies and headers, and what they read from the answers.
 */
describe('scripts written for Shopify', () => {
  let shop: TestShop;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let blocked: string[] = [];

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open(), openBrowser()]);
    context = await browser.newContext({ baseURL: shop.url });
    page = await context.newPage();
    page.on('pageerror', (error) => blocked.push(error.message));
    page.on('console', (message) => {
      if (/security policy/i.test(message.text())) blocked.push(message.text());
    });
    await page.goto('/products/jacket');
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  /** Each test is a new visitor on the page of the jacket. */
  beforeEach(async () => {
    blocked = [];
    await context.clearCookies();
  });
  afterEach(() => {
    expect(blocked).toEqual([]);
  });

  /** A theme's fetch with JSON in and out. */
  const post = <T>(path: string, body: unknown): Promise<Heard<T>> =>
    page.evaluate(
      async ([url, text]) => {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
          body: text,
        });
        const type = answer.headers.get('content-type') ?? '';
        return { http: answer.status, type, json: JSON.parse(await answer.text()) as never };
      },
      [path, JSON.stringify(body)] as const,
    );
  const get = <T>(path: string): Promise<Heard<T>> =>
    page.evaluate(async (url) => {
      const answer = await fetch(url);
      const type = answer.headers.get('content-type') ?? '';
      return { http: answer.status, type, json: (await answer.json()) as never };
    }, path);
  const cart = async () => (await get<CartState>('/cart.js')).json;
  const ids = () => ({
    plenty: shop.variant('plenty'),
    few: shop.variant('ten-left'),
    jacket: shop.variant('jacket'),
  });
  const fill = async () => {
    const { plenty, few } = ids();
    await post('/cart/add.js', {
      items: [
        { id: plenty, quantity: 2 },
        { id: few, quantity: 1 },
      ],
    });
    return cart();
  };

  describe('the form of a product', () => {
    it('is sent as it is to /cart/add, asking for JavaScript, and answers the line', async () => {
      const heard = await page.evaluate(async () => {
        const form = document.querySelector<HTMLFormElement>('form[action="/cart/add"]')!;
        const body = new FormData(form);
        body.append('sections', 'cart-drawer,cart-icon-bubble');
        body.append('sections_url', window.location.pathname);
        const answer = await fetch('/cart/add', {
          method: 'POST',
          headers: { Accept: 'application/javascript', 'X-Requested-With': 'XMLHttpRequest' },
          body,
        });
        return {
          id: body.get('id') as string,
          http: answer.status,
          line: (await answer.json()) as Line & Told,
        };
      });
      expect(heard.http).toBe(200);
      expect(heard.line.status).toBeUndefined();
      expect(heard.line).toMatchObject({ id: Number(heard.id), variant_id: Number(heard.id), quantity: 1 });
      expect(heard.line.key).toMatch(new RegExp(`^${heard.id}:[0-9a-f]+$`));
      expect(heard.line.title).toMatch(/^jacket - Moss \/ S$/);
      expect((await cart()).item_count).toBe(1);
    });

    it('carries properties and whatever else a theme puts in', async () => {
      const heard = await page.evaluate(async () => {
        const body = new FormData(document.querySelector<HTMLFormElement>('form[action="/cart/add"]')!);
        const more = {
          form_type: 'product',
          utf8: '✓',
          selling_plan: '',
          'product-id': '1',
          'section-id': 'main',
        };
        for (const [name, value] of Object.entries(more)) body.append(name, value);
        body.append('properties[Engraving]', 'Für Ada & Bo');
        body.append('properties[_hidden]', '1');
        body.set('quantity', '3');
        const answer = await fetch('/cart/add.js', { method: 'POST', body });
        return { http: answer.status, line: (await answer.json()) as Line };
      });
      expect(heard.http).toBe(200);
      expect(heard.line).toMatchObject({
        quantity: 3,
        properties: { Engraving: 'Für Ada & Bo', _hidden: '1' },
      });
    });

    it('tells a theme what is wrong: status, message and description', async () => {
      const add = (id: number, quantity: number) =>
        page.evaluate(
          async ([variant, count]) => {
            const body = new FormData();
            body.append('id', variant);
            body.append('quantity', count);
            const headers = { Accept: 'application/javascript', 'X-Requested-With': 'XMLHttpRequest' };
            const answer = await fetch('/cart/add', { method: 'POST', headers, body });
            const told = (await answer.json()) as Told;
            // As themes do: an answer with a status is an error, and its words are shown.
            return {
              http: answer.status,
              ...(told.status && { words: told.errors || told.description }),
              ...told,
            };
          },
          [String(id), String(quantity)] as const,
        );
      const soldOut = await add(shop.variant('sold-out'), 1);
      expect(soldOut).toMatchObject({
        http: 422,
        status: 422,
        words: expect.stringMatching(/sold.out/i) as string,
      });
      const tooMany = await add(shop.variant('ten-left'), 11);
      expect(tooMany).toMatchObject({
        http: 422,
        status: 422,
        words: expect.stringContaining('10') as string,
      });
      const unknown = await add(999_999_999, 1);
      expect(unknown).toMatchObject({ http: 404, status: 404, words: expect.stringMatching(/\S/) as string });
      expect(await add(shop.variant('plenty'), -1)).toMatchObject({ http: 400, status: 400 });
      expect((await cart()).item_count).toBe(0);
    });
  });

  describe('adding', () => {
    it('takes several items as JSON and answers their lines', async () => {
      const { plenty, few } = ids();
      const items = [
        { id: plenty, quantity: 2, properties: { for: 'Bo' } },
        { id: String(few), quantity: '1' },
        { id: plenty },
      ];
      const { http, json } = await post<{ items: Line[] }>('/cart/add.js', { items });
      expect(http).toBe(200);
      expect(json.items.map(({ id, quantity }) => [id, quantity])).toEqual([
        [plenty, 2],
        [few, 1],
        [plenty, 1],
      ]);
      expect((await cart()).item_count).toBe(4);
    });

    it('takes several items as a form, and all or none', async () => {
      const { plenty } = ids();
      const send = (second: number) =>
        page.evaluate(
          async ([a, b]) => {
            const body = new FormData();
            body.append('items[0][id]', String(a));
            body.append('items[0][quantity]', '2');
            body.append('items[1][id]', String(b));
            body.append('items[1][properties][note]', 'x');
            const answer = await fetch('/cart/add.js', { method: 'POST', body });
            return answer.status;
          },
          [plenty, second] as const,
        );
      expect(await send(shop.variant('sold-out'))).toBe(422);
      expect((await cart()).item_count).toBe(0);
      expect(await send(shop.variant('ten-left'))).toBe(200);
      expect((await cart()).item_count).toBe(3);
    });

    it('works as older themes do it, by XMLHttpRequest and an encoded form', async () => {
      const heard = await page.evaluate(
        (id) =>
          new Promise<{ http: number; line: Line }>((resolve) => {
            const request = new XMLHttpRequest();
            request.open('POST', '/cart/add.js');
            request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
            request.setRequestHeader('Accept', 'application/json, text/javascript, */*; q=0.01');
            request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
            request.addEventListener('load', () =>
              resolve({ http: request.status, line: JSON.parse(request.responseText) as Line }),
            );
            request.send(`quantity=2&id=${id}&properties%5BName%5D=Ada+L.`);
          }),
        ids().plenty,
      );
      expect(heard.http).toBe(200);
      expect(heard.line).toMatchObject({ quantity: 2, properties: { Name: 'Ada L.' } });
    });

    it('counts every one of many sent at once', async () => {
      await post('/cart/add.js', { id: ids().plenty });
      const statuses = await page.evaluate(async (id) => {
        const add = () =>
          fetch('/cart/add.js', { method: 'POST', body: new URLSearchParams({ id: String(id) }) });
        return (await Promise.all(Array.from({ length: 20 }, add))).map((answer) => answer.status);
      }, ids().plenty);
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect((await cart()).item_count).toBe(21);
    });
  });

  describe('changing', () => {
    it('names a line by its place, as the quantity fields of a cart do', async () => {
      const before = await fill();
      const { json } = await post<CartState>('/cart/change', {
        line: 1,
        quantity: 3,
        sections: ['main-cart-items', 'cart-icon-bubble'],
        sections_url: '/cart',
      });
      expect(json.items[0]).toMatchObject({ key: before.items[0]!.key, quantity: 3 });
      expect(json.item_count).toBe(before.item_count - before.items[0]!.quantity + 3);
      const second = await post<CartState>('/cart/change.js', { line: '2', quantity: '0' });
      expect(second.json.items.map(({ key }) => key)).toEqual([before.items[0]!.key]);
    });

    it('names a line by its key or its variant', async () => {
      const before = await fill();
      const [first, second] = before.items as [Line, Line];
      const byKey = await post<CartState>('/cart/change.js', { id: first.key, quantity: 4 });
      expect(byKey.json.items.find(({ key }) => key === first.key)!.quantity).toBe(4);
      const byVariant = await post<CartState>('/cart/change.js', { id: second.variant_id, quantity: 5 });
      expect(byVariant.json.items.find(({ key }) => key === second.key)!.quantity).toBe(5);
      const none = await post<CartState>('/cart/change.js', { id: String(first.variant_id), quantity: 0 });
      expect(none.json.items).toHaveLength(1);
    });

    it('keeps lines with different properties apart', async () => {
      const { plenty } = ids();
      for (const name of ['Ada', 'Bo']) await post('/cart/add.js', { id: plenty, properties: { name } });
      const [bo, ada] = (await cart()).items as [Line, Line];
      expect([bo.properties, ada.properties]).toEqual([{ name: 'Bo' }, { name: 'Ada' }]);
      const { json } = await post<CartState>('/cart/change.js', { id: ada.key, quantity: 0 });
      expect(json.items.map(({ key }) => key)).toEqual([bo.key]);
    });

    it('says in `errors` when there is not enough, and leaves the cart', async () => {
      const { few } = ids();
      await post('/cart/add.js', { id: few, quantity: 10 });
      const told = await post<Told>('/cart/change.js', { line: 1, quantity: 11 });
      expect([told.http, told.json.status]).toEqual([422, 422]);
      expect(told.json.errors).toMatch(/10/);
      expect((await cart()).items[0]!.quantity).toBe(10);
      const gone = await post<Told>('/cart/change.js', { line: 7, quantity: 1 });
      expect([gone.http, gone.json.status]).toEqual([404, 404]);
      expect(gone.json.description).toMatch(/\S/);
    });
  });

  describe('updating', () => {
    it('takes quantities by variant or key, as JSON', async () => {
      const before = await fill();
      const [first, second] = before.items as [Line, Line];
      const updates = { [first.variant_id]: 3, [second.key]: '2' };
      const { json } = await post<CartState>('/cart/update.js', { updates });
      expect(json.items.map(({ quantity }) => quantity)).toEqual([3, 2]);
    });

    it('takes quantities in the order of the lines, as a list or a form', async () => {
      await fill();
      const listed = await post<CartState>('/cart/update.js', { updates: [4, 0] });
      expect(listed.json.items.map(({ quantity }) => quantity)).toEqual([4]);
      await fill();
      const sent = await page.evaluate(async () => {
        const body = new URLSearchParams([
          ['updates[]', '1'],
          ['updates[]', '2'],
        ]);
        const answer = await fetch('/cart/update.js', { method: 'POST', body });
        return ((await answer.json()) as CartState).items.map(({ quantity }) => quantity);
      });
      expect(sent).toEqual([1, 2]);
    });

    it('takes note and attributes, together or alone, as JSON or a form', async () => {
      await fill();
      const { json } = await post<CartState>('/cart/update.js', {
        note: 'Ring twice',
        attributes: { gift: 'yes', wrap: 'red' },
      });
      expect([json.note, json.attributes, json.item_count]).toEqual([
        'Ring twice',
        { gift: 'yes', wrap: 'red' },
        3,
      ]);
      const sent = await page.evaluate(async () => {
        const body = new FormData();
        body.append('attributes[wrap]', '');
        body.append('attributes[date]', '2026-12-24');
        const answer = await fetch('/cart/update.js', { method: 'POST', body });
        return (await answer.json()) as CartState;
      });
      expect([sent.note, sent.attributes]).toEqual(['Ring twice', { gift: 'yes', date: '2026-12-24' }]);
    });

    it('empties the cart and keeps what was said about it', async () => {
      await fill();
      await post('/cart/update.js', { note: 'Ring twice' });
      const { http, json } = await post<CartState>('/cart/clear.js', {});
      expect([http, json.item_count, json.items, json.total_price]).toEqual([200, 0, [], 0]);
      expect((await cart()).item_count).toBe(0);
    });
  });

  describe('reading', () => {
    it('finds the variant for chosen options in the data of a product', async () => {
      interface Product {
        id: number;
        options: { name: string; position: number; values: string[] }[];
        variants: { id: number; options: string[]; option1: string; available: boolean; price: number }[];
        price_min: number;
        price_max: number;
        available: boolean;
      }
      const { json: product, type } = await get<Product>('/products/jacket.js');
      expect(type).toMatch(/json|javascript/);
      expect(product.options.map(({ name, position }) => [name, position])).toEqual([
        ['Colour', 1],
        ['Size', 2],
      ]);
      const chosen = product.variants.find(({ options }) =>
        ['Sky', 'M'].every((value, at) => options[at] === value),
      )!;
      expect(chosen).toMatchObject({ option1: 'Sky', available: true, price: 9500 });
      expect([product.price_min, product.price_max]).toEqual([9000, 10_000]);
      expect(product.variants.filter(({ available }) => !available)).toHaveLength(2);
      const { json: line } = await post<Line>('/cart/add.js', { id: chosen.id });
      expect(line.price).toBe(chosen.price);
      expect(line.url).toBe(`/products/jacket?variant=${chosen.id}`);
      const html = await page.evaluate(
        async (url) => (await fetch(url)).text(),
        `${line.url}&section_id=main-product`,
      );
      const shown = await page.evaluate((text) => {
        const other = new DOMParser().parseFromString(text, 'text/html');
        return other.querySelector<HTMLInputElement>('form[action="/cart/add"] [name=id]')!.value;
      }, html);
      expect(shown).toBe(String(chosen.id));
    });

    it('suggests while somebody types, in the shape of predictive search', async () => {
      interface Found {
        resources: {
          results: {
            products: {
              title: string;
              handle: string;
              url: string;
              price: string;
              available: boolean;
              image: string;
            }[];
          };
        };
      }
      const query =
        'q=jack&resources[type]=product,page,query&resources[limit]=4&resources[limit_scope]=each&resources[options][unavailable_products]=last&resources[options][fields]=title,variants.title';
      const { http, json } = await get<Found>(`/search/suggest.json?${query}`);
      expect(http).toBe(200);
      const [first] = json.resources.results.products;
      expect(first).toMatchObject({ title: 'jacket', handle: 'jacket', available: true });
      expect((await page.request.get(first!.url)).status()).toBe(200);
      expect(
        (await get<Found>('/search/suggest.json?q=zzzzzz&resources[type]=product')).json.resources.results
          .products,
      ).toEqual([]);
    });

    it('finds related products, and lists', async () => {
      const { json: jacket } = await get<{ id: number }>('/products/jacket.js');
      const related = await get<{ products: { id: number; url: string; price: number }[] }>(
        `/recommendations/products.json?product_id=${jacket.id}&limit=4&intent=related`,
      );
      expect(related.http).toBe(200);
      expect(related.json.products.length).toBeGreaterThan(0);
      expect(related.json.products.map(({ id }) => id)).not.toContain(jacket.id);
      for (const path of ['/products.json?limit=2', '/collections/everything/products.json?limit=2&page=1']) {
        const { json } = await get<{ products: { variants: { price: string }[] }[] }>(path);
        expect(json.products).toHaveLength(2);
        expect(json.products[0]!.variants[0]!.price).toMatch(/^\d+\.\d\d$/);
      }
    });

    it('estimates delivery for the cart', async () => {
      await fill();
      const address =
        'shipping_address[zip]=97201&shipping_address[country]=United States&shipping_address[province]=Oregon';
      const { http, json } = await get<{ shipping_rates: { name: string; price: string }[] }>(
        `/cart/shipping_rates.json?${address}`,
      );
      expect(http).toBe(200);
      expect(json.shipping_rates.length).toBe(2);
      for (const rate of json.shipping_rates)
        expect(rate).toMatchObject({
          name: expect.stringMatching(/\S/) as string,
          price: expect.stringMatching(/^\d+\.\d\d$/) as string,
        });
    });

    it('answers unknown things as JSON that a script can read', async () => {
      for (const path of [
        '/products/no-such-thing.js',
        '/products/hidden.js',
        '/collections/none/products.json',
        '/products/none.json',
      ]) {
        const { http, type, json } = await get<Told>(path);
        expect([http, json.status], path).toEqual([404, 404]);
        expect(type).toMatch(/json/);
        expect(json.description, path).toMatch(/\S/);
      }
    });
  });

  it('what scripts have done is what pages show', async () => {
    await fill();
    await page.goto('/cart');
    expect(await page.locator('main').innerText()).toContain('plenty');
    const fields = page.locator('main input[name=quantity]:visible');
    expect(await fields.evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value))).toEqual([
      '1',
      '2',
    ]);
    expect(await page.locator('[data-cart-count]').innerText()).toBe('3');
    await page.goto('/products/jacket');
  });

  it('a script of another site reaches nothing', async () => {
    await fill();
    const stranger = await context.newPage();
    await stranger.goto('data:text/html,<p>elsewhere</p>');
    const outcome = await stranger.evaluate(
      async ([url, id]) => {
        const body = new URLSearchParams({ id: String(id) });
        await fetch(`${url}/cart/add.js`, {
          method: 'POST',
          body,
          mode: 'no-cors',
          credentials: 'include',
        }).catch(() => null);
        return fetch(`${url}/cart.js`, { credentials: 'include' }).then(
          () => 'read',
          () => 'refused',
        );
      },
      [shop.url, ids().plenty] as const,
    );
    expect(outcome).toBe('refused');
    expect((await cart()).item_count).toBe(3);
  });
});
