import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../src/platform/clock/clock.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { audit } from './orders-shop.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let ids: Awaited<ReturnType<typeof fillShop>>;
let shopper: Shopper;

const contact = {
  email: 'ada@example.com', last_name: 'Byron', address1: '12 Larch Lane', city: 'Somewhere', region: '', billing_same: '1',
}; // prettier-ignore
const oregon = { ...contact, region: 'OR', postcode: '97205', country: 'US' };
const vienna = { ...contact, postcode: '1010', country: 'AT' };

beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  Object.assign(process.env, { SHOP_COUNTRY: 'DE', SHOP_TIME_ZONE: 'Europe/Berlin' });
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ids = await fillShop(web.app);
});
afterAll(async () => {
  delete process.env['SHOP_COUNTRY'];
  delete process.env['SHOP_TIME_ZONE'];
  expect(await audit(db.database)).toEqual({});
  await web.close();
  await db.drop();
});
beforeEach(() => void (shopper = new Shopper(web.url)));
afterEach(() => vi.restoreAllMocks());

const at = (moment: string) => vi.spyOn(web.app.get(Clock), 'now').mockReturnValue(new Date(moment));
const add = (quantity = 1) => shopper.post('/cart/add', { id: ids.mug, quantity });
const whereTo = (answer: Answer) => [answer.status, answer.headers.location];
const plain = (answer: Answer) => answer.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const itemsLeft = async () => ((await shopper.get('/cart.js')).json() as { item_count: number }).item_count;

