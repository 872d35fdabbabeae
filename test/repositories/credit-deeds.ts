import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService, type RefundWish } from '../../src/shop/orders/refund-order.service.js';
import type { PlaceOutcome } from '../../src/shop/checkout/place-order.service.js';
import { expect } from 'vitest';
import { aGiftCard, type TestGiftCard } from '../support/credit.js';
import type { OrderShop } from './orders-shop.js';

/** What one piece costs with its delivery, minor units. */
export const TOTAL = 2490;

export const placed = (outcome: PlaceOutcome) => {
  if (outcome.kind !== 'placed') throw new Error(`not placed: ${outcome.kind}`);
  return outcome.order;
};

/** What tests of gift cards do with a shop again and again. */
export function creditDeeds(shop: () => OrderShop) {
  const details = async (number: string) => (await shop().module.get(OrdersService).byNumber(number))!;
  const card = (amount: number, expiresAt: Date | null = null) => aGiftCard(shop().module, amount, expiresAt);
  /** A review of so many pieces for 19.00 with these cards; delivery is 5.90 more. */
  async function reviewWith(cards: readonly TestGiftCard[], choice = 'test_card_approve', plenty = 1) {
    const { cartId } = await shop().ready({ plenty }, choice);
    for (const one of cards) await one.use(cartId);
    return shop().review(cartId);
  }
  const buy = async (cards: readonly TestGiftCard[], choice?: string, plenty?: number) =>
    placed(await shop().place(await reviewWith(cards, choice, plenty)));
  const charges = (number: string) =>
    shop().database.query<{ amount: number; captured: number; status: string }>(
      'SELECT amount, captured, status FROM test_card_charges WHERE idempotency_key = ?',
      [number],
    );
  const refund = (number: string, wish: Partial<RefundWish>) =>
    shop()
      .module.get(RefundOrderService)
      .refund(Number(number), { amount: null, putsBack: false, ...wish });
  async function paid(cards: readonly TestGiftCard[], plenty?: number) {
    const { number } = await buy(cards, undefined, plenty);
    expect(
      await shop()
        .module.get(CaptureOrderService)
        .capture(await details(number)),
    ).toMatchObject({
      ok: true,
    });
    return number;
  }

  return { details, card, reviewWith, buy, charges, refund, paid };
}
