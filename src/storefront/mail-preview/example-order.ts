import type { Address } from '../../core/orders/address.js';
import { currentLanguage } from '../../platform/language/current-language.js';
import type { Tender } from '../../shop/payments/tender.js';
import type { Order, PlacedLine } from '../../shop/orders/order.js';

const address: Address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  company: '',
  address1: '12 St James Square',
  address2: '',
  city: 'Portland',
  region: 'OR',
  postcode: '97201',
  country: 'US',
  phone: '',
};

const line = (id: number, more: Partial<PlacedLine>): PlacedLine => ({
  id,
  cartKey: `${id}:0`,
  variantId: id,
  productHandle: 'example',
  title: 'Rain jacket',
  variantTitle: 'Moss / S',
  sku: `EXAMPLE-${id}`,
  imageSrc: null,
  properties: {},
  quantity: 1,
  unitPrice: 9500,
  listPrice: 9500,
  subtotal: 9500,
  discount: 0,
  tax: 0,
  taxes: [],
  shipped: 0,
  dropped: 0,
  returned: 0,
  refunded: 0,
  ...more,
});

/** An order as the mails need it, in minor units of the shop's currency. Nobody's: for looking at mails only. */
export const exampleOrder: Order = {
  id: 482_719_350,
  number: '482719350',
  token: 'AAAAAAAAAAAAAAAAAAAAAA',
  checkoutToken: 'AAAAAAAAAAAAAAAAAAAAAA',
  fingerprint: '',
  cartId: '',
  cartRevision: 1,
  customerId: null,
  email: 'ada@example.com',
  states: { payment: 'paid', fulfilment: 'partially_fulfilled' },
  state: 'partially_fulfilled',
  isOutdated: false,
  released: 0,
  cancelReason: null,
  shippingAddress: address,
  billingAddress: address,
  delivery: { method: 'standard', from: '2026-11-27', to: '2026-12-01', pickup: null },
  note: '',
  attributes: {},
  currency: 'USD',
  taxRateBasisPoints: 0,
  subtotal: 15_300,
  discount: 0,
  shipping: 590,
  tax: 0,
  total: 15_890,
  placedAt: new Date('2026-11-24T10:00:00Z'),
  reservation: { until: new Date('2026-11-24T10:15:00Z'), isOver: false },
  lines: [
    line(1, { shipped: 1 }),
    line(2, {
      title: 'Enamel mug',
      variantTitle: '',
      quantity: 2,
      unitPrice: 2900,
      listPrice: 2900,
      subtotal: 5800,
    }),
  ],
  adjustments: [],
  shippingTaxes: [],
  pricesIncludeTax: false,
  isReverseCharge: false,
  vatNumber: null,
  termsVersion: null,
  /** That of who looks at them. */
  get language() {
    return currentLanguage();
  },
};

export const exampleTender: Tender = {
  id: 1,
  orderId: exampleOrder.id,
  gateway: 'test_card',
  choice: 'test_card_approve',
  status: 'authorised',
  deed: null,
  amount: exampleOrder.total,
  captured: 0,
  refunded: 0,
  credited: 0,
  reference: null,
  confirmationUrl: null,
  creditAccountId: null,
  label: null,
};
