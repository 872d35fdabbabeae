import { describe, expect, it } from 'vitest';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import type { PricedCart } from '../../shop/cart/cart.service.js';
import { emptyCart, priceCart } from '../../shop/cart/priced-cart.js';
import type { SellableVariant } from '../../shop/catalog/variant.types.js';
import { cartView } from './cart.view.js';

const messages = new Messages('en');
const words = { messages, formatters: new Formatters('en-US', 'USD', 'UTC') };
const EVIL = '"><script>alert(1)</script>{{constructor}}';

const variant = (fields: Partial<SellableVariant> = {}): SellableVariant => ({
  id: 7,
  productId: 1,
  title: 'Moss / S',
  options: ['Moss', 'S'],
  sku: null,
  barcode: null,
  price: 1900,
  compareAtPrice: null,
  grams: 300,
  isTaxed: true,
  taxCategory: 'standard',
  requiresShipping: true,
  imageSrc: '/images/mug.svg',
  position: 1,
  productHandle: 'mug',
  productTitle: 'Enamel mug',
  productType: 'Mug',
  vendor: 'L&L',
  tags: [],
  imageAlt: 'A mug',
  isForSale: true,
  optionNames: ['Colour', 'Size'],
  ...fields,
});

/** A cart of one line. `orderable`: how many of its variant there are. */
function cartOf(quantity: number, orderable: number, sold = variant(), properties = {}): PricedCart {
  const line = { key: '7:0', variantId: 7, quantity, properties };
  const stock = { variantId: 7, isCounted: true, sellsWhenOut: false, available: orderable };
  const availability = { ...stock, isAvailable: orderable > 0, orderable };
  const cart = { ...emptyCart('g-1'), lines: [line] };
  return priceCart(cart, { list: null, variants: new Map([[7, sold]]), stock: new Map([[7, availability]]) });
}
const view = (cart: PricedCart, freeFrom: number | null = null) =>
  cartView(cart, words, {
    returnTo: '/cart',
    freeFrom,
    now: new Date(),
    total: cart.subtotal,
    coupons: { offers: [], refused: [] },
  });
const firstLine = (cart: PricedCart) => view(cart).lines[0] as Record<string, unknown>;

describe('the view of a cart', () => {
  it.each([
    [2, 5, null, null],
    [5, 5, null, 'These are all 5 we have.'],
    [1, 1, null, 'This is the last one.'],
    [3, 1, 'Only 1 is left. Lower the quantity to go on.', null],
    [1, 0, 'Sold out by now. Remove it to go on.', null],
    [9999, 9999, null, null],
  ])('of %i wanted with %i left says problem %j and note %j', (quantity, orderable, problem, stockNote) => {
    expect(firstLine(cartOf(quantity, orderable))).toMatchObject({ problem, stockNote });
  });

  it('says when something is no longer sold', () => {
    const line = firstLine(cartOf(1, 5, variant({ isForSale: false })));
    expect(line['problem']).toBe('No longer sold. Remove it to go on.');
  });

  it('shows options, visible properties and both prices', () => {
    const cart = cartOf(2, 5, variant({ compareAtPrice: 2500 }), { Name: 'Ada', _gift: '1', Empty: '' });
    expect(firstLine(cart)).toMatchObject({
      options: [
        { name: 'Colour', value: 'Moss' },
        { name: 'Size', value: 'S' },
      ],
      properties: [{ name: 'Name', value: 'Ada' }],
      unitPrice: '$19.00',
      was: '$25.00',
      linePrice: '$38.00',
    });
  });

  it('tells how far it is to free delivery', () => {
    expect(view(cartOf(2, 5), 7500).free).toEqual({
      text: '$37.00 more and standard delivery is free.',
      value: 3800,
      max: 7500,
    });
    expect(view(cartOf(4, 5), 7500).free).toMatchObject({ value: 7500, text: 'Standard delivery is free.' });
    expect(view(cartOf(4, 5)).free).toBeNull();
  });

  it('shows what others typed as text, on the page and in the drawer', () => {
    const cart = cartOf(1, 5, variant({ productTitle: EVIL, options: [EVIL, 'S'] }), { [EVIL]: EVIL });
    const model = { ...view({ ...cart, note: EVIL }), error: EVIL, notice: EVIL };
    const views = new Views(messages, { reload: false });
    for (const name of ['cart/show', 'cart/drawer']) {
      const html = views.render(name, model, null);
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<script');
    }
  });
});
