import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../../src/platform/database/database.js';
import { NoAnswerError, UnavailableError } from '../../src/platform/errors/shop-error.js';
import { CartService } from '../../src/shop/cart/cart.service.js';
import type { PlaceRequest } from '../../src/shop/checkout/place-order.service.js';
import { PaymentResultService } from '../../src/shop/checkout/payment-result.service.js';
import { CheckoutService } from '../../src/shop/checkout/checkout.service.js';
import { ClearCartService } from '../../src/shop/checkout/clear-cart.service.js';
import { QuoteService } from '../../src/shop/checkout/quote.service.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { InventoryService } from '../../src/shop/inventory/inventory.service.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { inLanguage } from '../../src/platform/language/current-language.js';
import { EditTranslations } from '../../src/shop/catalog/words/edit-translations.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import { PromotionsService } from '../../src/shop/promotions/promotions.service.js';
import { aPromotion, create, freshCode, usesOf } from '../support/promotions.js';
import { ada, audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const orderOf = ({ token }: PlaceRequest) => shop.module.get(OrdersService).byCheckoutToken(token);
async function placed(request: PlaceRequest) {
  const outcome = await shop.place(request);
  if (outcome.kind !== 'placed') throw new Error(`not placed but ${outcome.kind}`);
  return outcome.order;
}

/** The order's transaction commits, and then nobody hears of it. */
function loseAnswer(error: Error, { commits }: { commits: boolean }): void {
  const database = shop.module.get(Database);
  const original = database.transaction.bind(database);
  vi.spyOn(database, 'transaction').mockImplementationOnce(async (work) => {
    if (commits) await original(work);
    throw error;
  });
}

describe('what can go wrong between the last look and the order', () => {
  it('the last piece is taken: sold out, with what is left, and no order', async () => {
    await shop.setStock('last-one', 1);
    const request = await shop.ready({ 'last-one': 1 });
    const inventory = shop.module.get(InventoryService);
    const reserve = inventory.reserve.bind(inventory);
    vi.spyOn(inventory, 'reserve').mockImplementationOnce(async (...args) => {
      await shop.setStock('last-one', 0);
      return reserve(...args);
    });
    const outcome = await shop.place(request);
    expect(outcome).toMatchObject({ kind: 'sold_out', quote: { cart: { hasProblem: true } } });
    expect(await orderOf(request)).toBeNull();
  });

  it('was gone before: sold out too, without a try to take it', async () => {
    await shop.setStock('last-one', 1);
    const request = await shop.ready({ 'last-one': 1 });
    await shop.setStock('last-one', 0);
    const reserve = vi.spyOn(shop.module.get(InventoryService), 'reserve');
    expect(await shop.place(request)).toMatchObject({
      kind: 'sold_out',
      quote: { cart: { hasProblem: true } },
    });
    expect(reserve).not.toHaveBeenCalled();
  });

  it('a code is used up: asked again, nothing recorded, nothing reserved', async () => {
    const before = await shop.stock('jacket');
    const request = await shop.ready({ jacket: 1 });
    vi.spyOn(shop.module.get(PromotionsService), 'redeem').mockResolvedValueOnce(false);
    const outcome = await shop.place(request);
    expect(outcome).toMatchObject({
      kind: 'changed',
      checkout: { token: request.token },
      quote: { currency: 'USD' },
    });
    expect(await orderOf(request)).toBeNull();
    expect(await shop.stock('jacket')).toEqual(before);
  });

  it('an identical request was faster while this one read: its order is the answer, whatever was read', async () => {
    const request = await shop.ready({ plenty: 1 });
    const quotes = shop.module.get(QuoteService);
    const quote = quotes.quote.bind(quotes);
    vi.spyOn(quotes, 'quote').mockImplementationOnce(async (...args) => {
      await placed(request);
      return quote(...args);
    });
    expect((await placed(request)).id).toBe((await orderOf(request))!.id);
    expect(await shop.count('orders', `checkout_token = '${request.token}'`)).toBe(1);
  });

  it('the commit holds and its answer is lost: the order is there, and goes on to be paid', async () => {
    const request = await shop.ready({ plenty: 1 }, 'test_card_approve');
    loseAnswer(new NoAnswerError('errors.database_unsure'), { commits: true });
    expect((await placed(request)).state).toBe('authorised');
  });

  it('nobody answers and nothing is there: nobody knows, and the next press orders', async () => {
    const request = await shop.ready({ plenty: 1 });
    loseAnswer(new NoAnswerError('errors.database_unsure'), { commits: false });
    await expect(shop.place(request)).rejects.toThrow(NoAnswerError);
    expect((await placed(request)).state).toBe('authorised');
  });

  it('any other failure is told as it is, also when the order is there', async () => {
    const request = await shop.ready({ plenty: 1 });
    loseAnswer(new Error('out of memory'), { commits: true });
    await expect(shop.place(request)).rejects.toThrow('out of memory');
    expect((await placed(request)).state).toBe('pending_payment');
  });

  it('a store goes away after the order is recorded: that something was changed is said', async () => {
    const request = await shop.ready({ plenty: 1 });
    vi.spyOn(shop.module.get(PaymentResultService), 'apply').mockRejectedValueOnce(
      new UnavailableError('away'),
    );
    await expect(shop.place(request)).rejects.toThrow(NoAnswerError);
    expect((await orderOf(request))!.state).toBe('pending_payment');
  });

  it('before it is recorded: that nothing was ordered', async () => {
    const request = await shop.ready({ plenty: 1 });
    vi.spyOn(shop.module.get(CartService), 'priced').mockRejectedValueOnce(new UnavailableError('away'));
    const failure: unknown = await shop.place(request).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnavailableError);
    expect(failure).not.toBeInstanceOf(NoAnswerError);
  });

  it('nothing: the address of a customer is remembered with the order, that of a guest is not', async () => {
    const form = {
      email: 'new@example.com',
      password: 'nine tents by the lake',
      firstName: 'A',
      lastName: 'B',
    };
    const registered = await shop.module.get(CustomersService).register(form);
    if (!registered.ok) throw new Error('not registered');
    const customerId = registered.customer.id;
    await placed({ ...(await shop.ready({ plenty: 1 }, 'invoice', ada, { customerId })) });
    expect(await shop.module.get(CustomersService).lastAddress(customerId)).toMatchObject({
      postcode: '97205',
    });
    const remember = vi.spyOn(shop.module.get(CustomersService), 'rememberAddress');
    await placed(await shop.ready({ plenty: 1 }));
    expect(remember).not.toHaveBeenCalled();
  });
});

