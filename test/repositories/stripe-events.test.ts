import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import { Messages } from '../../src/platform/views/messages.js';
import { ApplyPaymentEventsService } from '../../src/shop/checkout/apply-payment-events.service.js';
import { PaymentResultService } from '../../src/shop/checkout/payment-result.service.js';
import { PendingPaymentsService } from '../../src/shop/checkout/pending-payments.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { timeline } from '../../src/storefront/orders/order-timeline.view.js';
import { aGiftCard } from '../support/credit.js';
import { CARDS } from '../../scripts/rig/stripe/cards.js';
import type { StubEvent } from '../../scripts/rig/stripe/events.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { webhookServer } from '../support/stripe/webhook-server.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

let stub: StripeStub;
let shop: OrderShop;
let web: Awaited<ReturnType<typeof webhookServer>>;
beforeAll(async () => {
  stub = await StripeStub.open();
  shop = await orderShop(stub.settings);
  await shop.setStock('jacket', 10_000);
  web = await webhookServer(shop.module);
});
afterAll(async () => {
  await web?.close();
  await shop?.close();
  await stub?.close();
});

afterEach(async () => expect(await audit(shop.database)).toEqual({}));

const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
const idOf = async (number: string) => (await details(number)).id;
const state = async (number: string) => (await details(number)).state;
const rows = (where = '1 = 1') => shop.count('payment_events', where);
const mails = async (name: string, number: string) =>
  shop.count('outbox', `dedupe_key REGEXP '^mail:order-${name}:${await idOf(number)}($|:)'`);
const send = (event: StubEvent) => stub.events.deliver(event, web.url);
const twice = (event: StubEvent) => Promise.all([send(event), send(event)]);
const problemOf = async (event: StubEvent) =>
  (
    await shop.database.query<{ problem: string | null; applied: number }>(
      'SELECT problem, applied_at IS NOT NULL AS applied FROM payment_events WHERE id = ?',
      [event.id],
    )
  )[0];

/** An order that waits for its card, and its intent at Stripe. */
async function order(
  before?: (cartId: string) => Promise<void>,
): Promise<{ number: string; intent: string }> {
  const ready = await shop.ready({ jacket: 1 }, 'stripe');
  await before?.(ready.cartId);
  const request = before ? await shop.review(ready.cartId) : ready;
  await shop.place(request);
  const { number } = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
  const found = [...stub.intents.all.values()].find(({ metadata }) => metadata['order_number'] === number);
  return { number, intent: found!.id };
}

const NAMES = ['created', 'failed', 'succeeded', 'refunded', 'disputed'] as const;
type Name = (typeof NAMES)[number];
const TYPES: Record<Name, string> = {
  created: 'payment_intent.created',
  failed: 'payment_intent.payment_failed',
  succeeded: 'payment_intent.succeeded',
  refunded: 'charge.refunded',
  disputed: 'charge.dispute.created',
};

/** Everything happens at Stripe, and not a word of it has reached the shop. */
async function untold() {
  const { number, intent } = await order();
  expect(() => stub.intents.confirm(intent, CARDS.declined)).toThrow('declined');
  stub.intents.confirm(intent, CARDS.approve);
  stub.intents.capture(intent, {});
  stub.refunds.create({ payment_intent: intent });
  stub.events.tell('charge.dispute.created', {
    id: `dp_${intent}`,
    object: 'dispute',
    amount: 1,
    currency: 'usd',
    reason: 'fraudulent',
    payment_intent: intent,
  });
  const event = (name: Name) => stub.events.last(TYPES[name], intent);
  return { number, intent, event };
}

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((first, nth) => permutations(all.toSpliced(nth, 1)).map((rest) => [first, ...rest]));

/** What the set of events makes of an order, whatever their order. */
const meant = (names: readonly Name[]): string => {
  if (!names.includes('succeeded')) return 'pending_payment';
  return names.includes('refunded') ? 'refunded' : 'paid';
};

