import type { INestApplicationContext } from '@nestjs/common';
import { shopTurn } from '../../../src/shop/cart/cart.js';
import { CartService } from '../../../src/shop/cart/cart.service.js';
import { CheckoutService } from '../../../src/shop/checkout/checkout.service.js';
import type { PlaceRequest } from '../../../src/shop/checkout/place-order.service.js';
import { fingerprint } from '../../../src/shop/checkout/quote.js';
import { QuoteService } from '../../../src/shop/checkout/quote.service.js';
import { exampleAddress } from './example-address.js';

/** A cart of three lines on its way through the checkout; answers what its last button would send. */
export async function readyBuyer(
  shop: INestApplicationContext,
  variantIds: readonly number[],
): Promise<PlaceRequest> {
  const [carts, checkouts] = [shop.get(CartService), shop.get(CheckoutService)];
  const cartId = carts.newGuestCartId();
  const lines = variantIds.slice(0, 3).map((variantId) => ({ variantId, quantity: 1, properties: {} }));
  const added = await carts.add(shopTurn(cartId), lines);
  if (!added.ok) throw new Error(`not added: ${added.reason}`);
  await checkouts.saveContact(cartId, {
    email: 'ada@example.com',
    shippingAddress: exampleAddress,
    billingAddress: null,
  });
  await checkouts.saveDelivery(cartId, 'standard');
  await checkouts.savePayment(cartId, 'invoice');
  const { checkout } = await checkouts.state(cartId);
  const buyer = { codes: [], customerId: null };
  const quote = await shop.get(QuoteService).quote(cartId, checkout, buyer);
  return { cartId, ...buyer, token: checkout!.token, fingerprint: fingerprint(checkout!, quote) };
}
