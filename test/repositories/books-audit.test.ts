import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit as auditOf, questions } from '../../scripts/audit/audit.js';
import { auditCommands } from '../../scripts/shop/audit-commands.js';
import { Refused } from '../../scripts/shop/command.js';
import { fillBooks } from '../support/full-books.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

/** What would have refused some of the wrong rows below; the audit must not rely on it. */
const GUARDS = [
  'ALTER TABLE orders DROP CONSTRAINT orders_sums',
  'ALTER TABLE orders DROP INDEX orders_checkout_token',
  'ALTER TABLE outbox DROP INDEX outbox_dedupe',
];

/** What spoils the books, by what the audit then says. */
const SPOILED: Record<string, string> = {
  'order does not add up': 'UPDATE orders SET total = total + 1 ORDER BY id LIMIT 1',
  'lines are not the order': 'UPDATE order_lines SET tax = tax + 1 ORDER BY id LIMIT 1',
  'order without lines': 'DELETE FROM order_lines ORDER BY id LIMIT 1',
  'two orders of one checkout': "UPDATE orders SET checkout_token = REPEAT('A', 22)",
  'parcels are not what was sent': 'DELETE FROM shipment_lines LIMIT 1',
  'pieces left of an order that sends no more': "UPDATE orders SET fulfilment_state = 'cancelled'",
  'authorised without its mail': "DELETE FROM outbox WHERE dedupe_key LIKE 'mail:order-confirmed:%' LIMIT 1",
  'two promises under one key': "UPDATE outbox SET dedupe_key = 'same' LIMIT 2",
  'a number is missing before an invoice': 'DELETE FROM invoices WHERE number = 2',
  'the counter of invoices is not their last number': 'UPDATE invoice_counter SET last_number = 99',
  'not exactly one tender of a provider': 'DELETE FROM tenders WHERE credit_account_id IS NULL LIMIT 1',
  'tenders are not the total': 'UPDATE tenders SET amount = amount + 1 LIMIT 1',
  'refunded above captured': 'UPDATE refunds SET amount = amount + 1000000',
  'a tender gave back another amount than its refunds say':
    'UPDATE tenders SET refunded = captured WHERE credit_account_id IS NULL AND captured > 0',
  'balance is not the sum of its entries': 'UPDATE credit_accounts SET balance = balance + 1',
  'an order took another credit than its tenders say':
    "UPDATE credit_entries SET amount = amount - 1 WHERE kind = 'spend'",
  'credit that an order keeps is not what it was paid':
    'UPDATE tenders SET captured = captured - 1, refunded = 0 WHERE credit_account_id IS NOT NULL',
  'credit given for a refund is not what the provider did not give':
    'UPDATE refunds SET credit_account_id = (SELECT MIN(id) FROM credit_accounts), done_at = requested_at',
  'a tender gave another credit than its refunds say':
    'UPDATE tenders SET credited = 1 WHERE credit_account_id IS NULL AND refunded > 0',
  'credit taken without a tender': 'DELETE FROM tenders WHERE credit_account_id IS NOT NULL',
  'adjustments are not the discount': 'DELETE FROM order_adjustments',
  'adjustments of a line are not its discount':
    'UPDATE order_adjustments SET amount = amount + 1 WHERE position IS NOT NULL LIMIT 1',
  'a promotion without its use, or the other way round': 'DELETE FROM promotion_uses',
  'uses are not what was counted': 'UPDATE promotions SET used = used + 1',
  oversold:
    'UPDATE stock_levels SET on_hand = reserved - 1 WHERE counted AND NOT sells_when_out ORDER BY variant_id LIMIT 1',
  'reserved is not what live orders hold':
    'UPDATE stock_levels SET reserved = reserved + 1 WHERE counted ORDER BY variant_id LIMIT 1',
  'rating is not the sum of published reviews': 'UPDATE products SET rating_sum = 5 ORDER BY id LIMIT 1',
  'helpful is not the number of votes': `INSERT INTO reviews (product_id, stars, title, body, author, state, helpful, written_at)
    SELECT MIN(id), 5, '', '', '', 'waiting', 3, UTC_TIMESTAMP(3) FROM products`,
};

const rolledBack = Symbol('rolled back');

describe('the audit of the books', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await orderShop();
    await fillBooks(shop);
    for (const guard of GUARDS) await shop.database.execute(guard);
  });
  afterAll(() => shop?.close());

  /** The answers while the books are spoiled; nothing of that stays. */
  async function whileSpoiled(sql: string): Promise<string[]> {
    let wrong: string[] = [];
    const spoil = async (tx: EntityManager) => {
      await tx.query('SET FOREIGN_KEY_CHECKS = 0');
      await tx.query(sql);
      await tx.query('SET FOREIGN_KEY_CHECKS = 1');
      const found = await auditOf({ query: (question: string) => tx.query(question) });
      wrong = found.filter(({ ids }) => ids.length > 0).map(({ question }) => question.wrong);
      throw rolledBack;
    };
    await shop.database.transaction(spoil).catch((error: unknown) => {
      if (error !== rolledBack) throw error;
    });
    return wrong;
  }

  it('finds nothing in books that are right', async () => {
    expect(await audit(shop.database)).toEqual({});
    const said = await auditCommands[0]!.run(shop.module, [], {});
    expect(said).toContain('     0 wrong  order does not add up\n');
    expect(said.split('\n').at(-1)).toBe(`All ${questions.length} questions: 0 wrong.`);
  });

  it.each(questions.map(({ wrong }) => wrong))('finds: %s', async (wrong) => {
    expect(SPOILED).toHaveProperty(wrong);
    expect(await whileSpoiled(SPOILED[wrong]!)).toContain(wrong);
    expect(await audit(shop.database)).toEqual({});
  });

  it('names the rows and what to do, and ends with 1', async () => {
    const jacket = shop.variant('jacket');
    const add = (n: number) =>
      shop.database.execute('UPDATE stock_levels SET reserved = reserved + ? WHERE variant_id = ?', [
        n,
        jacket,
      ]);
    await add(1);
    const saying = auditCommands[0]!.run(shop.module, [], {});
    await expect(saying).rejects.toThrow(Refused);
    await expect(saying).rejects.toThrow(
      new RegExp(
        `1 wrong {2}reserved is not what live orders hold\\n +variants ${jacket}\\n +Set stock_levels.reserved`,
      ),
    );
    await expect(saying).rejects.toThrow(`1 of ${questions.length} questions found something wrong.`);
    await add(-1);
  });
});
