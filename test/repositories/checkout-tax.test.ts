import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Address } from '../../src/core/orders/address.js';
import { CheckoutService } from '../../src/shop/checkout/checkout.service.js';
import { QuoteService } from '../../src/shop/checkout/quote.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { TaxService } from '../../src/shop/tax/tax.service.js';
import { ada, audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop({ SHOP_COUNTRY: 'DE', SHOP_TIME_ZONE: 'Europe/Berlin' })));
afterAll(() => shop.close());
afterEach(async () => {
  shop.clock.moment = null;
  expect(await audit(shop.database)).toEqual({});
});

const live = (country: string, postcode: string, more: Partial<Address> = {}): Address => ({
  ...ada,
  region: '',
  country,
  postcode,
  ...more,
});
const vienna = live('AT', '1010');

/** An order of these things to this address, as it is read back. */
async function order(
  items: Record<string, number>,
  address: Address,
  { vatNumber, method }: { vatNumber?: string; method?: string } = {},
) {
  const request = await shop.ready(items, 'invoice', address);
  const checkouts = shop.module.get(CheckoutService);
  const vat = vatNumber ? await shop.module.get(TaxService).vatNumber(vatNumber) : null;
  await checkouts.saveContact(request.cartId, {
    email: 'ada@example.com',
    shippingAddress: address,
    billingAddress: null,
    vatNumber: vat,
  });
  if (method) await checkouts.saveDelivery(request.cartId, method);
  const outcome = await shop.place(await shop.review(request.cartId));
  if (outcome.kind !== 'placed') throw new Error(`not placed but ${outcome.kind}`);
  return outcome.order;
}

const taxesOf = (placed: Awaited<ReturnType<typeof order>>) =>
  placed.lines.map(({ taxes }) =>
    taxes.map(({ name, rateMillionths, amount }) => [name, rateMillionths, amount]),
  );
const pricesInclude = (country: string, is: boolean) =>
  shop.database.execute('UPDATE tax_countries SET prices_include_tax = ? WHERE country = ?', [is, country]);
const categorise = (handle: string, code: string) =>
  shop.database.execute('UPDATE variants SET tax_code = ? WHERE id = ?', [code, shop.variant(handle)]);

