import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PendingPaymentsService } from '../../src/shop/checkout/pending-payments.service.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { CloseAccountService } from '../../src/shop/personal-data/close-account.service.js';
import { StripeCardsService } from '../../src/shop/payments/stripe/stripe-cards.service.js';
import { StripeCustomersService } from '../../src/shop/payments/stripe/stripe-customers.service.js';
import { StripePagesService } from '../../src/shop/payments/stripe/stripe-pages.service.js';
import { ConflictError } from '../../src/platform/errors/shop-error.js';
import { OutboxRelay } from '../../src/platform/outbox/outbox-relay.js';
import { CARDS } from '../../scripts/rig/stripe/cards.js';
import type { Intent } from '../../scripts/rig/stripe/intents.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { ada, audit, orderShop, type OrderShop } from './orders-shop.js';

let stub: StripeStub;
let shop: OrderShop;
let people = 0;
beforeAll(async () => {
  stub = await StripeStub.open();
  shop = await orderShop(stub.settings);
});
afterAll(async () => {
  await shop?.close();
  await stub?.close();
});
afterEach(async () => {
  stub.faults.clear();
  expect(await audit(shop.database)).toEqual({});
});

async function customer(): Promise<number> {
  people += 1;
  const names = { firstName: 'Grace', lastName: 'Hopper' };
  const form = { email: `person${people}@example.com`, password: 'nine tents by the lake', ...names };
  const outcome = await shop.module.get(CustomersService).register(form);
  if (!outcome.ok) throw new Error('not registered');
  return outcome.customer.id;
}

/** An order that waits for its card; answers its number. */
async function order(customerId: number | null): Promise<string> {
  const request = await shop.ready({ jacket: 1 }, 'stripe', ada, { customerId });
  await shop.place(request);
  return (await shop.module.get(OrdersService).byCheckoutToken(request.token))!.number;
}

const intentsOf = (number: string): Intent[] =>
  [...stub.intents.all.values()].filter(({ metadata }) => metadata['order_number'] === number);
const intentOf = (number: string): Intent => {
  expect(intentsOf(number)).toHaveLength(1);
  return intentsOf(number)[0]!;
};
const ensure = (id: number) => shop.module.get(StripeCustomersService).ensure(id);
const ask = async (number: string) => {
  const details = (await shop.module.get(OrdersService).byNumber(number))!;
  await shop.module.get(PendingPaymentsService).ask(details, true);
  return (await shop.module.get(OrdersService).byNumber(number))!;
};
const page = async (number: string, customerId: number | null) =>
  (await shop.module.get(StripePagesService).open(number, customerId))!;
const hosted = (number: string, customerId: number | null) => {
  const wish = { returnUrl: 'http://shop.test/return', cancelUrl: 'http://shop.test/', label: 'Order' };
  return shop.module.get(StripePagesService).openHosted(number, wish, customerId);
};
const madeFor = (id: number) =>
  [...stub.customers.all.values()].filter(({ metadata }) => metadata['customer'] === String(id));
const sessionOf = (address: { url: string } | 'not_yours' | null) =>
  stub.sessions.get((address as { url: string }).url.split('/').at(-1)!);

describe('who a payment is asked for', () => {
  it('a guest is nobody to Stripe, and no cards are shown', async () => {
    const before = stub.customers.all.size;
    const number = await order(null);
    expect(intentOf(number).customer).toBeNull();
    expect((await page(number, null)).cardsSecret).toBeNull();
    expect(stub.customers.all.size).toBe(before);
  });

  it('a customer is made at Stripe with the first order, told by number only, and is the same in the next', async () => {
    const grace = await customer();
    const first = intentOf(await order(grace)).customer!;
    expect(stub.customers.get(first)).toEqual({
      id: first,
      object: 'customer',
      metadata: { customer: String(grace) },
    });
    expect(intentOf(await order(grace)).customer).toBe(first);
    expect(madeFor(grace)).toHaveLength(1);
  });

  it('two first orders at once make one customer, 20 rounds', async () => {
    for (let round = 0; round < 5; round += 1) {
      const some = await Promise.all([customer(), customer(), customer(), customer()]);
      const pairs = await Promise.all(some.map((id) => Promise.all([ensure(id), ensure(id)])));
      for (const [nth, [one, other]] of pairs.entries()) {
        expect(one).toMatch(/^cus_/);
        expect(other).toBe(one);
        expect(madeFor(some[nth]!)).toHaveLength(1);
      }
    }
  });
});

