import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { placeOrder } from '../../scripts/rig/buying.js';
import type { Answer } from '../../scripts/rig/shopper.js';
import { stopped } from '../../scripts/servers/stopped.js';
import { giftCardKey } from '../../src/core/credit/gift-card-code.js';
import { codeHash } from '../../src/shop/credit/credit.service.js';
import { atTheButton } from '../support/at-the-button.js';
import { insertGiftCard } from '../support/credit.js';
import { countOrders, ONE_ORDER } from '../support/order-count.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const ROUNDS = rounds(1, { full: 20 });
const HANDLE = 'ten-left';
/** Nobody at the shop waits for longer. */
const FREED_MS = 3000;
/** Not innodb_trx: that table is not renewed while somebody keeps reading it. */
const WAITING = `SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'`;

let shop: TestShop;
let books: Connection;
beforeAll(async () => {
  shop = await TestShop.open({ instances: 2 });
  books = await createConnection(shop.databaseUrl.replace(/^mariadb:/, 'mysql:'));
});
afterAll(async () => {
  await books?.end();
  await shop?.close();
});

/** Keeps an order that uses this gift card from going on behind the stock that it has set aside, until `letGo`. */
async function keepBack(
  code: string,
): Promise<{ stands: () => Promise<boolean>; letGo: () => Promise<unknown> }> {
  await books.query('BEGIN');
  await books.query('SELECT id FROM credit_accounts WHERE code_hash = ? FOR UPDATE', [
    codeHash(giftCardKey(code)!),
  ]);
  const stands = async () => {
    const [row] = await shop.database.query<{ Value: string }>(WAITING);
    return Number(row?.Value) === 1;
  };
  return { stands, letGo: () => books.query('ROLLBACK') };
}

async function timed(pressed: Promise<Answer>): Promise<{ answer: Answer; took: number }> {
  const asked = performance.now();
  return { answer: await pressed, took: performance.now() - asked };
}

/** What an answer leads to. */
const orderOf = ({ status, headers }: Answer): string => `${status} ${headers.location}`;
const ORDER: unknown = expect.stringMatching(/^303 \/orders\//);

describe('F22: a web process that freezes in the middle of an order', () => {
  it(`keeps nobody from buying the same, and its order is one, wherever it is sent and when it thaws, ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await shop.setStock(HANDLE, 2);
      const code = await insertGiftCard(shop.database, 1000);
      const [first, second] = [await atTheButton(shop, HANDLE, code), await atTheButton(shop, HANDLE)];
      const [victim, other] = [shop.instances[0]!, shop.instances[1]!];
      const { stands, letGo } = await keepBack(code);
      onTestFinished(() => victim.signal('SIGCONT'));
      const pressed = placeOrder(first.shopper.twin(victim.found), first.review);
      await until('the order has its goods and waits for the gift card', stands);
      await stopped(victim);
      await letGo();
      const buyers = [second, first];
      const found = await Promise.all(
        buyers.map((buyer) => timed(placeOrder(buyer.shopper.twin(other.found), buyer.review))),
      );
      const waits = found.map(({ took }) => Math.round(took));
      figure(
        'F22 frozen in the middle of an order, ms: who buys the same waits, and who is sent elsewhere',
        waits.join(),
      );
      expect(found.map(({ answer }) => orderOf(answer))).toEqual([ORDER, ORDER]);
      expect(Math.max(...waits)).toBeLessThan(FREED_MS);
      victim.signal('SIGCONT');
      expect(orderOf(await pressed)).toBe(orderOf(found[1]!.answer));
      const oneOrder = { ...ONE_ORDER, tenders: 2 };
      expect(await countOrders(shop, first.review['checkout_token']!)).toEqual(oneOrder);
      expect(await shop.available(HANDLE)).toBe(0);
    }
  });
});