describe('an order', () => {
  it('within the Union pays the VAT of where it goes, on delivery too', async () => {
    const placed = await order({ plenty: 1 }, vienna);
    expect(taxesOf(placed)).toEqual([[['VAT', 200_000, 380]]]);
    expect(placed.shippingTaxes).toEqual([{ name: 'VAT', rateMillionths: 200_000, base: 590, amount: 118 }]);
    expect(placed).toMatchObject({ tax: 498, total: 1900 + 590 + 498, taxRateBasisPoints: 2000 });
  });

  it('of a business in another member pays none, and says why', async () => {
    const placed = await order({ plenty: 1 }, vienna, { vatNumber: 'ATU 13585627' });
    expect(placed).toMatchObject({ isReverseCharge: true, tax: 0, total: 2490, shippingTaxes: [] });
    expect(placed.vatNumber).toEqual({ number: 'ATU13585627', status: 'unverified' });
    const mails = await shop.database.query<{ payload: unknown }>(
      'SELECT payload FROM outbox WHERE dedupe_key = ?',
      [`mail:order-confirmed:${placed.number}`],
    );
    expect(JSON.stringify(mails)).toContain('Reverse charge');
  });

  it.each([
    ['at home', live('DE', '10115'), 'ATU13585627'],
    ['with a number of the shop’s own country', vienna, 'DE136695976'],
    ['outside of the Union', live('GB', 'SW1A 1AA'), 'GB980780684'],
  ])('%s pays all the same', async (_where, address, vatNumber) => {
    const placed = await order({ plenty: 1 }, address, { vatNumber });
    expect(placed.isReverseCharge).toBe(false);
    expect(placed.tax).toBeGreaterThan(0);
    expect(placed.vatNumber?.number).toBe(vatNumber);
  });

  it('pays what is shown where prices include the tax, and its net under reverse charge', async () => {
    await pricesInclude('AT', true);
    const placed = await order({ plenty: 2 }, vienna);
    // 38.00 and 5.90 with 20 %: 6.33 and 0.98 of it are VAT.
    expect(placed).toMatchObject({ pricesIncludeTax: true, subtotal: 3800, shipping: 590, tax: 731, total: 4390 });
    const business = await order({ plenty: 2 }, vienna, { vatNumber: 'ATU13585627' });
    // 19.00 without its 3.17, twice; 5.90 without 0.98.
    expect(business).toMatchObject({ pricesIncludeTax: false, subtotal: 3166, shipping: 492, tax: 0, total: 3658 });
    expect(business.lines[0]).toMatchObject({ unitPrice: 1583, quantity: 2 });
    await pricesInclude('AT', false);
  }); // prettier-ignore

  it('of books to the United Kingdom is at zero, of other things at twenty', async () => {
    await categorise('last-one', ' Books ');
    const placed = await order({ 'last-one': 1, plenty: 1 }, live('GB', 'SW1A 1AA'));
    expect(new Set(taxesOf(placed))).toEqual(new Set([[['VAT', 0, 0]], [['VAT', 200_000, 380]]]));
    expect(placed.tax).toBe(380 + 118);
    await categorise('last-one', '');
  });

  it('to New York City owes the state, the city and the district, each by its name', async () => {
    const placed = await order({ plenty: 1 }, live('US', '10001', { region: 'OR' }));
    expect(taxesOf(placed)).toEqual([
      [
        ['New York State', 40_000, 76],
        ['New York City', 45_000, 86],
        ['Commuter district', 3750, 7],
      ],
    ]);
    expect(placed.shippingTaxes.map(({ amount }) => amount)).toEqual([24, 27, 2]);
    expect(placed).toMatchObject({ tax: 169 + 53, taxRateBasisPoints: 888 });
  });

  it('to Vancouver owes two taxes, of books one', async () => {
    await categorise('markup', 'books');
    const placed = await order({ plenty: 1, markup: 1 }, live('CA', 'V5K 0A1', { region: 'British Columbia' }));
    expect(taxesOf(placed).toSorted((a, b) => b.length - a.length)).toEqual([
      [['GST', 50_000, 95], ['PST', 70_000, 133]],
      [['GST', 50_000, 40]],
    ]);
    await categorise('markup', '');
  }); // prettier-ignore

  it('that is picked up is taxed where that is, and keeps the address of the place', async () => {
    const newYork = `UPDATE pickup_places SET address = JSON_SET(address, '$.region', 'NY', '$.postcode', '12207')`;
    await shop.database.execute(newYork);
    const placed = await order({ plenty: 1 }, live('US', '10001'), { method: 'pickup-portland' });
    expect(placed.delivery).toMatchObject({
      method: 'pickup-portland',
      pickup: { name: 'Workshop in Portland', address: { postcode: '12207' } },
    });
    expect(taxesOf(placed)).toEqual([[['New York State', 40_000, 76]]]);
    expect(placed).toMatchObject({ shipping: 0, tax: 76 });
    const [row] = await shop.database.query('SELECT delivery_method FROM orders WHERE id = ?', [placed.id]);
    expect(row).toEqual({ delivery_method: null });
  });

  it('is recorded by old code beside the new as before', async () => {
    const placed = await order({ plenty: 1 }, live('DE', '10115'));
    const old = `fingerprint, state, cart_id, cart_revision, email, shipping_address, billing_address, note, attributes, currency,
      tax_rate_basis_points, subtotal, discount, shipping, tax, total, placed_at`;
    const copy = (total: number) =>
      shop.database.execute(
        `INSERT INTO orders (checkout_token, token, ${old}) SELECT REVERSE(checkout_token), REVERSE(token), fingerprint, 'cancelled',
           cart_id, cart_revision, email, shipping_address, billing_address, note, attributes, currency, tax_rate_basis_points,
           subtotal, discount, shipping, tax, ?, placed_at FROM orders WHERE id = ?`,
        [total, placed.id],
      );
    await expect(copy(placed.total - placed.tax)).rejects.toThrow(/orders_sums/);
    const { insertId } = await copy(placed.total);
    await shop.database.execute('DELETE FROM orders WHERE id = ?', [insertId]);
  });

  it('that old code recorded has its one tax', async () => {
    const placed = await order({ plenty: 1 }, live('DE', '10115'));
    await shop.database.execute('UPDATE order_lines SET taxes = NULL WHERE order_id = ?', [placed.id]);
    const read = await shop.module.get(OrdersService).byToken(placed.token);
    expect(read?.lines[0]?.taxes).toEqual([
      { name: 'Tax', rateMillionths: 190_000, base: 1900, amount: 361 },
    ]);
  });
});