/** Through all steps; the page of the order. */
async function order(fields: Record<string, string>, method = 'standard'): Promise<Answer> {
  await shopper.post('/checkout/contact', fields);
  await shopper.post('/checkout/delivery', { delivery_method: method });
  await shopper.post('/checkout/payment', { payment_method: 'invoice' });
  const { text } = await shopper.get('/checkout/review');
  const names = ['checkout_token', 'fingerprint', 'seen'];
  const form = names.map((name) => {
    const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
    return [name, value.replaceAll('&quot;', '"')] as [string, string];
  });
  const placed = await shopper.post('/checkout/orders', form);
  expect(placed.headers.location).toMatch(/^\/orders\//);
  return shopper.get(placed.headers.location!);
}

describe('the first step', () => {
  it('takes a VAT number, keeps it, and says beside it what is wrong with it', async () => {
    await add();
    const wrong = await shopper.post('/checkout/contact', { ...vienna, email: '', vat_number: 'ATU13585628' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/<details class="fold" open>/);
    expect(wrong.text).toContain('value="ATU13585628"');
    expect(wrong.text).toMatch(/aria-describedby="vat_number-hint vat_number-error"/);
    expect(plain(wrong)).toContain('VAT number : This is not a VAT number.');
    expect(plain(wrong)).toContain('E-mail address : Please enter your e-mail address.');
    expect(whereTo(await shopper.post('/checkout/contact', { ...vienna, vat_number: 'at u13585627' }))).toEqual([
      303,
      '/checkout',
    ]);
    expect((await shopper.get('/checkout/contact')).text).toContain('value="ATU13585627"');
    await shopper.post('/checkout/contact', vienna);
    expect((await shopper.get('/checkout/contact')).text).not.toContain('value="ATU13585627"');
  }); // prettier-ignore

  it('bears any text in that field', async () => {
    await add();
    for (const text of ['<script>alert(1)</script>', 'A'.repeat(5000), '\u0000', '🦊', "AT' OR 1=1"])
      expect((await shopper.post('/checkout/contact', { ...vienna, vat_number: text })).status).toBe(422);
  });
});

describe('the steps and the order', () => {
  it('name the VAT of the country, on delivery too', async () => {
    await add(2);
    await shopper.post('/checkout/contact', vienna);
    expect(plain(await shopper.get('/checkout/delivery'))).toContain('VAT (20%) $8.78');
    const page = plain(await order(vienna));
    expect(page).toContain('VAT (20%) $8.78');
    expect(page).toContain('Total $52.68');
    expect(page).not.toContain('Reverse charge');
  });

  it('say of a business in another member who owes the VAT', async () => {
    await add();
    const page = plain(await order({ ...vienna, vat_number: 'ATU13585627' }));
    expect(page).toContain('VAT, reverse charge $0.00');
    expect(page).toContain('Reverse charge: the recipient accounts for the VAT');
    expect(page).toContain('VAT number ATU13585627');
    expect(page).toContain('Total $24.90');
  });

  it('say what the total includes, where prices include the tax', async () => {
    await db.database.execute("UPDATE tax_countries SET prices_include_tax = 1 WHERE country = 'DE'");
    await add();
    const page = plain(await order({ ...contact, postcode: '10115', country: 'DE' }));
    expect(page).toContain('Total $24.90 Includes VAT (19%) $3.97');
    await db.database.execute("UPDATE tax_countries SET prices_include_tax = 0 WHERE country = 'DE'");
  });

  it('name state, city and district, or both taxes of a province', async () => {
    await add();
    await shopper.post('/checkout/contact', { ...oregon, region: 'NY', postcode: '10001' });
    expect(plain(await shopper.get('/checkout/delivery'))).toContain(
      'New York State (4%) $1.00 New York City (4.5%) $1.13 Commuter district (0.375%) $0.09 Total $27.12',
    );
    await shopper.post('/checkout/contact', { ...oregon, region: 'BC', postcode: 'V5K 0A1', country: 'CA' });
    expect(plain(await shopper.get('/checkout/delivery'))).toContain('GST (5%) $1.45 PST (7%) $2.02');
  });

  it('offer a place to pick it up, never unasked, and tell where and when', async () => {
    at('2027-01-12T10:00:00Z');
    await add();
    await shopper.post('/checkout/contact', oregon);
    const step = await shopper.get('/checkout/delivery');
    expect(step.text).toMatch(/value="standard" checked/);
    expect(plain(step)).toContain('Pick up: Workshop in Portland Ready on Wed, Jan 13');
    const page = plain(await order(oregon, 'pickup-portland'));
    expect(page).toContain('Pick up: Workshop in Portland Ready on Wed, Jan 13 Larch & Lantern 48 Mill Road'.replace('&', '&amp;'));
    expect(page).toContain('Total $19.00');
  }); // prettier-ignore

  it('say kindly that nothing goes there, and keep the cart', async () => {
    await add(3);
    const canaries = { ...contact, postcode: '35001', country: 'ES' };
    await shopper.post('/checkout/contact', canaries);
    expect(whereTo(await shopper.get('/checkout'))).toEqual([303, '/checkout/delivery']);
    const page = await shopper.get('/checkout/delivery');
    expect(page.status).toBe(200);
    expect(plain(page)).toContain('nothing that we send with takes this order to this address');
    expect(page.text).not.toContain('name="delivery_method"');
    expect((await shopper.post('/checkout/delivery', { delivery_method: 'standard' })).status).toBe(422);
    expect(whereTo(await shopper.get('/checkout/payment'))).toEqual([303, '/checkout/delivery']);
    expect(whereTo(await shopper.post('/checkout/orders', {}))).toEqual([303, '/checkout/delivery']);
    expect(await itemsLeft()).toBe(3);
    await shopper.post('/checkout/contact', { ...canaries, postcode: '28001' });
    expect((await shopper.get('/checkout/delivery')).text).toContain('name="delivery_method"');
  });

  it('tell who comes back to a choice that is gone', async () => {
    await add();
    await shopper.post('/checkout/contact', oregon);
    await shopper.post('/checkout/delivery', { delivery_method: 'express' });
    await shopper.post('/checkout/contact', { ...oregon, region: 'AK', postcode: '99501' });
    expect(whereTo(await shopper.get('/checkout'))).toEqual([303, '/checkout/delivery']);
    expect(plain(await shopper.get('/checkout/delivery'))).toContain('not possible for this order any more');
  });
});

describe('delivery before the checkout', () => {
  const estimate = (fields: Record<string, string> | [string, string][]) =>
    shopper.get(`/cart?${new URLSearchParams(fields).toString()}`);

  it('is estimated on the cart page, by country and postcode', async () => {
    at('2027-01-12T10:00:00Z');
    await add();
    expect((await shopper.get('/cart')).text).not.toMatch(
      /<details class="fold cart-note cart-estimate"[^>]* open/,
    );
    const page = await estimate({ estimate_country: 'US', estimate_postcode: '97205' });
    expect(page.status).toBe(200);
    expect(plain(page)).toContain('Standard Arrives Fri, Jan 15 to Tue, Jan 19 $5.90');
    expect(plain(page)).toContain('Express Arrives Wed, Jan 13 to Thu, Jan 14 $14.90');
    expect(plain(page)).toContain('Pick up: Workshop in Portland Ready on Wed, Jan 13 Free');
    expect(page.text).toContain('value="97205"');
    expect(plain(await estimate({ estimate_country: 'US', estimate_postcode: '96701' }))).toContain('$12.90');
    expect((await shopper.get('/cart')).text).not.toContain('97205');
  });

  it('says so when nothing goes there, and answers what cannot be read', async () => {
    await add();
    const nothing = await estimate({ estimate_country: 'ES', estimate_postcode: '35001' });
    expect(plain(nothing)).toContain('nothing that we send with takes this cart there');
    for (const fields of [
      { estimate_country: 'AQ' },
      { estimate_country: 'US', estimate_postcode: 'x' },
      { estimate_country: 'DE', estimate_postcode: '<script>' },
      { estimate_country: 'DE', estimate_postcode: 'A'.repeat(3000) },
    ] as Record<string, string>[]) {
      const answer = await estimate(fields);
      expect([answer.status, answer.text.includes('id="estimate-error"')]).toEqual([422, true]);
      expect(answer.text).not.toContain('<script>"');
    }
    expect((await shopper.get('/cart?estimate_country[]=US')).status).toBeLessThan(500);
    expect((await estimate([['estimate_country', 'US'], ['estimate_country', 'DE']])).status).toBe(422);
    expect(await itemsLeft()).toBe(1);
  }); // prettier-ignore

  it('has rates in the shape of Shopify by postcode and province', async () => {
    const rates = async (zip: string, province: string, country: string) => {
      const query = { 'shipping_address[zip]': zip, 'shipping_address[province]': province, 'shipping_address[country]': country };
      const answer = await shopper.get(`/cart/shipping_rates.json?${new URLSearchParams(query).toString()}`);
      const { shipping_rates: list } = answer.json() as { shipping_rates: { code: string; price: string }[] };
      return list.map(({ code, price }) => `${code} ${price}`);
    };
    await add();
    expect(await rates('97205', 'Oregon', 'United States')).toEqual(['standard 5.90', 'express 14.90']);
    expect(await rates('99501', 'Alaska', 'US')).toEqual(['standard 12.90']);
    expect(await rates('', 'Hawaii', 'United States')).toEqual(['standard 12.90']);
    expect(await rates('35001', 'Las Palmas', 'Spain')).toEqual([]);
  }); // prettier-ignore

  it('stands beside the button of a product until the minute of the cut-off', async () => {
    const product = async () => plain(await new Shopper(web.url).get('/products/mug'));
    at('2027-01-12T12:58:00Z'); // 13:58 in Berlin
    const early = await product();
    expect(early).toContain('Express, $14.90: Wed, Jan 13 to Thu, Jan 14');
    expect(await product()).toBe(early);
    at('2027-01-12T12:59:59Z');
    expect(await product()).toBe(early);
    at('2027-01-12T13:00:00Z');
    expect(await product()).toContain('Express, $14.90: Thu, Jan 14 to Fri, Jan 15');
    at('2027-01-12T23:00:00Z'); // midnight in Berlin
    expect(await product()).toContain('Express, $14.90: Thu, Jan 14 to Fri, Jan 15');
    at('2027-01-13T13:00:00Z');
    expect(await product()).toContain('Express, $14.90: Fri, Jan 15 to Mon, Jan 18');
  });
});
