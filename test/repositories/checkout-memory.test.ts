import { afterAll, beforeAll, expect, it } from 'vitest';
import { CartService } from '../../src/shop/cart/cart.service.js';
import { PendingPaymentsService } from '../../src/shop/checkout/pending-payments.service.js';
import { ClearCartService } from '../../src/shop/checkout/clear-cart.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { TestCardsService } from '../../src/shop/payments/test-cards.service.js';
import { orderShop } from './orders-shop.js';

let shop: Awaited<ReturnType<typeof orderShop>>;

beforeAll(async () => {
  shop = await orderShop({ SESSION_STORE: 'memory' });
});
afterAll(async () => {
  await shop?.close();
});

it('the worker settles an order whose cart is in a web process, and leaves clearing the cart to that one', async () => {
  const request = await shop.ready({ plenty: 1 }, 'test_card_confirm');
  const outcome = await shop.place(request);
  if (outcome.kind !== 'confirm') throw new Error(outcome.kind);
  await shop.module.get(TestCardsService).decide(outcome.url.split('/').at(-1)!, true);
  await shop.age(60);
  await shop.module.get(PendingPaymentsService).askGateways();
  const order = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
  expect(order.state).toBe('authorised');
  const carts = shop.module.get(CartService);
  expect(await carts.itemCount(request.cartId)).toBe(1);
  expect(await shop.count('orders', 'cart_cleared_at IS NULL')).toBe(1);
  await shop.module.get(ClearCartService).clearNowOrLater(order);
  expect(await carts.itemCount(request.cartId)).toBe(0);
  expect(await shop.count('orders', 'cart_cleared_at IS NULL')).toBe(0);
});