describe('a promotion', () => {
  it('is used by an order that it takes something off, and by no other', async () => {
    const [code, other] = [freshCode(), freshCode()];
    const editing = shop.module.get(EditPromotionsService);
    const id = await create(editing, aPromotion({ codes: [code], limitTotal: 9 }));
    const smaller = { kind: 'percent', rateMillionths: 50_000, of: {} } as const;
    const idle = await create(editing, aPromotion({ codes: [other], limitTotal: 9, benefit: smaller }));
    await placed(await shop.ready({ plenty: 1 }, 'invoice', ada, { codes: [code, other] }));
    expect(await usesOf(shop.database, id)).toEqual({ rows: 1, counted: 1 });
    expect(await usesOf(shop.database, idle)).toEqual({ rows: 0, counted: 0 });
    expect(await shop.count('promotion_uses', `promotion_id = ${id} AND code = '${code}'`)).toBe(1);
  });
});

describe('the gateway', () => {
  it('is asked for the order’s total under its number, and told where the shopper comes back to', async () => {
    const authorise = vi.spyOn(shop.module.get(PaymentsService), 'authorise');
    const order = await placed(await shop.ready({ plenty: 1 }, 'test_card_approve'));
    expect(authorise.mock.calls).toEqual([
      [
        'test_card',
        {
          orderNumber: order.number,
          amount: order.total,
          currency: 'USD',
          idempotencyKey: order.number,
          details: { card: 'approve' },
          returnUrl: `/orders/${order.token}`,
          customerId: null,
        },
      ],
    ]);
  });

  it('says no: the shopper reads it at once, so there is no mail, and the reason is kept', async () => {
    const request = await shop.ready({ plenty: 1 }, 'test_card_decline');
    expect(await shop.place(request)).toEqual({ kind: 'declined' });
    const order = (await orderOf(request))!;
    expect(order).toMatchObject({ state: 'cancelled', cancelReason: 'declined' });
    expect(await shop.count('outbox', `dedupe_key LIKE 'mail:%:${order.number}'`)).toBe(0);
  });

  const answers = {
    authorised: { status: 'authorised', reference: 'ref-1' },
    declined: { status: 'declined', reason: 'no' },
  } as const;
  const options = { reason: 'declined', mailsTheNo: false } as const;

  it.each([
    ['authorised', 'invoice', 'authorised', 0],
    ['declined', 'invoice', 'authorised', 0],
    ['declined', 'cancelled', 'cancelled', 0],
    ['authorised', 'cancelled', 'cancelled', 1],
  ] as const)(
    'that says %s too late, to an order that is %s: it stays %s, and %i is let go',
    async (answer, _was, state, times) => {
      const request = await shop.ready({ plenty: 1 });
      const order = await placed(request);
      if (state === 'cancelled') {
        const details = await shop.module.get(OrdersService).byToken(order.token);
        await shop.module.get(CancelOrderService).cancel(details!);
      }
      const voids = vi.spyOn(shop.module.get(PaymentsService), 'void');
      const tender = { gateway: 'test_card', amount: order.total };
      const now = await shop.module
        .get(PaymentResultService)
        .apply(order, answers[answer], { ...options, tender });
      expect(now.state).toBe(state);
      expect(voids).toHaveBeenCalledTimes(times);
      if (times > 0)
        expect(voids).toHaveBeenCalledWith('test_card', {
          reference: 'ref-1',
          amount: order.total,
          currency: 'USD',
          idempotencyKey: `${order.number}-void`,
        });
    },
  );
});

