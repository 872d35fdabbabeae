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
import { wrongRows } from '../../scripts/audit/audit.js';
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
    url: db.url,
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

/** How many rows there are that must not exist, by what would be wrong with them. */
export async function audit(database: Database): Promise<Record<string, number>> {
  const wrong = await wrongRows(database);
  return Object.fromEntries(Object.entries(wrong).map(([name, ids]) => [name, ids.length]));
}