describe('the cards of one customer', () => {
  it('are shown, saved and removed in the form of that customer and of nobody else', async () => {
    const [grace, mallory] = [await customer(), await customer()];
    const number = await order(grace);
    const { id, customer: owner } = intentOf(number);
    stub.intents.confirm(id, CARDS.approve, true);
    const next = await order(grace);
    const { cardsSecret } = await page(next, grace);
    const { features, customer: shown } = stub.customers.bySecret(cardsSecret!);
    expect(shown).toBe(owner);
    expect(features).toMatchObject({
      payment_method_save: 'enabled',
      payment_method_redisplay: 'enabled',
      payment_method_remove: 'enabled',
    });
    await order(mallory);
    for (const stranger of [mallory, null]) {
      const theirs = await page(next, stranger);
      expect(theirs.clientSecret).toMatch(/_secret_/);
      expect(theirs.cardsSecret).toBeNull();
    }
  });

  it('pay for their orders and for nobody else', async () => {
    const [grace, mallory] = [await customer(), await customer()];
    stub.intents.confirm(intentOf(await order(grace)).id, CARDS.approve, true);
    const [card] = stub.customers.cardsOf((await ensure(grace))!);
    const theirs = intentOf(await order(mallory));
    expect(() => stub.intents.confirmSaved(theirs.id, card!.id)).toThrow('does not belong');
    const number = await order(grace);
    stub.intents.confirmSaved(intentOf(number).id, card!.id);
    expect((await ask(number)).state).toBe('authorised');
  });

  it('are on the hosted page of that customer; nobody else gets there', async () => {
    const grace = await customer();
    const number = await order(grace);
    const own = sessionOf(await hosted(number, grace));
    expect(own).toMatchObject({ customer: intentOf(number).customer, saves: true });
    for (const stranger of [await customer(), null]) expect(await hosted(number, stranger)).toBe('not_yours');
    expect(sessionOf(await hosted(number, grace)).id).toBe(own.id);
  });

  it('are not on a hosted page that somebody else has opened with the address of the order', async () => {
    const grace = await customer();
    const number = await order(grace);
    stub.faults.plan('error_500', /checkout.sessions$/);
    await expect(hosted(number, null)).rejects.toThrow('went wrong');
    expect((await page(number, grace)).cardsSecret).not.toBeNull();
    expect(sessionOf(await hosted(number, null))).toMatchObject({ customer: null, saves: false });
  });
});

describe('the list of saved cards', () => {
  const cards = () => shop.module.get(StripeCardsService);
  const withCard = async () => {
    const id = await customer();
    const owner = (await ensure(id))!;
    return { id, owner, card: stub.customers.save(owner, CARDS.approve) };
  };

  it('has brand, last four digits and expiry, and is empty for who has saved none', async () => {
    const { id, card } = await withCard();
    const expires = { year: 2034, month: 12 };
    expect(await cards().list(id)).toEqual([{ id: card.id, brand: 'visa', lastFour: '4242', expires }]);
    const calls = stub.calls.length;
    expect(await cards().list(await customer())).toEqual([]);
    expect(stub.calls).toHaveLength(calls);
  });

  it('a card is removed by its customer once, and never by another', async () => {
    const [grace, mallory] = [await withCard(), await withCard()];
    expect(await cards().remove(mallory.id, grace.card.id)).toBeNull();
    expect(stub.customers.card(grace.card.id).customer).toBe(grace.owner);
    const both = await Promise.all([1, 2].map(() => cards().remove(grace.id, grace.card.id)));
    expect(both.filter((card) => card !== null)).toHaveLength(1);
    expect(await cards().list(grace.id)).toEqual([]);
    expect(await cards().list(mallory.id)).toHaveLength(1);
  });

  it('says that nothing was changed, or that nobody can tell, while Stripe is away', async () => {
    const { id, card } = await withCard();
    stub.faults.plan('refuse_connection', /./, 2);
    await expect(cards().list(id)).rejects.toThrow('account.cards_away');
    stub.faults.plan('drop', /detach$/, 1);
    stub.faults.plan('refuse_connection', /detach$/, 1);
    await expect(cards().remove(id, card.id)).rejects.toThrow('account.cards_unsure');
    expect(await cards().list(id)).toEqual([]);
  });

  it('is empty when the customer was deleted at Stripe', async () => {
    const { id, owner } = await withCard();
    stub.customers.delete(owner);
    expect(await cards().list(id)).toEqual([]);
    expect(await ensure(id)).not.toBe(owner);
  });
});

describe('a customer that was deleted at Stripe', () => {
  it('is made anew for the next payment', async () => {
    const grace = await customer();
    const first = (await ensure(grace))!;
    stub.customers.delete(first);
    const number = await order(grace);
    const second = intentOf(number).customer!;
    expect(second).not.toBe(first);
    expect(await ensure(grace)).toBe(second);
    expect((await ask(number)).tender.status).toBe('needs_confirmation');
  });

  it('is not in the way of a payment that has begun, in the form or on the hosted page', async () => {
    const grace = await customer();
    const number = await order(grace);
    stub.customers.delete(intentOf(number).customer!);
    expect(await page(number, grace)).toMatchObject({
      clientSecret: expect.stringMatching(/_secret_/),
      cardsSecret: null,
    });
    expect(sessionOf(await hosted(number, grace)).customer).toBeNull();
    const other = await order(grace);
    stub.customers.delete(intentOf(other).customer!);
    expect(sessionOf(await hosted(other, grace)).customer).toBeNull();
  });
});

