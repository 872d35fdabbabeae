import { describe, expect, it } from 'vitest';
import { aCheckout, anAddress, aQuote, someGoods } from '../../../test/support/factories/quote.js';
import type { Checkout } from './checkout.js';
import { fingerprint, type Quote } from './quote.js';

const [mug, jacket] = someGoods;
const shown = fingerprint(aCheckout(), aQuote());
const { totals, offer } = aQuote();
const vatNumber = { number: 'DE129273398', status: 'well_formed' } as never;

describe('what a shopper confirms with the last button', () => {
  it('is the same as long as the page would be, whatever order MySQL gives the parts of an address in', () => {
    const turned = (address: object) => Object.fromEntries(Object.entries(address).toReversed());
    const shippingAddress = turned(anAddress()) as unknown as Checkout['shippingAddress'];
    expect(shown).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(aCheckout({ shippingAddress }), aQuote())).toBe(shown);
  });

  it.each<[string, Quote]>([
    ['a line', aQuote({}, [mug!])],
    ['the order of lines', aQuote({}, [jacket!, mug!])],
    ['a quantity', aQuote({}, [{ ...mug!, quantity: 3 }, jacket!])],
    ['a price', aQuote({}, [mug!, { ...jacket!, price: 5001 }])],
    ['the name of a product', aQuote({ totals }, [{ ...mug!, title: 'Cup' }, jacket!])],
    ['the name of a variant', aQuote({ totals }, [mug!, { ...jacket!, variantTitle: 'Sky / S' }])],
    ['what a line comes to', aQuote({ totals: { ...totals, lines: totals.lines.toReversed() } })],
    ...(['subtotal', 'discount', 'shipping', 'tax', 'total'] as const).map((amount): [string, Quote] => [
      amount,
      aQuote({ totals: { ...totals, [amount]: totals[amount] + 1 } }),
    ]),
    ['the currency', aQuote({ currency: 'EUR' })],
    ['the way of delivery', aQuote({ offer: { ...offer!, id: 'express' } })],
    ['its first day', aQuote({ offer: { ...offer!, from: '2026-12-02' } })],
    ['its last day', aQuote({ offer: { ...offer!, to: '2026-12-04' } })],
    ['no delivery', aQuote({ offer: null })],
    ['what delivery comes to', aQuote({ totals: { ...totals, delivery: null } })],
    ['who accounts for the tax', aQuote({ isReverseCharge: true })],
  ])('is another with %s', (_what, quote) => expect(fingerprint(aCheckout(), quote)).not.toBe(shown));

  it.each<[string, Partial<Checkout>]>([
    ['e-mail address', { email: 'bea@example.com' }],
    ['address', { shippingAddress: anAddress({ address1: '13 Larch Lane' }) }],
    ['address of the invoice', { billingAddress: anAddress() }],
    ['way to pay', { paymentChoice: 'test_card_approve' }],
    ['VAT number', { vatNumber }],
  ])('is another with another %s', (_what, more) =>
    expect(fingerprint(aCheckout(more), aQuote())).not.toBe(shown),
  );

  it('is not the way of delivery that was asked for, but the one that is offered', () => {
    expect(fingerprint(aCheckout({ deliveryMethod: 'by-owl' }), aQuote())).toBe(shown);
  });
});
