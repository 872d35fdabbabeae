import { filledForm } from '../../scripts/bench/page-form.js';
import { reachReview } from '../../scripts/rig/buying.js';
import type { TestShop } from './shop.js';

const PAYMENT = '/checkout/payment';

/** A shopper before the last button, with one piece of `handle` to be paid by test card, and with a gift card if there is one. */
export async function atTheButton(shop: TestShop, handle: string, giftCard: string | null = null) {
  const shopper = shop.shopper();
  await shopper.post('/cart/add', { id: shop.variant(handle), quantity: 1 });
  await reachReview(shopper);
  if (giftCard !== null) await shopper.post('/checkout/gift-card', { gift_card: giftCard });
  const form = filledForm((await shopper.get(PAYMENT)).text, PAYMENT);
  await shopper.post(PAYMENT, { ...form, payment_method: 'test_card_approve' });
  return { shopper, review: await reachReview(shopper) };
}