describe('after the order', () => {
  it('a repeat shows it, whatever staff have made of it', async () => {
    const request = await shop.ready({ plenty: 1 });
    const order = await placed(request);
    const details = await shop.module.get(OrdersService).byToken(order.token);
    await shop.module.get(CancelOrderService).cancel(details!);
    expect(await placed(request)).toMatchObject({ id: order.id, state: 'cancelled' });
  });

  it('the checkout is closed and the cart’s copy forgotten, with the order', async () => {
    const request = await shop.ready({ plenty: 1 });
    const copies = vi.spyOn(shop.module.get(CartService), 'forgetCopy');
    const order = await placed(request);
    expect(copies.mock.calls.map(([, cart]) => cart)).toEqual([
      { id: request.cartId, revision: order.cartRevision },
    ]);
    expect((await shop.module.get(CheckoutService).state(request.cartId)).checkout).toBeNull();
    expect(await shop.count('checkouts', `token = '${request.token}' AND open_cart_id IS NULL`)).toBe(1);
  });

  it('a cart that cannot be reached is left to its owner’s next look', async () => {
    const request = await shop.ready({ plenty: 1 }, 'test_card_slow_approve');
    const clearing = vi.spyOn(shop.module.get(ClearCartService), 'clearNowOrLater');
    const order = await placed(request);
    expect(clearing).toHaveBeenCalledTimes(1);
    const options = {
      tender: { gateway: 'test_card', amount: order.total },
      reason: 'declined',
      mailsTheNo: false,
      leavesCart: true,
    } as const;
    const answer = { status: 'authorised', reference: 'ref-2' } as const;
    const paid = await shop.module.get(PaymentResultService).apply(order, answer, options);
    expect(paid.state).toBe('authorised');
    expect(clearing).toHaveBeenCalledTimes(1);
  });

  it('one that waits for its buyer keeps checkout and cart as they are', async () => {
    const request = await shop.ready({ plenty: 1 }, 'test_card_confirm');
    expect((await shop.place(request)).kind).toBe('confirm');
    const { checkout, waiting } = await shop.module.get(CheckoutService).state(request.cartId);
    expect(checkout!.token).toBe(request.token);
    expect(waiting).toMatchObject({ state: 'pending_payment' });
  });
});

it('keeps the words in which things were bought, whatever they are called later and by whoever looks', async () => {
  const translations = shop.module.get(EditTranslations);
  const { id } = (await translations.originals('product', ['jacket'])).get('jacket')!;
  const call = (title: string, colour: string) =>
    translations.save([
      { resource: 'product', id, texts: [{ language: 'de', name: 'title', text: title }] },
      { resource: 'option_value', id: 0, texts: [{ language: 'de', name: 'Moss', text: colour }] },
    ]);
  await call('Jacke', 'Moos');
  const request = await inLanguage('de', async () => {
    const ready = await shop.ready({ jacket: 1 });
    await placed(ready);
    return ready;
  });
  await call('Mantel', 'Grün');
  const order = await inLanguage('fr', () => orderOf(request));
  expect(order!.lines).toMatchObject([{ title: 'Jacke', variantTitle: 'Moos / S' }]);
  const english = await placed(await shop.ready({ jacket: 1 }));
  expect(english.lines).toMatchObject([{ title: 'jacket', variantTitle: 'Moss / S' }]);
});
