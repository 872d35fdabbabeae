import { describe, expect, it } from 'vitest';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { orderWords } from './order-words.js';
import type { Order } from './order.js';

const messages = new Messages('en');
const formatters = new Formatters('en-US', 'USD', 'UTC');
const views = new Views(messages, { reload: false });

const address = {
  firstName: 'Ada', lastName: 'Byron', company: '', address1: '12 Larch Lane', address2: '', city: 'Wien', region: '',
  postcode: '1010', country: 'AT', phone: '',
}; // prettier-ignore
const vat = (base: number, amount: number) => [{ name: 'VAT', rateMillionths: 200_000, base, amount }];
const order = {
  number: '1001',
  currency: 'USD',
  token: 'x',
  email: 'ada@example.com',
  placedAt: new Date('2026-11-26T12:00:00Z'),
  lines: [
    { title: 'Mug', variantTitle: '', properties: {}, quantity: 2, unitPrice: 1900, subtotal: 3800, taxes: vat(3167, 633) },
  ],
  adjustments: [],
  subtotal: 3800,
  discount: 0,
  shipping: 590,
  shippingTaxes: vat(492, 98),
  tax: 731,
  total: 4390,
  pricesIncludeTax: true,
  isReverseCharge: false,
  vatNumber: null,
  shippingAddress: address,
  billingAddress: address,
  note: '',
  delivery: { method: 'standard', from: '2026-11-30', to: '2026-12-02', pickup: null },
} as unknown as Order; // prettier-ignore

function mail(more: Partial<Order> = {}): { html: string; text: string } {
  const words = orderWords({ ...order, ...more }, messages, formatters);
  const model = { order: words, invoice: null, shopUrl: 'http://shop.example' };
  const html = views.render('mail/order-confirmed', model, null);
  return { html, text: views.render('mail/order-confirmed.txt', model, null) };
}

describe('the mail about an order', () => {
  it('names what the total includes, after the total', () => {
    const { html, text } = mail();
    expect(text).toContain('Total: $43.90\nIncludes VAT (20%): $7.31');
    expect(html).toContain('Includes VAT (20%)');
    expect(text).toContain('Delivery: Standard. Arrives Mon, Nov 30 to Wed, Dec 2');
  });

  it('names what was added, before the total', () => {
    const { text } = mail({ pricesIncludeTax: false, total: 5121 });
    expect(text).toContain('VAT (20%): $7.31\nTotal: $51.21');
  });

  it('says who owes the VAT of a business in another member', () => {
    const business = {
      isReverseCharge: true,
      pricesIncludeTax: false,
      vatNumber: { number: 'ATU13585627', status: 'unverified' as const },
    };
    for (const body of Object.values(mail(business))) {
      expect(body).toContain('VAT, reverse charge');
      expect(body).toContain('Reverse charge: the recipient accounts for the VAT');
      expect(body).toContain('VAT number ATU13585627');
    }
  });

  it('says where and from when it can be picked up', () => {
    const pickup = { id: 'w', name: 'Workshop', address: { ...address, address1: '1 Mill Road' }, hours: 'Weekdays' };
    const delivery = { method: 'pickup-w', from: '2026-11-30', to: '2026-11-30', pickup: { ...pickup, cutOffMinutes: 720, handlingDays: 1 } };
    const { html, text } = mail({ delivery });
    expect(text).toContain('Pick up: Workshop. Ready on Mon, Nov 30');
    for (const line of ['1 Mill Road', 'Weekdays']) {
      expect(text).toContain(line);
      expect(html).toContain(line);
    }
  }); // prettier-ignore
});
