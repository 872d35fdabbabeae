import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { EditPriceLists } from '../../src/shop/catalog/price-lists/edit-price-lists.service.js';
import { CheckoutCreditService } from '../../src/shop/checkout/checkout-credit.service.js';
import type { PlaceOutcome } from '../../src/shop/checkout/place-order.service.js';
import { IssueCreditService } from '../../src/shop/credit/issue-credit.service.js';
import { DocumentsService } from '../../src/shop/documents/documents.service.js';
import { SHOPPER } from '../../src/shop/orders/actor.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { EndOrderService } from '../../src/shop/orders/end-order.service.js';
import type { PaymentGateway } from '../../src/shop/payments/gateway.js';
import { GATEWAYS } from '../../src/shop/payments/payments.service.js';
import { type TestGiftCard } from '../support/credit.js';
import { pdfLines } from '../support/pdf.js';
import { figure, rounds } from '../support/tier.js';
import { creditDeeds, placed, TOTAL } from './credit-deeds.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

const ROUNDS = rounds(20, { full: 50 });

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const { details, card, reviewWith, buy, charges } = creditDeeds(() => shop);
const kinds = (outcomes: readonly PlaceOutcome[]) =>
  Object.fromEntries(
    [...Map.groupBy(outcomes, ({ kind }) => kind)].map(([kind, same]) => [kind, same.length] as const),
  );

describe('a gift card', () => {
  it('pays what it can, and the provider is asked for the rest only', async () => {
    const one = await card(1000);
    const order = await buy([one]);
    expect(order).toMatchObject({ total: TOTAL, discount: 0, state: 'authorised' });
    expect(await charges(order.number)).toMatchObject([{ amount: TOTAL - 1000, status: 'authorised' }]);
    const { tender, credits } = await details(order.number);
    expect(tender).toMatchObject({ gateway: 'test_card', amount: TOTAL - 1000 });
    expect(credits).toMatchObject([{ gateway: 'gift_card', label: one.code.slice(-4), amount: 1000 }]);
    expect(await one.balance()).toBe(0);
    await shop.module.get(CaptureOrderService).capture(await details(order.number));
    expect(await charges(order.number)).toMatchObject([{ captured: TOTAL - 1000 }]);
    expect(await details(order.number)).toMatchObject({ state: 'paid', credits: [{ captured: 1000 }] });
  });

  it('that pays for all of it leaves nothing to choose, and no provider is asked', async () => {
    const [first, second] = [await card(2000), await card(5000)];
    const { cartId } = await shop.ready({ plenty: 1 });
    await shop.database.execute('UPDATE checkouts SET payment_choice = NULL WHERE open_cart_id = ?', [
      cartId,
    ]);
    expect(await shop.place(await shop.review(cartId))).toEqual({ kind: 'incomplete', step: 'payment' });
    for (const one of [first, second]) await one.use(cartId);
    const deeds = ['authorise', 'find', 'capture', 'void', 'refund'] as const;
    const gateways = shop.module.get<PaymentGateway[]>(GATEWAYS);
    const asked = gateways.flatMap((gateway) => deeds.map((deed) => vi.spyOn(gateway, deed)));
    expect(asked.length).toBeGreaterThan(0);
    const order = placed(await shop.place(await shop.review(cartId)));
    await shop.module.get(CaptureOrderService).capture(await details(order.number));
    expect(await details(order.number)).toMatchObject({
      state: 'paid',
      tender: { gateway: 'none', amount: 0 },
      credits: [{ captured: 2000 }, { captured: TOTAL - 2000 }],
    });
    expect([await first.balance(), await second.balance()]).toEqual([0, 5000 - TOTAL + 2000]);
    expect(await shop.module.get(EndOrderService).end(await details(order.number), SHOPPER)).toMatchObject({
      ok: true,
      order: { state: 'refunded' },
    });
    expect([await first.balance(), await second.balance()]).toEqual([2000, 5000]);
    for (const deed of asked) expect(deed).not.toHaveBeenCalled();
  });

  it('whose balance fell between page and button is asked about again, and nothing is charged', async () => {
    const one = await card(1000);
    const late = await reviewWith([one]);
    await buy([one]);
    const before = await shop.count('test_card_charges');
    expect(await shop.place(late)).toMatchObject({
      kind: 'changed',
      quote: { leftToPay: TOTAL, credits: [{ amount: 0, problem: 'empty' }] },
    });
    expect(await shop.count('test_card_charges')).toBe(before);
    const again = placed(await shop.place(await shop.review(late.cartId)));
    expect(await charges(again.number)).toMatchObject([{ amount: TOTAL }]);
  });

  it.each<[string, (one: TestGiftCard) => Promise<unknown>]>([
    ['disabled', (one) => shop.module.get(IssueCreditService).disable(one.id)],
    ['expired', () => Promise.resolve((shop.clock.moment = new Date('2098-12-31T23:59:59.999Z')))],
  ])('that was %s between page and button pays nothing', async (problem, spoil) => {
    const one = await card(1000, new Date('2099-01-01T00:00:00Z'));
    const request = await reviewWith([one]);
    await spoil(one);
    if (problem === 'expired') {
      shop.clock.moment = new Date('2099-01-01T00:00:00Z');
    }
    const outcome = await shop.place(request);
    shop.clock.moment = null;
    expect(outcome).toMatchObject({ kind: 'changed', quote: { credits: [{ amount: 0, problem }] } });
    expect(await one.balance()).toBe(1000);
  });

  it('is used once per checkout, five at most, and is refused with a reason', async () => {
    const { cartId } = await shop.ready({ plenty: 1 });
    const credit = shop.module.get(CheckoutCreditService);
    const [one, dead, empty] = [await card(100), await card(100), await card(TOTAL)];
    await shop.module.get(IssueCreditService).disable(dead.id);
    await buy([empty]);
    await one.use(cartId);
    for (const [code, refusal] of [
      [one.code, 'used_already'],
      [dead.code, 'disabled'],
      [empty.code, 'empty'],
      ['SUMMER', 'unknown'],
      ['0000-0000-0000-0000-0000', 'unknown'],
    ] as const)
      expect(await credit.useGiftCard(cartId, code, 'USD')).toBe(refusal);
    const more = await Promise.all(Array.from({ length: 7 }, () => card(100)));
    const outcomes = await Promise.all(more.map(({ code }) => credit.useGiftCard(cartId, code, 'USD')));
    expect(outcomes.filter((refusal) => refusal === null)).toHaveLength(4);
    expect(outcomes.filter((refusal) => refusal === 'too_many')).toHaveLength(3);
    await credit.remove(cartId, one.id);
    expect(await credit.useGiftCard(cartId, more.at(-1)!.code, 'USD')).not.toBe('too_many');
  });
});