describe('when Stripe does not say who a customer is', () => {
  it.each(['refuse_connection', 'error_500'] as const)(
    'the payment is like that of a guest, and the next one is not: %s',
    async (fault) => {
      const grace = await customer();
      stub.faults.plan(fault, /\/customers$/, 2);
      const number = await order(grace);
      expect(intentOf(number).customer).toBeNull();
      stub.faults.clear();
      expect((await ask(number)).tender.status).toBe('needs_confirmation');
      expect(intentOf(await order(grace)).customer).toMatch(/^cus_/);
      expect(intentOf(number).customer).toBeNull();
      expect(madeFor(grace)).toHaveLength(1);
    },
  );

  it('an answer that got lost makes no second one', async () => {
    const grace = await customer();
    stub.faults.plan('drop', /\/customers$/, 2);
    await order(grace);
    stub.faults.clear();
    expect(await ensure(grace)).toBe(madeFor(grace)[0]!.id);
    expect(madeFor(grace)).toHaveLength(1);
  });

  it('a question whose answer got lost is repeated to the letter, although the customer has one by now', async () => {
    const grace = await customer();
    stub.faults.plan('refuse_connection', /\/customers$/, 2);
    stub.faults.plan('drop', /payment_intents$/, 2);
    const number = await order(grace);
    expect(await ensure(grace)).toMatch(/^cus_/);
    expect((await ask(number)).tender.status).toBe('needs_confirmation');
    expect(intentOf(number).customer).toBeNull();
  });

  it('the form is like that of a guest', async () => {
    const grace = await customer();
    const number = await order(grace);
    stub.faults.plan('refuse_connection', /customer_sessions/, 2);
    expect(await page(number, grace)).toMatchObject({
      clientSecret: expect.stringMatching(/_secret_/),
      cardsSecret: null,
    });
  });
});

describe('when an account is deleted', () => {
  const close = (id: number) => shop.module.get(CloseAccountService).close(id);
  /** The worker, also for what has to wait for its next try. */
  async function work(): Promise<void> {
    await shop.database.execute(
      `UPDATE outbox SET available_at = UTC_TIMESTAMP(3) WHERE topic = 'leave-stripe' AND done_at IS NULL`,
    );
    await shop.module.get(OutboxRelay).drain('leave-stripe');
  }

  it('the customer at Stripe and the cards go too, also when Stripe is away at first', async () => {
    const grace = await customer();
    const owner = (await ensure(grace))!;
    const card = stub.customers.save(owner, CARDS.approve);
    stub.faults.plan('error_503', /^DELETE \/v1\/customers/, 9);
    expect(await close(grace)).toBe(true);
    expect(await shop.count('stripe_customers', `customer_id = ${grace}`)).toBe(0);
    await work();
    expect(stub.customers.all.has(owner)).toBe(true);
    stub.faults.clear();
    await work();
    expect(stub.customers.all.has(owner)).toBe(false);
    expect(stub.customers.card(card.id).customer).toBeNull();
    const calls = stub.calls.length;
    await work();
    expect(stub.calls).toHaveLength(calls);
    expect(await close(grace)).toBe(false);
  });

  it('one whose making nobody heard of goes too, and one that is gone already is no hindrance', async () => {
    const [lost, gone] = [await customer(), await customer()];
    stub.faults.plan('drop', /^POST \/v1\/customers$/, 9);
    expect(await ensure(lost)).toBeNull();
    stub.faults.clear();
    stub.customers.delete((await ensure(gone))!);
    await close(lost);
    await close(gone);
    await work();
    await work();
    expect([...madeFor(lost), ...madeFor(gone)]).toEqual([]);
    expect(await shop.count('outbox', `topic = 'leave-stripe' AND done_at IS NULL`)).toBe(0);
  });

  it('an order at the same moment is nobody’s, or is not placed: nothing half done, 20 rounds', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const id = await customer();
      const request = await shop.ready({ jacket: 1 }, 'invoice', ada, { customerId: id });
      const placing = shop.place(request).then(
        ({ kind }) => kind,
        (error: unknown) => (error instanceof ConflictError ? 'refused' : Promise.reject(error as Error)),
      );
      const pause = new Promise((resolve) => void setTimeout(resolve, round % 10));
      const [outcome, isClosed] = await Promise.all([placing, pause.then(() => close(id))]);
      outcomes.add(outcome);
      expect(isClosed).toBe(true);
      const [row] = await shop.database.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM orders WHERE checkout_token = ? AND customer_id IS NULL',
        [request.token],
      );
      expect(row!.n).toBe(outcome === 'placed' ? 1 : 0);
      for (const table of [
        'orders',
        'promotion_uses',
        'credit_accounts',
        'customer_carts',
        'stripe_customers',
      ])
        expect([table, await shop.count(table, `customer_id = ${id}`)]).toEqual([table, 0]);
      expect(await shop.count('customers', `id = ${id}`)).toBe(0);
      expect(await audit(shop.database)).toEqual({});
    }
    expect([...outcomes].every((outcome) => ['placed', 'refused'].includes(outcome))).toBe(true);
  });
});
