import { describe, expect, it } from 'vitest';
import { aCheckout, anAddress, aQuote } from '../../../test/support/factories/quote.js';
import type { Checkout } from './checkout.js';
import { newOrder } from './new-order.js';
import { fingerprint, type Quote } from './quote.js';

const placedAt = new Date('2026-11-27T10:00:00Z');
const order = (checkout: Partial<Checkout> = {}, quote: Partial<Quote> = {}, more = {}) =>
  newOrder(aCheckout(checkout), aQuote(quote), { customerId: 5, placedAt, ...more });

describe('a new order', () => {
  it('is the checkout and its quote, to the letter', () => {
    const { cart, totals } = aQuote();
    expect(order()).toMatchObject({
      checkoutToken: 'checkout-1',
      fingerprint: fingerprint(aCheckout(), aQuote()),
      cartId: 'cart-1',
      cartRevision: cart.revision,
      customerId: 5,
      email: 'ada@example.com',
      shippingAddress: anAddress(),
      billingAddress: anAddress(),
      delivery: { method: 'standard', from: '2026-12-01', to: '2026-12-03', pickup: null },
      note: 'Ring twice',
      attributes: { gift: 'yes' },
      currency: 'USD',
      taxRateBasisPoints: 1900,
      pricesIncludeTax: false,
      isReverseCharge: false,
      vatNumber: null,
      subtotal: 7000,
      discount: 200,
      shipping: 600,
      shippingTaxes: totals.delivery!.taxes,
      tax: 342 + 950 + 114,
      total: 7000 - 200 + 600 + 342 + 950 + 114,
      placedAt,
    });
  });

  it('has a line for each of the cart, with its own amounts', () => {
    const [first, second] = aQuote().totals.lines;
    expect(order().lines).toEqual([
      {
        cartKey: 'line-1',
        variantId: 1,
        productHandle: 'product-1',
        title: 'Mug',
        variantTitle: '',
        sku: 'SKU-1',
        imageSrc: '/images/1.jpg',
        properties: { Engraving: 'for 1' },
        quantity: 2,
        unitPrice: 1000,
        listPrice: 1000,
        subtotal: 2000,
        discount: 200,
        tax: 342,
        taxes: first!.taxes,
      },
      expect.objectContaining({
        title: 'Jacket',
        variantTitle: 'Moss / S',
        quantity: 1,
        discount: 0,
        tax: 950,
        taxes: second!.taxes,
      }),
    ]);
  });

  it('says what each promotion took off which line, and off delivery', () => {
    const taken = { promotionId: 7, title: 'Mugs', code: 'MUGS', amount: 200 };
    expect(order().adjustments).toEqual([{ ...taken, position: 1 }]);
    const { totals } = aQuote();
    const free = { promotionId: 8, title: 'Sent free', code: null, amount: 600 };
    const delivery = { ...totals.delivery!, adjustments: [free] };
    expect(order({}, { totals: { ...totals, delivery } }).adjustments).toEqual([
      { ...taken, position: 1 },
      { ...free, position: null },
    ]);
  });

  it('goes to another address than its invoice, when both are known', () => {
    const billingAddress = anAddress({ lastName: 'Lovelace' });
    expect(order({ billingAddress })).toMatchObject({ shippingAddress: anAddress(), billingAddress });
  });

  it('keeps of a VAT number what was found out about it', () => {
    const vatNumber = { number: 'DE129273398', status: 'well_formed', name: 'x' } as never;
    expect(order({ vatNumber }).vatNumber).toEqual({ number: 'DE129273398', status: 'well_formed' });
  });

  it('knows the rate of the line that is taxed most, all its taxes together, and none without taxes', () => {
    const { totals } = aQuote();
    const rates = (...millionths: number[]) =>
      millionths.map((rateMillionths) => ({ name: 'x', rateMillionths, base: 0, amount: 0 }));
    const [one, two] = totals.lines;
    const withTaxes = (first: number[], second: number[]) => ({
      totals: {
        ...totals,
        lines: [
          { ...one!, taxes: rates(...first) },
          { ...two!, taxes: rates(...second) },
        ],
      },
    });
    expect(order({}, withTaxes([70_000], [40_000, 48_750])).taxRateBasisPoints).toBe(888);
    expect(order({}, withTaxes([], [])).taxRateBasisPoints).toBe(0);
  });

  it('has no delivery and no tax of it where nothing is sent', () => {
    const totals = { ...aQuote().totals, delivery: null, shipping: 0 };
    const { delivery, shippingTaxes, adjustments } = order({}, { offer: null, totals });
    expect({ delivery, shippingTaxes }).toEqual({ delivery: null, shippingTaxes: [] });
    expect(adjustments).toHaveLength(1);
  });

  it('leaves the cart that was shown, or the one that it is told', () => {
    expect(order({}, {}, { orderCartId: 'other' }).cartId).toBe('other');
    expect(order({}, {}, { orderCartId: null }).cartId).toBe('cart-1');
  });

  it('has an address of its own, drawn for each', () => {
    expect(order().token).toMatch(/^[\w-]{22}$/);
    expect(order().token).not.toBe(order().token);
  });

  it.each<[string, Partial<Checkout>, Partial<Quote>]>([
    ['no e-mail address', { email: null }, {}],
    ['no address', { shippingAddress: null }, {}],
    ['taxes that are not known', {}, { isTaxKnown: false }],
    ['no way of delivery', {}, { isDeliverable: false }],
  ])('is not made with %s', (_what, checkout, quote) => {
    expect(() => order(checkout, quote)).toThrow('this checkout is not complete');
  });

  it('is not made when a line has no amounts', () => {
    const { totals } = aQuote();
    const fewer = { totals: { ...totals, lines: totals.lines.slice(0, 1) } };
    expect(() => order({}, fewer)).toThrow('a line without amounts');
  });
});
