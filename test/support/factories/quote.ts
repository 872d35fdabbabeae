import { exampleAddress } from '../../../scripts/bench/orders/example-address.js';
import type { Address } from '../../../src/core/orders/address.js';
import { priceOrder } from '../../../src/core/pricing/price-order.js';
import type { PricedCartLine } from '../../../src/shop/cart/priced-cart.js';
import type { Checkout } from '../../../src/shop/checkout/checkout.js';
import type { Quote } from '../../../src/shop/checkout/quote.js';

const VAT = [{ name: 'VAT', rateMillionths: 190_000 }];

export const anAddress = (more: Partial<Address> = {}): Address => ({ ...exampleAddress, ...more });

/** Filled in up to the last button. */
export const aCheckout = (more: Partial<Checkout> = {}): Checkout => ({
  token: 'checkout-1',
  cartId: 'cart-1',
  email: 'ada@example.com',
  shippingAddress: anAddress(),
  billingAddress: null,
  vatNumber: null,
  deliveryMethod: 'standard',
  paymentChoice: 'invoice',
  creditAccountIds: [],
  reminds: false,
  ...more,
});

interface Goods {
  id: number;
  quantity: number;
  price: number;
  title: string;
  variantTitle?: string;
}

const cartLine = ({ id, quantity, price, title, variantTitle = 'Default Title' }: Goods): PricedCartLine => ({
  key: `line-${id}`,
  variantId: id,
  quantity,
  properties: { Engraving: `for ${id}` },
  variant: {
    id,
    productId: id * 10,
    productHandle: `product-${id}`,
    productTitle: title,
    title: variantTitle,
    sku: `SKU-${id}`,
    imageSrc: `/images/${id}.jpg`,
    price,
    compareAtPrice: null,
    grams: 100,
    requiresShipping: true,
    isTaxed: true,
    taxCategory: 'standard',
    isForSale: true,
  } as PricedCartLine['variant'],
  unitPrice: price,
  listPrice: price,
  linePrice: price * quantity,
  availability: {
    variantId: id,
    isCounted: true,
    sellsWhenOut: false,
    available: 99,
    isAvailable: true,
    orderable: 99,
  },
  problem: null,
});

export const someGoods: readonly Goods[] = [
  { id: 1, quantity: 2, price: 1000, title: 'Mug' },
  { id: 2, quantity: 1, price: 5000, title: 'Jacket', variantTitle: 'Moss / S' },
];

/** Two mugs with a tenth off and a jacket, sent for 6.00; taxes of 19 % on all of it. */
export function aQuote(more: Partial<Quote> = {}, goods: readonly Goods[] = someGoods): Quote {
  const lines = goods.map(cartLine);
  const totals = priceOrder({
    lines: goods.map(({ id, quantity, price }) => ({
      variantId: id,
      productId: id * 10,
      collectionIds: [],
      quantity,
      unitPrice: price,
      listPrice: price,
      taxes: VAT,
    })),
    shipping: { price: 600, taxes: VAT },
    promotions: [
      {
        id: 7,
        title: 'Mugs',
        lane: 1,
        standsAlone: false,
        code: 'MUGS',
        conditions: [],
        benefit: { kind: 'percent', rateMillionths: 100_000, of: { variants: [1] } },
      },
    ],
    shopper: { groups: [], isFirstOrder: false },
    pricesIncludeTax: false,
  });
  const offer: Quote['offer'] = {
    id: 'standard',
    price: 600,
    from: '2026-12-01',
    to: '2026-12-03',
    pickup: null,
  };
  return {
    cart: {
      id: 'cart-1',
      revision: 4,
      lines,
      saved: [],
      merge: null,
      itemCount: 3,
      subtotal: totals.subtotal,
      note: 'Ring twice',
      attributes: { gift: 'yes' },
      totalGrams: 300,
      requiresShipping: true,
      hasProblem: false,
      list: null,
    },
    offers: [offer],
    offer,
    isDeliverable: true,
    isTaxKnown: true,
    isReverseCharge: false,
    totals,
    credits: [],
    leftToPay: totals.total,
    currency: 'USD',
    promotions: [],
    coupons: { applied: [], refused: [] },
    ...more,
  };
}
