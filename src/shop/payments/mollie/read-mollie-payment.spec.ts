import { expect, it } from 'vitest';
import { readMolliePayment } from './read-mollie-payment.js';

const usd = (value: string) => ({ value, currency: 'USD' });
const read = (more: object) =>
  readMolliePayment({ id: 'tr_1', status: 'open', amount: usd('50.00'), ...more }, '1001');

it('has no news while a payment waits for its shopper or its bank', () => {
  expect([read({}), read({ status: 'pending' }), read({ status: 'later' })]).toEqual([[], [], []]);
});

it('says how much was set aside, and how much was taken', () => {
  expect(read({ status: 'authorized', amountCaptured: usd('0.00') })).toEqual([
    {
      id: 'mollie:tr_1:authorized',
      type: 'mollie authorized',
      fact: 'authorised',
      reference: 'tr_1',
      orderNumber: '1001',
      currency: 'USD',
      amount: 5000,
      soFar: 5000,
      detail: null,
    },
  ]);
  expect(read({ status: 'paid', amountCaptured: usd('20.00') })[0]).toMatchObject({
    fact: 'captured',
    soFar: 2000,
  });
});

it('says what was given back by whoever did it, each sum as news of its own', () => {
  const events = read({ status: 'paid', amountRefunded: usd('7.00'), amountChargedBack: usd('0.00') });
  expect(events.map(({ id, fact, soFar }) => [id, fact, soFar])).toEqual([
    ['mollie:tr_1:paid', 'captured', 5000],
    ['mollie:tr_1:refunded:700', 'refunded', 700],
  ]);
  expect(read({ amountChargedBack: usd('50.00') })[0]).toMatchObject({ fact: 'disputed', soFar: 5000 });
});
