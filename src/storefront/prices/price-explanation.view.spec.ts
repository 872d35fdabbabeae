import { describe, expect, it } from 'vitest';
import { priceOrder } from '../../core/pricing/price-order.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { explanationView } from './price-explanation.view.js';

const order = {
  lines: [
    {
      variantId: 1,
      productId: 1,
      collectionIds: [],
      quantity: 2,
      unitPrice: 1500,
      listPrice: 2000,
      taxes: [{ name: 'VAT', rateMillionths: 190_000 }],
    },
  ],
  shipping: { price: 590, taxes: [] },
  promotions: [
    {
      id: 1,
      lane: 1,
      standsAlone: false,
      conditions: [],
      title: 'Welcome',
      code: 'HELLO',
      benefit: { kind: 'amount' as const, amount: 205, of: {} },
    },
  ],
  shopper: { groups: [], isFirstOrder: false },
  pricesIncludeTax: false,
};

describe('the explanation of a price', () => {
  it('says each step in words, with its amount, and what the line comes to', () => {
    const words = {
      messages: new Messages('en'),
      formatters: new Formatters('en-US', 'EUR', 'UTC'),
    };
    const [line, delivery] = explanationView(priceOrder(order), ['Mug'], words);
    expect(line).toEqual({
      title: 'Mug',
      total: '€33.26',
      steps: [
        { label: '2 at the list price of €20.00', amount: '€40.00', hint: null },
        { label: 'Our price today', amount: '-€10.00', hint: null },
        { label: 'Welcome, with the code HELLO', amount: '-€2.05', hint: null },
        { label: 'VAT, 19 % of €27.95', amount: '€5.31', hint: 'Exactly 5.3105, rounded.' },
      ],
    });
    expect(delivery).toMatchObject({ total: '€5.90', steps: [{ amount: '€5.90' }] });
  });
});