describe('F8: events in any order, each twice in parallel', () => {
  it('all 120 orders of the five come to the same end, with one mail for each step', async () => {
    const numbers: string[] = [];
    const tell = async (names: Name[]) => {
      const { number, event } = await untold();
      for (const name of names) expect(await twice(event(name))).toEqual([200, 200]);
      numbers.push(number);
    };
    const all = permutations(NAMES);
    while (all.length > 0) await Promise.all(all.splice(0, 6).map(tell));
    expect(numbers).toHaveLength(120);
    await expect.poll(() => rows('applied_at IS NULL'), { timeout: 10_000 }).toBe(0);
    for (const number of numbers) {
      expect(await state(number)).toBe('refunded');
      expect([await mails('confirmed', number), await mails('refunded', number)]).toEqual([1, 1]);
      expect(await shop.count('refunds', `order_id = ${await idOf(number)}`)).toBe(1);
    }
    expect(await shop.count('order_events', "event = 'dispute'")).toBe(120);
    expect(await rows()).toBe(600);
    expect(stub.refunds.all).toHaveLength(120);
  });

  it.each([
    ['created', 'failed'],
    ['refunded', 'disputed'],
    ['succeeded'],
    ['failed', 'succeeded', 'disputed'],
  ] as Name[][])('a part of them means what is in it: %s %s %s', async (...names) => {
    const { number, intent, event } = await untold();
    await Promise.all(names.filter(Boolean).flatMap((name) => [send(event(name)), send(event(name))]));
    await expect.poll(() => state(number)).toBe(meant(names));
    await shop.module.get(ApplyPaymentEventsService).applyOf(intent);
    expect(await state(number)).toBe(meant(names));
  });

  it('all ten at once', async () => {
    const { number, event } = await untold();
    await Promise.all(NAMES.flatMap((name) => [send(event(name)), send(event(name))]));
    await expect.poll(() => state(number)).toBe('refunded');
    expect([await mails('confirmed', number), await mails('refunded', number)]).toEqual([1, 1]);
  });

  it('an authorisation, a cancellation and their events in both orders end cancelled', async () => {
    for (const isReversed of [false, true]) {
      const { number, intent } = await order();
      stub.intents.confirm(intent, CARDS.approve);
      stub.intents.cancel(intent);
      const types = ['payment_intent.amount_capturable_updated', 'payment_intent.canceled'];
      for (const type of isReversed ? types.toReversed() : types) {
        await twice(stub.events.last(type, intent));
        await expect.poll(async () => (await problemOf(stub.events.last(type, intent)))?.applied).toBe(1);
      }
      expect(await state(number)).toBe('cancelled');
    }
  });

  it('a refund of ours is not counted again when Stripe tells of it, and one made there is', async () => {
    const { number, intent } = await order();
    stub.intents.confirm(intent, CARDS.approve);
    await send(stub.events.last('payment_intent.amount_capturable_updated', intent));
    await expect.poll(() => state(number)).toBe('authorised');
    expect(await shop.module.get(CaptureOrderService).capture(await details(number))).toMatchObject({
      ok: true,
    });
    await shop.module.get(RefundOrderService).refund(await idOf(number), { amount: 300, putsBack: false });
    await twice(stub.events.last('charge.refunded', intent));
    stub.refunds.create({ payment_intent: intent, amount: '200' });
    await twice(stub.events.last('charge.refunded', intent));
    await expect.poll(async () => (await details(number)).tender.refunded).toBe(500);
    expect(await mails('refunded', number)).toBe(2);
    expect(stub.refunds.of(intent)).toHaveLength(2);
  });
});

describe('a dispute', () => {
  const run = (name: string, words: string[], options = {}) =>
    orderCommands.find((command) => command.name === name)!.run(shop.module, words, options);

  it('is in the history for staff, once, and the order stays as it is', async () => {
    const { number, intent, event } = await untold();
    await twice(event('succeeded'));
    await expect.poll(() => state(number)).toBe('paid');
    await Promise.all([twice(event('disputed')), twice(event('disputed'))]);
    await expect.poll(async () => (await problemOf(event('disputed')))?.applied).toBe(1);
    expect(await state(number)).toBe('paid');
    const shown = await run('order show', [number]);
    const found = [...shown.matchAll(/dispute .*/g)].map(([line]) => line.replaceAll(/ +/g, ' ').trim());
    expect(found).toEqual([`dispute paid $0.01 provider: stripe dp_${intent}: fraudulent`]);
  });

  it('is what a list of orders can be about', async () => {
    const [quiet, disputed] = [await untold(), await untold()];
    await send(disputed.event('disputed'));
    await expect.poll(async () => (await problemOf(disputed.event('disputed')))?.applied).toBe(1);
    const listed = await run('order list', [], { disputed: true });
    expect(listed).toContain(disputed.number);
    expect(listed).not.toContain(quiet.number);
    expect(await run('order list', [], { disputed: true, state: 'fulfilled' })).toContain('0 of 0 orders');
  });

  it('is not told to the shopper', async () => {
    const { number, event } = await untold();
    await send(event('disputed'));
    await expect.poll(async () => (await details(number)).happenings.length).toBe(2);
    const words = timeline(await details(number), new Messages('en'), new Formatters('en-US', 'USD', 'UTC'));
    expect(words.map(({ text }) => text)).toEqual(['Ordered']);
  });
});

