import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fulfilmentEvents, fulfilmentStates, holdsStock, nextFulfilment } from './fulfilment-state.js';
import { nextStates, orderEvents, possibleEvents, type OrderStates } from './order-event.js';
import {
  eventsOf,
  firstOrderState,
  firstOrderStates,
  orderState,
  orderStates,
  readStates,
} from './order-state.js';
import { nextPayment, paymentEvents } from './payment-state.js';

const START: OrderStates = { payment: 'pending', fulfilment: 'unfulfilled' };
const events = fc.array(fc.constantFrom(...orderEvents), { maxLength: 30 });

/** The states an order goes through; an event that is not possible leaves it where it is. */
function history(list: readonly (typeof orderEvents)[number][]): OrderStates[] {
  const states: OrderStates[] = [START];
  for (const event of list) states.push(nextStates(states.at(-1)!, event) ?? states.at(-1)!);
  return states;
}

/** Every pair of states that an order can come to. */
function reachable(): OrderStates[] {
  const found = new Map<string, OrderStates>([['start', START]]);
  for (const states of found.values())
    for (const event of orderEvents) {
      const next = nextStates(states, event);
      const key = next && `${next.payment} ${next.fulfilment}`;
      if (next && key && !found.has(key) && key !== 'pending unfulfilled') found.set(key, next);
    }
  return [...found.values()];
}

const words = (list: Parameters<typeof history>[0]) => history(list).map(orderState);

describe('order states', () => {
  it('go from payment to parcel to the door', () => {
    expect(words(['authorise', 'capture', 'part_fulfil', 'fulfil', 'deliver'])).toEqual([
      'pending_payment',
      'authorised',
      'paid',
      'partially_fulfilled',
      'fulfilled',
      'delivered',
    ]);
  });

  it('go back again: goods, then money', () => {
    const there = ['authorise', 'capture', 'fulfil', 'deliver'] as const;
    expect(words([...there, 'part_return', 'return', 'refund']).slice(-3)).toEqual([
      'partially_returned',
      'returned',
      'refunded',
    ]);
  });

  it('that are over take no event', () => {
    for (const states of reachable().filter((one) => ['voided', 'refunded'].includes(one.payment)))
      expect(possibleEvents(states)).toEqual([]);
  });

  it('never send goods that were not paid, never cancel what was paid, never void what was sent', () => {
    fc.assert(
      fc.property(events, (list) => {
        const states = history(list);
        const paidAt = states.findIndex(({ payment }) => payment === 'paid');
        const sentAt = states.findIndex(
          ({ fulfilment }) => fulfilment.endsWith('fulfilled') && fulfilment !== 'unfulfilled',
        );
        if (sentAt >= 0) expect(paidAt).toBeGreaterThanOrEqual(0);
        if (sentAt >= 0) expect(sentAt).toBeGreaterThan(paidAt);
        if (paidAt >= 0) expect(states.some(({ payment }) => payment === 'voided')).toBe(false);
        if (sentAt >= 0)
          expect(states.slice(sentAt).some(({ fulfilment }) => fulfilment === 'cancelled')).toBe(false);
      }),
    );
  });

  it('never come back: neither table enters a state twice', () => {
    fc.assert(
      fc.property(events, (list) => {
        for (const table of ['payment', 'fulfilment'] as const) {
          const changes = history(list)
            .map((states) => states[table])
            .filter((state, index, all) => state !== all[index - 1]);
          expect(new Set(changes).size).toBe(changes.length);
        }
      }),
    );
  });

  it('come to every word, and two orders of one word allow the same', () => {
    expect(new Set(reachable().map(orderState))).toEqual(new Set(orderStates));
    for (const word of orderStates) {
      const lists = reachable().filter((states) => orderState(states) === word);
      for (const states of lists) expect(possibleEvents(states)).toEqual(eventsOf(word));
    }
  });

  it('can be changed from the yes to the payment until something leaves, and taken out of until all has', () => {
    const may = (event: (typeof orderEvents)[number]) =>
      reachable()
        .filter((states) => nextStates(states, event) !== null)
        .map(({ payment, fulfilment }) => `${payment} ${fulfilment}`)
        .toSorted();
    const whole = ['authorised unfulfilled', 'paid unfulfilled', 'partially_refunded unfulfilled'];
    const begun = ['paid partially_fulfilled', 'partially_refunded partially_fulfilled'];
    expect(may('edit')).toEqual(whole);
    expect(may('take_out')).toEqual([...whole, ...begun].toSorted());
    expect(may('take_out_rest')).toEqual(begun);
  });

  it('say what may happen next', () => {
    expect(eventsOf('pending_payment')).toEqual(['authorise', 'cancel']);
    expect(eventsOf('authorised')).toEqual(['capture', 'cancel', 'edit', 'take_out']);
    expect(eventsOf('delivered')).toEqual([
      'part_return',
      'return',
      'part_refund',
      'refund',
      'ask_return',
      'approve_return',
      'refuse_return',
    ]);
  });

  it('are paid, in one word, while nothing has left, also when nothing will', () => {
    expect(orderState({ payment: 'paid', fulfilment: 'cancelled' })).toBe('paid');
    expect(orderState({ payment: 'partially_refunded', fulfilment: 'unfulfilled' })).toBe('paid');
  });

  it('hold no stock once nothing more will be sent', () => {
    expect(fulfilmentStates.filter(holdsStock)).toEqual(['unfulfilled', 'partially_fulfilled']);
    for (const states of reachable().filter(({ payment }) => payment === 'voided' || payment === 'refunded'))
      expect(holdsStock(states.fulfilment)).toBe(false);
  });

  it('each have a way out in their own table, but for the last ones', () => {
    expect(paymentEvents.map((event) => nextPayment('refunded', event))).toEqual(
      paymentEvents.map(() => null),
    );
    expect(paymentEvents.map((event) => nextPayment('voided', event))).toEqual(paymentEvents.map(() => null));
    for (const last of ['returned', 'cancelled'] as const)
      expect(fulfilmentEvents.every((event) => nextFulfilment(last, event) === null)).toBe(true);
  });
});

