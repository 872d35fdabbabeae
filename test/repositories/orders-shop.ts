import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import type { Address } from '../../src/core/orders/address.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { ENV, readEnv } from '../../src/platform/config/env.js';
import type { Database } from '../../src/platform/database/database.js';
import { shopTurn } from '../../src/shop/cart/cart.js';
import { CartService } from '../../src/shop/cart/cart.service.js';
import { CheckoutService } from '../../src/shop/checkout/checkout.service.js';
import { PlaceOrderService, type PlaceRequest } from '../../src/shop/checkout/place-order.service.js';
import { fingerprint } from '../../src/shop/checkout/quote.js';
import { QuoteService } from '../../src/shop/checkout/quote.service.js';
import { exampleAddress } from '../../scripts/bench/orders/example-address.js';
import { WorkerModule } from '../../src/worker.module.js';
import { saveProducts, variantIdsOf } from '../support/save-products.js';
import { testProducts } from '../support/test-products.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';

export const ada = exampleAddress;

/** Who buys, when it matters. */
interface Buyer {
  codes: readonly string[];
  customerId: number | null;
  currency: string | null;
}

/** The nouns of the shop on a database of their own, without web server or worker. `clock.moment` is the time. */
export async function orderShop(settings: Record<string, string> = {}) {
  await (await testRedis()).close();
  const db = await testDatabase();
  const mailDir = mkdtempSync(join(tmpdir(), 'orders-mail-'));
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: db.url,
    REDIS_URL: redisUrl(),
    MAIL_DIR: mailDir,
    LOG_LEVEL: 'fatal',
    DATABASE_POOL_SIZE: '12',
    ...settings,
  });
  const clock = { moment: null as Date | null, now: () => clock.moment ?? new Date() };
  const module = await Test.createTestingModule({ imports: [WorkerModule] })
    .overrideProvider(ENV)
    .useValue(env)
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  await module.init();
  const { database } = db;
  const variants = variantIdsOf(await saveProducts(module, testProducts));
  const variant = (handle: string, nth = 0) => variants.get(handle)![nth]!;

  /** A cart with these quantities, on its way through the checkout up to the review; answers what the button sends. */
  async function ready(
    items: Record<string, number>,
    choice = 'invoice',
    address: Address = ada,
    { email = 'ada@example.com', ...buyer }: Partial<Buyer & { email: string }> = {},
  ): Promise<PlaceRequest & { cartId: string }> {
    const carts = module.get(CartService);
    const checkouts = module.get(CheckoutService);
    const cartId = carts.newGuestCartId();
    const lines = Object.entries(items).map(([handle, quantity]) => ({
      variantId: variant(handle),
      quantity,
      properties: {},
    }));
    const added = await carts.add(shopTurn(cartId), lines);
    if (!added.ok) throw new Error(`not added: ${added.reason}`);
    await checkouts.saveContact(cartId, {
      email,
      shippingAddress: address,
      billingAddress: null,
    });
    await checkouts.saveDelivery(cartId, 'standard');
    await checkouts.savePayment(cartId, choice);
    return review(cartId, buyer);
  }

  /** What the review page of this cart would send now. */
  async function review(
    cartId: string,
    { codes = [], customerId = null, currency = null }: Partial<Buyer> = {},
  ): Promise<PlaceRequest & { cartId: string }> {
    const { checkout } = await module.get(CheckoutService).state(cartId);
    const buyer = { codes, customerId, currency };
    const quote = await module.get(QuoteService).quote(cartId, checkout, buyer);
    return { cartId, ...buyer, token: checkout!.token, fingerprint: fingerprint(checkout!, quote) };
  }

  return {
    module,
    database,
    clock,
    mailDir,
    variant,
    ready,
    review,
    place: (request: PlaceRequest) => module.get(PlaceOrderService).place(request),
    count: async (table: string, where = '1 = 1') =>
      (await database.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`))[0]!.n,
    stock: async (handle: string) =>
      (
        await database.query<{ onHand: number; reserved: number }>(
          'SELECT on_hand AS onHand, reserved FROM stock_levels WHERE variant_id = ?',
          [variant(handle)],
        )
      )[0]!,
    setStock: (handle: string, onHand: number) =>
      database.execute('UPDATE stock_levels SET on_hand = ?, reserved = 0 WHERE variant_id = ?', [
        onHand,
        variant(handle),
      ]),
    /** Makes orders older, so that the worker looks at them. */
    age: (seconds: number) =>
      database.execute('UPDATE orders SET placed_at = placed_at - INTERVAL ? SECOND', [seconds]),
    async close() {
      await module.close();
      await db.drop();
      rmSync(mailDir, { recursive: true, force: true });
    },
  };
}

export type OrderShop = Awaited<ReturnType<typeof orderShop>>;

/** Rows that must not exist, by what would be wrong with them. Every table is looked at, whoever wrote it. */
export async function audit(database: Database): Promise<Record<string, number>> {
  const questions = {
    'order does not add up':
      'SELECT id FROM orders WHERE subtotal - discount + shipping + IF(prices_include_tax, 0, tax) <> total',
    'lines are not the order': `SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, o.subtotal, o.discount, o.tax, o.shipping_tax
      HAVING SUM(l.subtotal) <> o.subtotal OR SUM(l.discount) <> o.discount OR SUM(l.tax) + o.shipping_tax <> o.tax`,
    'adjustments are not the discount': `SELECT o.id FROM orders o LEFT JOIN (SELECT order_id, SUM(amount) AS taken FROM order_adjustments
      WHERE position IS NOT NULL GROUP BY order_id) a ON a.order_id = o.id WHERE o.discount <> COALESCE(a.taken, 0)`,
    'adjustments of a line are not its discount': `SELECT l.id FROM order_lines l LEFT JOIN (SELECT order_id, position, SUM(amount) AS taken
      FROM order_adjustments GROUP BY order_id, position) a ON a.order_id = l.order_id AND a.position = l.position
      WHERE l.discount <> COALESCE(a.taken, 0)`,
    // All orders keep their uses but those that ended before anything left, paid or not.
    'a promotion without its use, or the other way round': `SELECT o.id FROM orders o WHERE
      (SELECT COUNT(DISTINCT a.promotion_id) FROM order_adjustments a WHERE a.order_id = o.id AND o.fulfilment_state <> 'cancelled') <>
      (SELECT COUNT(*) FROM promotion_uses u WHERE u.order_id = o.id)`,
    'uses are not what was counted': `SELECT p.id FROM promotions p LEFT JOIN (SELECT promotion_id, COUNT(*) AS n FROM promotion_uses
      WHERE is_counted GROUP BY promotion_id) u ON u.promotion_id = p.id WHERE p.used <> COALESCE(u.n, 0)`,
    'order without lines':
      'SELECT o.id FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id WHERE l.id IS NULL',
    'not exactly one tender of a provider': `SELECT o.id FROM orders o LEFT JOIN tenders t ON t.order_id = o.id AND t.credit_account_id IS NULL
      GROUP BY o.id HAVING COUNT(t.id) <> 1`,
    'tenders are not the total': `SELECT o.id FROM orders o JOIN tenders t ON t.order_id = o.id GROUP BY o.id, o.total HAVING SUM(t.amount) <> o.total`,
    'refunded above captured': `SELECT o.id FROM orders o WHERE (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r WHERE r.order_id = o.id) >
      (SELECT SUM(t.captured) FROM tenders t WHERE t.order_id = o.id)`,
    'a tender gave back another amount than its refunds say': `SELECT t.id FROM tenders t WHERE t.refunded <>
      IF(t.credit_account_id IS NULL, (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r WHERE r.order_id = t.order_id) -
        (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c JOIN refunds r ON r.id = c.refund_id WHERE r.order_id = t.order_id),
        (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c WHERE c.tender_id = t.id))`,
    'balance is not the sum of its entries': `SELECT a.id FROM credit_accounts a LEFT JOIN credit_entries e ON e.account_id = a.id
      GROUP BY a.id, a.balance HAVING a.balance <> COALESCE(SUM(e.amount), 0) OR a.balance < 0`,
    'an order took another credit than its tenders say': `SELECT t.id FROM tenders t WHERE t.credit_account_id IS NOT NULL AND t.amount <>
      (SELECT COALESCE(-SUM(e.amount), 0) FROM credit_entries e WHERE e.order_id = t.order_id AND e.account_id = t.credit_account_id AND e.kind = 'spend')`,
    'credit that an order keeps is not what it was paid': `SELECT t.id FROM tenders t JOIN orders o ON o.id = t.order_id
      WHERE t.credit_account_id IS NOT NULL AND CASE o.payment_state WHEN 'voided' THEN 0 WHEN 'pending' THEN t.amount WHEN 'authorised' THEN t.amount
        ELSE t.captured - (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c JOIN refunds r ON r.id = c.refund_id AND r.done_at IS NOT NULL
          WHERE c.tender_id = t.id) END <>
      (SELECT -SUM(e.amount) FROM credit_entries e WHERE e.order_id = t.order_id AND e.account_id = t.credit_account_id AND e.kind <> 'refund_as_credit')`,
    'credit given for a refund is not what the provider did not give': `SELECT r.id FROM refunds r WHERE
      (SELECT COALESCE(SUM(e.amount), 0) FROM credit_entries e WHERE e.refund_id = r.id AND e.kind = 'refund_as_credit' AND e.account_id = r.credit_account_id) <>
      IF(r.credit_account_id IS NULL OR r.done_at IS NULL, 0, r.amount - (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c WHERE c.refund_id = r.id))`,
    'a tender gave another credit than its refunds say': `SELECT t.id FROM tenders t WHERE t.credit_account_id IS NULL AND t.credited <>
      (SELECT COALESCE(SUM(r.amount - (SELECT COALESCE(SUM(c.amount), 0) FROM refund_credits c WHERE c.refund_id = r.id)), 0)
        FROM refunds r WHERE r.order_id = t.order_id AND r.credit_account_id IS NOT NULL)`,
    'credit taken without a tender': `SELECT e.id FROM credit_entries e LEFT JOIN tenders t ON t.order_id = e.order_id
      AND t.credit_account_id = e.account_id WHERE e.order_id IS NOT NULL AND t.id IS NULL AND e.kind <> 'refund_as_credit'`,
    oversold:
      'SELECT variant_id FROM stock_levels WHERE counted AND NOT sells_when_out AND on_hand < reserved',
    'reserved is not what live orders hold': `SELECT s.variant_id FROM stock_levels s LEFT JOIN (SELECT l.variant_id, SUM(l.quantity - l.shipped - l.dropped) AS held FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.state IN ('pending_payment', 'authorised', 'paid') OR o.state = 'fulfilled' AND o.fulfilment_state = 'partially_fulfilled' GROUP BY l.variant_id) h ON h.variant_id = s.variant_id WHERE s.counted AND s.reserved <> COALESCE(h.held, 0)`,
    'parcels are not what was sent': `SELECT l.id FROM order_lines l LEFT JOIN shipment_lines s ON s.order_line_id = l.id
      GROUP BY l.id, l.shipped HAVING COALESCE(SUM(s.quantity), 0) <> l.shipped`,
    'pieces left of an order that sends no more': `SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.fulfilment_state NOT IN ('unfulfilled', 'partially_fulfilled') AND l.shipped + l.dropped <> l.quantity`,
    'rating is not the sum of published reviews': `SELECT p.id FROM products p LEFT JOIN (SELECT product_id, SUM(stars) AS stars, COUNT(*) AS n
      FROM reviews WHERE state = 'published' GROUP BY product_id) r ON r.product_id = p.id
      WHERE p.rating_sum <> COALESCE(r.stars, 0) OR p.rating_count <> COALESCE(r.n, 0) OR (p.reviews IS NULL) <> (COALESCE(r.n, 0) = 0)`,
    'helpful is not the number of votes': `SELECT r.id FROM reviews r LEFT JOIN (SELECT review_id, COUNT(*) AS n FROM review_votes
      GROUP BY review_id) v ON v.review_id = r.id WHERE r.helpful <> COALESCE(v.n, 0)`,
    'authorised without its mail': `SELECT o.id FROM orders o LEFT JOIN outbox m ON m.dedupe_key = CONCAT('mail:order-confirmed:', o.id)
      WHERE m.id IS NULL AND o.state IN ('authorised', 'paid', 'fulfilled', 'refunded')`,
  };
  const counts: Record<string, number> = {};
  for (const [name, sql] of Object.entries(questions)) counts[name] = (await database.query(sql)).length;
  return Object.fromEntries(Object.entries(counts).filter(([, rows]) => rows > 0));
}