describe('F5: a gift card of 50.00', () => {
  it(`and ten parallel orders of 30.00 pay for one; the nine others are asked again, ${ROUNDS} times`, async () => {
    const handles = await shop.database.execute(`UPDATE variants SET price = 2410 WHERE id = ?`, [
      shop.variant('plenty'),
    ]);
    expect(handles.affectedRows).toBe(1);
    let met = 0;
    const carts = await Promise.all(
      Array.from({ length: 10 }, () => shop.ready({ plenty: 1 }, 'test_card_approve')),
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await card(5000);
      const requests = [];
      for (const { cartId } of carts) {
        await one.use(cartId);
        requests.push(await shop.review(cartId));
      }
      const before = await shop.count('test_card_charges');
      const outcomes = await Promise.all(requests.map((request) => shop.place(request)));
      expect(kinds(outcomes), `round ${round}`).toEqual({ placed: 1, changed: 9 });
      expect(await one.balance(), `round ${round}`).toBe(2000);
      expect(await one.entries(), `round ${round}`).toEqual(['issue 5000', 'spend -3000']);
      expect(await shop.count('test_card_charges'), `round ${round}`).toBe(before);
      for (const [nth, outcome] of outcomes.entries())
        if (outcome.kind === 'placed') carts[nth] = await shop.ready({ plenty: 1 }, 'test_card_approve');
        else {
          met += 1;
          expect(outcome).toMatchObject({ quote: { leftToPay: 1000, credits: [{ amount: 2000 }] } });
          await shop.module.get(CheckoutCreditService).remove(carts[nth]!.cartId, one.id);
        }
    }
    await shop.database.execute(`UPDATE variants SET price = 1900 WHERE id = ?`, [shop.variant('plenty')]);
    figure('F5 orders asked again because another one had just used their gift card', met);
  });

  it('with two cards each, taken in either order, never wait for each other for ever', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b] = [await card(1000), await card(1000)];
      const requests = [await reviewWith([a, b]), await reviewWith([b, a])];
      expect(kinds(await Promise.all(requests.map((one) => shop.place(one))))).toEqual({
        placed: 1,
        changed: 1,
      });
      expect([await a.balance(), await b.balance()]).toEqual([0, 0]);
    }
  });
});