describe('delivery at the last button', () => {
  it('must still be possible: a method that is gone leads back to its step', async () => {
    const request = await shop.ready({ plenty: 1 }, 'invoice', vienna);
    const row = `FROM delivery_zone_methods WHERE method_id = 'standard' AND zone_id =
      (SELECT zone_id FROM delivery_zone_places WHERE country = 'AT')`;
    const [{ zone }] = (await shop.database.query<{ zone: number }>(`SELECT zone_id AS zone ${row}`)) as [
      { zone: number },
    ];
    await shop.database.execute('DELETE FROM delivery_zone_methods WHERE zone_id = ? AND method_id = ?', [zone, 'standard']);
    expect(await shop.place(request)).toEqual({ kind: 'incomplete', step: 'delivery' });
    await shop.database.execute('INSERT INTO delivery_zone_methods (zone_id, method_id) VALUES (?, ?)', [zone, 'standard']);
    expect((await shop.place(request)).kind).toBe('placed');
  }); // prettier-ignore

  it('must take the weight of the parcel', async () => {
    const checkouts = shop.module.get(CheckoutService);
    const request = await shop.ready({ plenty: 1 }, 'invoice', vienna);
    await checkouts.saveDelivery(request.cartId, 'express');
    const light = await shop.review(request.cartId);
    await shop.database.execute('UPDATE variants SET grams = 30001 WHERE id = ?', [shop.variant('plenty')]);
    expect(await shop.place(light)).toEqual({ kind: 'incomplete', step: 'delivery' });
    await shop.database.execute('UPDATE variants SET grams = 250 WHERE id = ?', [shop.variant('plenty')]);
  });

  it('must go there at all', async () => {
    const request = await shop.ready({ plenty: 1 }, 'invoice', live('ES', '35001'));
    expect(await shop.place(request)).toEqual({ kind: 'incomplete', step: 'delivery' });
    const { checkout } = await shop.module.get(CheckoutService).state(request.cartId);
    const quote = await shop.module.get(QuoteService).quote(request.cartId, checkout, { codes: [], customerId: null });
    expect(quote).toMatchObject({ isDeliverable: false, offers: [], offer: null });
    expect(quote.cart.lines).toHaveLength(1);
  }); // prettier-ignore

  it('that would arrive a day later, once the cut-off has passed, is asked about again', async () => {
    shop.clock.moment = new Date('2027-01-12T12:59:00Z'); // 13:59 in Berlin
    const request = await shop.ready({ plenty: 1 }, 'invoice', vienna);
    const inTime = await shop.ready({ plenty: 1 }, 'invoice', vienna);
    const first = await shop.place(inTime);
    expect(first).toMatchObject({ kind: 'placed', order: { delivery: { from: '2027-01-15', to: '2027-01-19' } } });
    shop.clock.moment = new Date('2027-01-12T13:00:00Z');
    expect(await shop.place(request)).toMatchObject({ kind: 'changed' });
    expect(await shop.place(inTime)).toMatchObject({ kind: 'placed' });
    const again = await shop.place(await shop.review(request.cartId));
    expect(again).toMatchObject({ kind: 'placed', order: { delivery: { from: '2027-01-18', to: '2027-01-20' } } });
  }); // prettier-ignore
});
