import { describe, expect, it } from 'vitest';
import type { Attempt } from '../people/journal.js';
import { auditAll } from './all.js';
import type { Facts } from './facts.js';

const attempt = (nth: number, more: Partial<Attempt> = {}): Attempt => ({
  who: `shopper-${nth}`,
  checkoutToken: `checkout-${nth}`,
  total: 1900,
  lines: [{ id: 1, least: 2, most: 2 }],
  outcome: 'placed',
  page: `/orders/token-${nth}`,
  isPaid: true,
  ...more,
});
const order = (nth: number, more: object = {}) => ({
  id: 100 + nth,
  checkoutToken: `checkout-${nth}`,
  token: `token-${nth}`,
  state: 'authorised',
  gateway: 'stripe',
  total: 1900,
  ...more,
});
const mail = (nth: number, key = `order-${nth}`) => ({
  messageId: `<${key}@shop>`,
  subject: `Order ${100 + nth}: we have it`,
});

/** A run without a flaw: two orders of two units each. */
const good: Facts = {
  attempts: [attempt(1), attempt(2), attempt(3, { outcome: 'refused', page: null, isPaid: false })],
  acknowledged: 40,
  cartsWrong: [],
  cartsSeen: 9,
  stillSignedIn: [],
  signedOut: 3,
  orders: [order(1), order(2)],
  orderLines: [1, 2].map((nth) => ({ orderId: 100 + nth, variantId: 1, quantity: 2 })),
  stock: [{ variantId: 1, onHand: 10, reserved: 4 }],
  stockBefore: new Map([[1, 10]]),
  wrongRows: {},
  intents: [1, 2].map((nth) => ({ id: `pi_${nth}`, orderId: 100 + nth, amount: 1900, holdsMoney: true })),
  mails: [mail(1), mail(2), mail(2)],
  outboxOpen: [],
  eventsWaiting: 0,
  keysWithoutLife: [],
  evicted: 0,
  odd: [],
  lost: [],
  faultsFailed: [],
  processTrouble: [],
};

/** All that is found when the run was as it was but for `flaw`. */
const found = (flaw: Partial<Facts>): string[] =>
  auditAll({ ...good, ...flaw }).flatMap(({ findings }) => findings);

