import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { CODE_BYTES, giftCardCode, giftCardKey } from '../../src/core/credit/gift-card-code.js';
import type { Database } from '../../src/platform/database/database.js';
import { CheckoutCreditService } from '../../src/shop/checkout/checkout-credit.service.js';
import { codeHash, CreditService } from '../../src/shop/credit/credit.service.js';
import { IssueCreditService } from '../../src/shop/credit/issue-credit.service.js';

/** A gift card of so many cents that no other test has. */
export async function aGiftCard(
  shop: INestApplicationContext,
  amount: number,
  expiresAt: Date | null = null,
) {
  const { id, code } = await shop.get(IssueCreditService).createGiftCard({ amount, expiresAt, note: '' });
  return {
    id,
    code,
    name: `ending in ${code.slice(-4)}`,
    balance: async () => (await shop.get(CreditService).byIds([id]))[0]!.balance,
    entries: async () =>
      (await shop.get(CreditService).entries(id)).map(({ kind, amount: cents }) => `${kind} ${cents}`),
    /** Types it into the checkout of this cart. Errors: when it is refused. */
    async use(cartId: string): Promise<void> {
      const refusal = await shop.get(CheckoutCreditService).useGiftCard(cartId, code, 'USD');
      if (refusal) throw new Error(refusal);
    },
  };
}

export type TestGiftCard = Awaited<ReturnType<typeof aGiftCard>>;

/** A gift card made behind the shop's back, for shops that run in processes of their own. Answers its code. */
export async function insertGiftCard(database: Database, amount: number): Promise<string> {
  const code = giftCardCode(randomBytes(CODE_BYTES));
  const key = giftCardKey(code)!;
  const { insertId } = await database.execute(
    `INSERT INTO credit_accounts (kind, currency, balance, code_hash, code_end, created_at)
     VALUES ('gift_card', 'USD', ?, ?, ?, UTC_TIMESTAMP(3))`,
    [amount, codeHash(key), key.slice(-4)],
  );
  await database.execute(
    `INSERT INTO credit_entries (account_id, kind, amount, happened_at) VALUES (?, 'issue', ?, UTC_TIMESTAMP(3))`,
    [insertId, amount],
  );
  return code;
}