it('a card pays in its own currency only, and whoever goes over to another one is asked again', async () => {
  const lists = shop.module.get(EditPriceLists);
  expect(await lists.set({ currency: 'EUR', rate: '0.9', roundsTo: 1 })).toEqual({ ok: true });
  const one = await card(1000);
  const seen = await reviewWith([one], 'invoice');
  const inEuros = { ...seen, currency: 'EUR' };
  expect(await shop.place(inEuros)).toMatchObject({
    kind: 'changed',
    quote: { currency: 'EUR', credits: [{ amount: 0, problem: 'other_currency' }] },
  });
  const order = placed(await shop.place(await shop.review(seen.cartId, { currency: 'EUR' })));
  expect(order).toMatchObject({ currency: 'EUR', total: 2241 });
  expect(await details(order.number)).toMatchObject({ tender: { amount: 2241 }, credits: [] });
  expect(await one.balance()).toBe(1000);
  const { cartId } = await shop.ready({ plenty: 1 });
  const credit = shop.module.get(CheckoutCreditService);
  expect(await credit.useGiftCard(cartId, one.code, 'EUR')).toBe('other_currency');
});

it('store credit pays for its customer only', async () => {
  const { insertId: customerId } = await shop.database.execute(
    `INSERT INTO customers (email, password_hash, first_name, last_name, session_epoch, created_at)
     VALUES ('credit@example.com', 'x', '', '', 1, UTC_TIMESTAMP(3))`,
  );
  await shop.module.get(IssueCreditService).giveStoreCredit(customerId, 1000, 'Late parcel');
  const { cartId } = await shop.ready({ plenty: 1 }, 'invoice');
  const credit = shop.module.get(CheckoutCreditService);
  expect(await credit.useStoreCredit(cartId, customerId, 'USD')).toBeNull();
  const stranger = placed(await shop.place(await shop.review(cartId)));
  expect((await details(stranger.number)).credits).toEqual([]);
  const own = await shop.ready({ plenty: 1 }, 'invoice');
  expect(await credit.useStoreCredit(own.cartId, customerId, 'USD')).toBeNull();
  const order = placed(await shop.place(await shop.review(own.cartId, { customerId })));
  expect((await details(order.number)).credits).toMatchObject([
    { gateway: 'store_credit', amount: 1000, label: null },
  ]);
  const show = orderCommands.find(({ name }) => name === 'order show')!;
  const text = await show.run(shop.module, [order.number], {});
  expect(text).toMatch(/Payment +invoice, authorised, \$14\.90/);
  expect(text).toMatch(/Payment +store_credit, authorised, \$10\.00/);
  const [mail] = await shop.database.query<{ payload: unknown }>(
    'SELECT payload FROM outbox WHERE dedupe_key = ?',
    [`mail:order-confirmed:${order.number}`],
  );
  for (const words of ['Store credit', '-$10.00', 'On invoice'])
    expect(JSON.stringify(mail!.payload)).toContain(words);
  expect(JSON.stringify(mail!.payload)).toMatch(/invoice\W+amount\W+14\.90/);
  const invoice = await shop.module.get(DocumentsService).invoice(await details(order.number));
  const printed = pdfLines(invoice!.bytes).join('\n');
  for (const words of ['Store credit\n-$10.00', 'On invoice\n$14.90', 'transfer $14.90'])
    expect(printed).toContain(words);
});