describe('the audits of a proof run', () => {
  it('find nothing in a run without a flaw, in which a mail arrived twice under one id', () => {
    expect(found({})).toEqual([]);
  });

  it('find an order that was lost, and what hangs on it', () => {
    expect(found({ orders: [order(1)] })).toEqual(
      expect.arrayContaining([
        'shopper-2: the order at /orders/token-2 is lost',
        'the provider holds money for order 102, which is not there',
        'a mail about order 102, which is not there',
      ]),
    );
  });

  it('find nothing in an order that was cancelled because nobody paid, and something when somebody had', () => {
    const orders = [{ ...order(1), state: 'cancelled' }, order(2)];
    const lost = (isPaid: boolean) =>
      found({ attempts: [attempt(1, { isPaid }), attempt(2)], orders }).filter((text) =>
        text.includes('lost'),
      );
    expect(lost(false)).toEqual([]);
    expect(lost(true)).toEqual(['shopper-1: the order at /orders/token-1 is lost']);
  });

  it('find an order that is there twice', () => {
    const twice = { ...order(2), id: 109, token: 'token-9', gateway: 'manual', state: 'authorised' };
    expect(found({ orders: [order(1), order(2), twice] })).toContain('shopper-2: 2 orders, 102, 109');
  });

  it('find an order of nobody, and one that had been refused', () => {
    const more = [order(3, { gateway: 'manual' }), order(4, { gateway: 'manual' })];
    expect(found({ orders: [...good.orders, ...more] })).toEqual(
      expect.arrayContaining(['shopper-3: order 103 was refused and is there', "order 104 is nobody's"]),
    );
  });

  it('find nothing in a button that was refused and then pressed again, unless what was placed is lost', () => {
    const again = attempt(2, { outcome: 'refused', page: null, isPaid: false });
    for (const attempts of [
      [attempt(1), again, attempt(2)],
      [attempt(1), attempt(2), again],
    ]) {
      expect(found({ attempts })).toEqual([]);
      expect(found({ attempts, orders: [order(1)] })).toContain(
        'shopper-2: the order at /orders/token-2 is lost',
      );
    }
  });

  it('find other goods than the cart held', () => {
    const [first, second] = good.orderLines;
    expect(found({ orderLines: [first!, { ...second!, quantity: 1 }] })).toContain(
      'shopper-2, order 102: 1 of 1 instead of 2 to 2',
    );
    expect(
      found({ orderLines: [...good.orderLines, { orderId: 101, variantId: 7, quantity: 1 }] }),
    ).toContain('shopper-1, order 101: 1 of 7, which was not in the cart');
  });

  it('find what was sold and not there, and what is set aside for nobody', () => {
    expect(found({ stockBefore: new Map([[1, 3]]) })).toContain('variant 1: 4 sold of 3');
    expect(found({ stock: [{ variantId: 1, onHand: 10, reserved: 5 }] })).toEqual([
      'variant 1: 5 set aside for 4 in orders',
    ]);
  });

  it('find a cent', () => {
    const [first, second] = good.intents;
    expect(found({ attempts: [attempt(1, { total: 1901 }), attempt(2)] })).toEqual([
      'order 101: 1900 charged, 1901 was confirmed',
    ]);
    expect(found({ intents: [first!, { ...second!, amount: 1899 }] })).toEqual([
      'order 102 (authorised, 1900): the provider holds 1899',
    ]);
    expect(found({ intents: [first!, second!, { ...second!, id: 'pi_3' }] })).toEqual([
      'order 102 (authorised, 1900): the provider holds 1900 and 1900',
    ]);
    expect(found({ wrongRows: { 'order does not add up': [101] } })).toEqual(['order does not add up: 101']);
  });

  it('find money that the shop does not know of', () => {
    const [first, second] = good.orders;
    expect(found({ orders: [first!, { ...second!, state: 'pending_payment' }] })).toContain(
      'shopper-2: paid, and /orders/token-2 still waits for it',
    );
    expect(found({ eventsWaiting: 2 })).toEqual(['2 events of the provider were not taken']);
  });

  it('find a mail that is missing, one with another id, and one that nobody sends', () => {
    expect(found({ mails: [mail(1)] })).toEqual(['order 102 (authorised): 0 mails by id instead of 1']);
    expect(found({ mails: [mail(1), mail(2), mail(2, 'another')] })).toEqual([
      'order 102 (authorised): 2 mails by id instead of 1',
    ]);
    expect(found({ outboxOpen: ['mail:order-confirmed:101'] })).toEqual([
      'mail:order-confirmed:101 was promised and is not done',
    ]);
  });

  it('pass on what people, Redis and processes have to say', () => {
    const flaw = {
      cartsWrong: ['shopper-1 on web-2: lost: 0 of 1, 2 were acknowledged'],
      lost: ['shopper-5: sign in never answered'],
      stillSignedIn: ['shopper-1 (200)'],
      keysWithoutLife: ['cart:{g-1}:lines'],
      evicted: 1,
      odd: ['shopper-1, add: 400 no'],
      processTrouble: ['web-1: it ended by itself'],
      faultsFailed: ['role swap: web-1 changes carts: not within 60 s'],
    };
    expect(found(flaw)).toEqual([
      'shopper-1 on web-2: lost: 0 of 1, 2 were acknowledged',
      'shopper-5: sign in never answered: nobody knows which cart this is',
      'shopper-1 (200) is still signed in',
      'cart:{g-1}:lines never ends',
      '1 keys were evicted',
      'shopper-1, add: 400 no',
      'web-1: it ended by itself',
      'role swap: web-1 changes carts: not within 60 s',
    ]);
  });
});