describe('readStates', () => {
  it('takes the columns while they say what the old word says', () => {
    for (const states of reachable())
      expect(readStates(firstOrderState(states), states)).toEqual({ states, isOutdated: false });
  });

  it('takes the old word when an older version has moved the order on', () => {
    for (const word of firstOrderStates) {
      const read = readStates(word, { payment: null, fulfilment: null });
      expect(firstOrderState(read.states)).toBe(word);
      expect(read.isOutdated).toBe(true);
    }
    expect(readStates('paid', { payment: 'authorised', fulfilment: 'unfulfilled' }).states.payment).toBe(
      'paid',
    );
    expect(readStates('refunded', { payment: 'paid', fulfilment: 'fulfilled' }).states).toEqual({
      payment: 'refunded',
      fulfilment: 'fulfilled',
    });
  });

  it.each([
    ['refunded', 'paid', 'delivered', 'delivered'],
    ['refunded', 'paid', 'unfulfilled', 'cancelled'],
    ['refunded', 'voided', 'cancelled', 'cancelled'],
    ['refunded', null, null, 'cancelled'],
    ['cancelled', 'authorised', 'fulfilled', 'cancelled'],
    ['fulfilled', 'paid', 'unfulfilled', 'fulfilled'],
    ['paid', 'authorised', null, 'unfulfilled'],
    ['paid', null, 'unfulfilled', 'unfulfilled'],
  ] as const)(
    'with the old word %s beside %s and %s: the goods are %s',
    (word, payment, fulfilment, goods) => {
      const read = readStates(word, { payment, fulfilment });
      expect(read).toMatchObject({ states: { fulfilment: goods }, isOutdated: true });
      expect(orderState(read.states)).toBe(word);
    },
  );

  it('does not let an older version send an order of which a part has left', () => {
    expect(firstOrderState({ payment: 'paid', fulfilment: 'partially_fulfilled' })).toBe('fulfilled');
  });
});