describe('an order that a gift card pays a part of', () => {
  it.each(['told', 'not told'])(
    'is paid by what is left, %s by Stripe; refunds come from there first',
    async (how) => {
      const card = await aGiftCard(shop.module, 5000);
      const { number, intent } = await order((cartId) => card.use(cartId));
      const { total, tender } = await details(number);
      expect([tender.amount, stub.intents.get(intent).amount]).toEqual([total - 5000, total - 5000]);
      stub.intents.confirm(intent, CARDS.approve);
      if (how === 'told') {
        const event = stub.events.last('payment_intent.amount_capturable_updated', intent);
        await twice(event);
        await expect.poll(async () => (await problemOf(event))?.applied).toBe(1);
        expect((await problemOf(event))?.problem).toBeNull();
      } else await shop.module.get(PendingPaymentsService).ask(await details(number), true);
      expect(await state(number)).toBe('authorised');
      await shop.module.get(CaptureOrderService).capture(await details(number));
      const captured = stub.events.last('payment_intent.succeeded', intent);
      await twice(captured);
      await expect.poll(async () => (await problemOf(captured))?.applied).toBe(1);
      expect((await problemOf(captured))?.problem).toBeNull();
      stub.refunds.create({ payment_intent: intent });
      await twice(stub.events.last('charge.refunded', intent));
      await expect.poll(async () => (await details(number)).tender.refunded).toBe(total - 5000);
      expect([await state(number), await card.balance()]).toEqual(['paid', 0]);
      await shop.module.get(RefundOrderService).refund(await idOf(number), { amount: null, putsBack: false });
      expect([await state(number), await card.balance()]).toEqual(['refunded', 5000]);
      expect(stub.refunds.of(intent)).toHaveLength(1);
    },
  );

  it('gives the card back when Stripe cancels the payment, once', async () => {
    const card = await aGiftCard(shop.module, 5000);
    const { number, intent } = await order((cartId) => card.use(cartId));
    expect(await card.balance()).toBe(0);
    stub.intents.cancel(intent);
    await twice(stub.events.last('payment_intent.canceled', intent));
    await expect.poll(() => state(number)).toBe('cancelled');
    expect(await card.entries()).toEqual(['issue 5000', 'spend -5000', 'give_back 5000']);
  });
});

describe('forged events', () => {
  const forge = async (make: (event: StubEvent) => [payload: string, signature: string | null]) => {
    const { intent } = await order();
    const event = stub.events.last('payment_intent.created', intent);
    const [payload, signature] = make(event);
    const status = await stub.events.post(web.url, payload, signature);
    return { status, isKept: (await rows(`id = '${event.id}'`)) === 1 };
  };
  const REFUSED = { status: 400, isKept: false };
  const sign = (payload: string, options?: object) => stub.events.sign(payload, options);

  it('B41: no signature, another secret, the signature of another body', async () => {
    expect(await forge(({ payload }) => [payload, null])).toEqual(REFUSED);
    expect(await forge(({ payload }) => [payload, sign(payload, { secret: 'whsec_other' })])).toEqual(
      REFUSED,
    );
    expect(await forge(({ payload }) => [payload, sign(`${payload} `)])).toEqual(REFUSED);
    expect(await forge(({ payload }) => [payload, 'nonsense'])).toEqual(REFUSED);
  });

  it('B42: a time ten minutes ago or ahead', async () => {
    expect(await forge(({ payload }) => [payload, sign(payload, { secondsFromNow: -600 })])).toEqual(REFUSED);
    expect(await forge(({ payload }) => [payload, sign(payload, { secondsFromNow: 600 })])).toEqual(REFUSED);
    const near = await forge(({ payload }) => [payload, sign(payload, { secondsFromNow: 200 })]);
    expect(near).toEqual({ status: 200, isKept: true });
  });

  it('B45: the same JSON with other spaces; two signatures; a body of 5 MB', async () => {
    const respaced = ({ payload }: StubEvent): [string, string] => [
      JSON.stringify(JSON.parse(payload)),
      sign(payload),
    ];
    expect(await forge(respaced)).toEqual(REFUSED);
    const wrong = `v1=${'0'.repeat(64)}`;
    expect(await forge(({ payload }) => [payload, `${sign(payload)},${wrong}`])).toMatchObject({
      status: 200,
    });
    expect(
      await forge(({ payload }) => [payload, `${sign(payload).split(',')[0]},${wrong},${wrong}`]),
    ).toEqual(REFUSED);
    const big = JSON.stringify({ id: 'evt_big', padding: 'x'.repeat(5_000_000) });
    expect(await forge(() => [big, sign(big)])).toEqual({ status: 413, isKept: false });
  });

  it('what is signed and no event is refused too', async () => {
    expect(await forge(() => ['{}', sign('{}')])).toEqual(REFUSED);
    expect(await forge(() => ['[', sign('[')])).toEqual(REFUSED);
  });
});

