import { expect } from 'vitest';
import { reachReview } from '../../scripts/rig/buying.js';
import type { TestShop } from './shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';

export const CONTACT = '/checkout/contact';
export const PLACE = '/checkout/orders';

/** What the first step takes without a complaint. */
export const contact = {
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  address1: '12 St James Square',
  city: 'Portland',
  region: 'OR',
  postcode: '97201',
  country: 'US',
  billing_same: '1',
};

/** Amounts in minor units. */
export interface OrderRow {
  id: number;
  number: string;
  token: string;
  subtotal: number;
  total: number;
  discount: number;
  currency: string;
}

/** Somebody new with one of each product in the cart. */
export async function withCart(shop: TestShop, handles: readonly string[] = ['plenty']): Promise<Shopper> {
  const shopper = shop.shopper();
  for (const handle of handles)
    expect((await shopper.post('/cart/add', { id: shop.variant(handle) })).status).toBe(303);
  return shopper;
}

/** Somebody new who has only the last button left to press, and what it would send. */
export async function atReview(
  shop: TestShop,
  handles?: readonly string[],
): Promise<[Shopper, Record<string, string>]> {
  const shopper = await withCart(shop, handles);
  return [shopper, await reachReview(shopper)];
}

export async function itemCount(shopper: Shopper): Promise<number> {
  return ((await shopper.get('/cart.js')).json() as { item_count: number }).item_count;
}

/** All orders, oldest first, as MySQL has them. */
export async function ordersOf(shop: TestShop): Promise<OrderRow[]> {
  type Row = Record<'id' | 'token' | 'currency' | 'subtotal' | 'total' | 'discount', unknown>;
  const rows = await shop.database.query<Row>('SELECT * FROM orders ORDER BY placed_at, id');
  return rows.map(({ id, token, currency, subtotal, total, discount }) => ({
    id: Number(id),
    number: String(Number(id)),
    token: token as string,
    currency: currency as string,
    subtotal: Number(subtotal),
    total: Number(total),
    discount: Number(discount),
  }));
}
