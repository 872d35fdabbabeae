import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { TestCardsService } from '../../src/shop/payments/test-cards.service.js';
import { MollieStub } from '../support/mollie/mollie-stub.js';
import { CARDS } from '../../scripts/rig/stripe/cards.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { orderShop, type OrderShop } from './orders-shop.js';

/** What every provider has to keep of src/shop/payments/gateway.ts, whoever it is. */
let stripe: StripeStub;
let mollie: MollieStub;
let shop: OrderShop;
beforeAll(async () => {
  [stripe, mollie] = await Promise.all([StripeStub.open(), MollieStub.open()]);
  shop = await orderShop({ ...stripe.settings, ...mollie.settings() });
});
afterAll(async () => {
  await shop?.close();
  await stripe?.close();
  await mollie?.close();
});

interface Subject {
  gateway: string;
  choice: string;
  /** The shopper says yes to the payment with this reference. */
  approve(reference: string): unknown;
}
const subjects: Subject[] = [
  {
    gateway: 'test_card',
    choice: 'test_card_confirm',
    approve: (reference) => shop.module.get(TestCardsService).decide(reference, true),
  },
  {
    gateway: 'stripe',
    choice: 'stripe',
    approve: (reference) => stripe.intents.confirm(reference, CARDS.approve),
  },
  { gateway: 'mollie', choice: 'mollie_card', approve: (reference) => mollie.payments.end(reference, 'pay') },
];

const payments = () => shop.module.get(PaymentsService);
let last = 0;
const AMOUNT = 5000;

describe.each(subjects)('the gateway $gateway', ({ gateway, choice, approve }) => {
  const newKey = () => `k${(last += 1)}`;
  const ask = (idempotencyKey: string) =>
    payments().authorise(gateway, {
      orderNumber: idempotencyKey,
      idempotencyKey,
      amount: AMOUNT,
      currency: 'USD',
      details: payments().choice(choice)!.details,
      customerId: null,
      returnUrl: '/orders/AAAAAAAAAAAAAAAAAAAAAA',
    });
  const deed = (reference: string, idempotencyKey: string, amount = AMOUNT) => ({
    reference,
    amount,
    currency: 'USD',
    idempotencyKey,
  });

  async function authorised(): Promise<{ key: string; reference: string }> {
    const key = newKey();
    const asked = await ask(key);
    const { reference } = asked as { reference: string };
    await approve(reference);
    expect(await payments().find(gateway, key, AMOUNT)).toEqual({ status: 'authorised', reference });
    return { key, reference };
  }

  it('has never heard of what was not asked', async () => {
    expect(await payments().find(gateway, newKey(), AMOUNT)).toEqual({ status: 'not_found' });
  });

  it('answers the same to a repeat, one after the other and at once', async () => {
    const key = newKey();
    const first = await ask(key);
    expect(first).toMatchObject({
      status: 'needs_confirmation',
      url: expect.stringMatching(/^\/checkout\//),
    });
    expect(await ask(key)).toEqual(first);
    expect(await payments().find(gateway, key, AMOUNT)).toEqual(first);
    expect(await Promise.all([ask(key), ask(key)])).toEqual([first, first]);
  });

  it('captures once, and says done to a repeat', async () => {
    const { key, reference } = await authorised();
    for (const _ of [1, 2])
      expect(await payments().capture(gateway, deed(reference, `${key}-c`))).toEqual({
        status: 'done',
        reference,
      });
  });

  it('captures a part, and gives back no more than that', async () => {
    const { key, reference } = await authorised();
    expect(await payments().capture(gateway, deed(reference, `${key}-c`, 3000))).toMatchObject({
      status: 'done',
    });
    expect(await payments().refund(gateway, deed(reference, `${key}-r`, 3001))).toMatchObject({
      status: 'refused',
    });
    expect(await payments().refund(gateway, deed(reference, `${key}-s`, 3000))).toMatchObject({
      status: 'done',
    });
  });

  it('captures no more than was set aside', async () => {
    const { key, reference } = await authorised();
    const more = deed(reference, `${key}-c`, AMOUNT + 1);
    expect(await payments().capture(gateway, more)).toMatchObject({ status: 'refused' });
  });

  it('refunds each key once', async () => {
    const { key, reference } = await authorised();
    await payments().capture(gateway, deed(reference, `${key}-c`));
    const first = await payments().refund(gateway, deed(reference, `${key}-r`, 3000));
    expect(await payments().refund(gateway, deed(reference, `${key}-r`, 3000))).toEqual(first);
    expect(await payments().refund(gateway, deed(reference, `${key}-s`, 2001))).toMatchObject({
      status: 'refused',
    });
    expect(await payments().refund(gateway, deed(reference, `${key}-t`, 2000))).toMatchObject({
      status: 'done',
    });
  });

  it('lets go what is set aside or waits, for good, and says done to a repeat', async () => {
    const { key, reference } = await authorised();
    const waiting = (await ask(newKey())) as { reference: string };
    for (const one of [reference, waiting.reference])
      for (const _ of [1, 2])
        expect(await payments().void(gateway, deed(one, `${key}-v-${one}`))).toMatchObject({
          status: 'done',
        });
    expect(await payments().capture(gateway, deed(reference, `${key}-c`))).toMatchObject({
      status: 'refused',
    });
    expect(await payments().find(gateway, key, AMOUNT)).toMatchObject({ status: 'declined' });
  });
});
