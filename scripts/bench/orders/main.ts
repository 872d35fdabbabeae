import 'reflect-metadata';
import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { createPool, type Pool } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { FIRST_DRAWN_NUMBER, LAST_DRAWN_NUMBER } from '../../../src/core/orders/order-number.js';
import { randomKey } from '../../../src/platform/random/random-key.js';
import { PlaceOrderService, type PlaceRequest } from '../../../src/shop/checkout/place-order.service.js';
import { WorkerModule } from '../../../src/worker.module.js';
import { prepareShop } from '../bench-shop.js';
import { readyBuyer } from './buyers.js';
import { isReached, ordersTable } from './orders-table.js';
import { replay } from './replay.js';
import { rush } from './rush.js';
import { recordStatements } from './statement-recorder.js';

/** Placing orders, next to the bare cost of the same SQL, on the servers named in the environment. The database must be empty. */
const isQuick = process.argv.includes('--quick');
const COUNT = isQuick ? 200 : 1000;
const WARM = isQuick ? 60 : 200;
const ROUNDS = isQuick ? 1 : 3;
/** As many as the shop works on at once. */
const AT_ONCE = 20;
/** Ids from here on are no other number of an order. */
const FAR_UP = { tenders: 8_000_001 };
const say = (line: string) => process.stderr.write(`  ${line}\n`);

await prepareShop(join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'), process.env);
const pool: Pool = createPool({ uri: process.env['DATABASE_URL']!, connectionLimit: AT_ONCE, timezone: 'Z' });
for (const [table, id] of Object.entries(FAR_UP))
  await pool.query(`ALTER TABLE ${table} AUTO_INCREMENT = ${id}`);
const [variants] = await pool.query(
  'SELECT MIN(id) AS id FROM variants GROUP BY product_id ORDER BY id LIMIT 60',
);
const ids = (variants as { id: number }[]).map(({ id }) => id);
const shop = await NestFactory.createApplicationContext(WorkerModule, { logger: ['error', 'fatal'] });
const placing = shop.get(PlaceOrderService);

/** Three of the products in turn, so that orders meet on their stock now and then, as in a shop. */
const buyer = (nth: number) =>
  readyBuyer(
    shop,
    [0, 7, 31].map((step) => ids[(nth + step) % ids.length]!),
  );

async function place(request: PlaceRequest): Promise<void> {
  const { kind } = await placing.place(request);
  if (kind !== 'placed') throw new Error(`not placed: ${kind}`);
}

async function buyers(count: number): Promise<PlaceRequest[]> {
  const requests: PlaceRequest[] = [];
  for (let nth = 0; nth < count; nth += 1) requests.push(await buyer(nth));
  return requests;
}

const asShop = async (count: number) => {
  const requests = await buyers(count);
  return rush(count, AT_ONCE, (nth) => place(requests[nth]!));
};

const sample = await buyer(0);
const statements = await recordStatements(shop.get(DataSource), () => place(sample));
const [recorded] = await pool.query('SELECT token, id FROM orders WHERE checkout_token = ?', [sample.token]);
const order = (recorded as { token: string; id: number }[])[0]!;

/** The same statements for other buyers; their checkouts are there, as those of the shop are. */
const asSql = async (count: number) => {
  const requests = await buyers(count);
  return rush(count, AT_ONCE, (nth) => {
    const { token, cartId } = requests[nth]!;
    const instead = new Map<unknown, unknown>([
      [sample.token, token],
      [sample.cartId, cartId],
      [order.token, randomKey()],
      [order.id, randomInt(FIRST_DRAWN_NUMBER, LAST_DRAWN_NUMBER + 1)],
    ]);
    return replay(pool, statements, instead);
  });
};

say(`an order of three lines is ${statements.length} statements`);
await asShop(WARM);
await asSql(WARM);
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1)
  rounds.push({ shop: await asShop(COUNT), sql: await asSql(COUNT) });
await shop.close();
await pool.end();
process.stderr.write(`\n${ordersTable(rounds)}\n`);
process.stdout.write(
  `${JSON.stringify({ node: process.version, statements: statements.length, count: COUNT, atOnce: AT_ONCE, rounds }, null, 2)}\n`,
);
process.exitCode = isReached(rounds) ? 0 : 1;