describe('events that come often, early or wrong', () => {
  it('B43: the same one twenty times at once has one effect', async () => {
    const { number, intent } = await order();
    stub.intents.confirm(intent, CARDS.approve);
    const event = stub.events.last('payment_intent.amount_capturable_updated', intent);
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(event)));
    expect(new Set(answers)).toEqual(new Set([200]));
    await expect.poll(() => state(number)).toBe('authorised');
    expect(await rows(`id = '${event.id}'`)).toBe(1);
    expect(await mails('confirmed', number)).toBe(1);
    expect((await details(number)).happenings.map((one) => one.event)).toEqual(['place', 'authorise']);
  });

  it('B44: an amount or a currency that differs is noted, and nothing is paid', async () => {
    for (const change of [{ amount: 1 }, { currency: 'eur' }, { amount_capturable: 1 }]) {
      const { number, intent } = await order();
      const { amount } = stub.intents.get(intent);
      const told = {
        ...stub.intents.get(intent),
        status: 'requires_capture',
        amount_capturable: amount,
        ...change,
      };
      const event = stub.events.tell('payment_intent.amount_capturable_updated', told);
      expect(await send(event)).toBe(200);
      await expect.poll(async () => (await problemOf(event))?.applied).toBe(1);
      expect((await problemOf(event))!.problem).toMatch(/amount|currency|authorised/);
      expect(await state(number)).toBe('pending_payment');
    }
  });

  it('B44: one for an order that is not there is kept, and applied once it is', async () => {
    const { number, intent } = await order();
    stub.intents.confirm(intent, CARDS.approve);
    const event = stub.events.last('payment_intent.amount_capturable_updated', intent);
    const hide = (from: string, to: string) =>
      shop.database.execute(
        'UPDATE stripe_payments SET order_number = ?, intent = ? WHERE order_number = ?',
        [to, to === number ? intent : null, from],
      );
    await hide(number, 'elsewhere');
    expect(await send(event)).toBe(200);
    await expect.poll(async () => (await problemOf(event))?.problem).toBe('no such order yet');
    expect(await problemOf(event)).toMatchObject({ applied: 0 });
    await hide('elsewhere', number);
    await shop.database.execute('UPDATE payment_events SET next_try_at = received_at WHERE id = ?', [
      event.id,
    ]);
    await shop.module.get(ApplyPaymentEventsService).applyDue();
    expect(await state(number)).toBe('authorised');
  });

  it('money for an order that was cancelled meanwhile is let go', async () => {
    const { number, intent } = await order();
    stub.intents.confirm(intent, CARDS.approve);
    const no = { status: 'declined', reason: 'given up' } as const;
    const before = await details(number);
    const options = { tender: before.tender, reason: 'not_paid', mailsTheNo: false } as const;
    await shop.module.get(PaymentResultService).apply(before, no, options);
    const event = stub.events.last('payment_intent.amount_capturable_updated', intent);
    await send(event);
    await expect.poll(() => stub.intents.get(intent).status).toBe('canceled');
    await expect.poll(async () => (await problemOf(event))?.problem).toContain('let go');
    expect(await state(number)).toBe('cancelled');
  });
});
