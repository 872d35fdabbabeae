import type { INestApplicationContext } from '@nestjs/common';
import { MAX_PRICE } from '../../src/core/money/money.js';
import { orderNumber } from '../../src/core/orders/order-number.js';
import { ENV, type Env } from '../../src/platform/config/env.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import type { CreditAccount } from '../../src/shop/credit/credit-account.js';
import { CreditService } from '../../src/shop/credit/credit.service.js';
import { IssueCreditService } from '../../src/shop/credit/issue-credit.service.js';
import { Mistyped, Refused, type Command, type Options } from './command.js';
import { findCustomer } from './find-customer.js';
import { parseAmount } from './parse-amount.js';
import { parseTime } from './parse-time.js';
import { table } from './table.js';

const MAX_NOTE = 255;

function amountOf(shop: INestApplicationContext, typed: string): number {
  const amount = parseAmount(typed, shop.get(Formatters).digits);
  if (amount < 1 || amount > MAX_PRICE)
    throw new Mistyped(`an amount above 0 and up to ${shop.get(Formatters).money(MAX_PRICE)}`);
  return amount;
}

function noteOf(options: Options): string {
  const note = typeof options['note'] === 'string' ? options['note'].trim() : '';
  if (note.length > MAX_NOTE) throw new Mistyped(`--note has ${MAX_NOTE} characters at most`);
  return note;
}

function expiryOf(shop: INestApplicationContext, options: Options): Date | null {
  const typed = options['expires'];
  if (typeof typed !== 'string') return null;
  const moment = parseTime(shop, typed, '--expires');
  if (moment <= new Date()) throw new Mistyped('--expires is a time that is still to come');
  return moment;
}

/** By the whole code, or by what is shown of it. Errors: Refused when there is none. */
async function findCards(shop: INestApplicationContext, typed: string): Promise<CreditAccount[]> {
  const credit = shop.get(CreditService);
  const byCode = await credit.byCode(typed);
  const found = byCode ? [byCode] : await credit.byCodeEnd(typed.trim().toUpperCase());
  if (found.length === 0)
    throw new Refused(`There is no gift card ${typed}. Type its whole code, or the last four signs.`);
  return found;
}

function stateOf({ disabledAt, expiresAt }: CreditAccount, { dateTime }: Formatters): string {
  if (disabledAt) return `disabled on ${dateTime(disabledAt)}`;
  if (expiresAt === null) return 'good without an end';
  return expiresAt <= new Date() ? `expired on ${dateTime(expiresAt)}` : `good until ${dateTime(expiresAt)}`;
}

/** What is left of an account, and every change. */
async function describe(shop: INestApplicationContext, account: CreditAccount): Promise<string> {
  const formatters = shop.get(Formatters).in(account.currency);
  const entries = await shop.get(CreditService).entries(account.id);
  const name = account.kind === 'gift_card' ? `Gift card ····${account.codeEnd}` : 'Store credit';
  const rows = entries.map((entry) => [
    formatters.dateTime(entry.happenedAt),
    entry.kind.replaceAll('_', ' '),
    formatters.money(entry.amount),
    entry.orderId === null ? '' : orderNumber(entry.orderId),
    entry.note,
  ]);
  return [
    `${name}: ${formatters.money(account.balance)} left, ${stateOf(account, formatters)}${account.note ? `. ${account.note}` : ''}`,
    table(['When', 'What happened', 'Amount', 'Order', 'Note'], rows, ['Amount']),
  ].join('\n');
}

async function disable(shop: INestApplicationContext, typed: string): Promise<string> {
  const [card, another] = await findCards(shop, typed);
  if (!card || another) throw new Refused(`Several gift cards end in ${typed}. Type the whole code.`);
  const isDone = await shop.get(IssueCreditService).disable(card.id);
  if (!isDone) throw new Refused(`Gift card ····${card.codeEnd} was disabled before.`);
  return `Gift card ····${card.codeEnd} is disabled. ${shop.get(Formatters).money(card.balance)} were left on it.`;
}

/** What staff do with gift cards and store credit before there is an office. */
export const creditCommands: Command[] = [
  {
    name: 'gift-card create',
    usage:
      'gift-card create 50.00 [--expires=2027-12-31] [--note=TEXT]   (its code is printed once, and kept nowhere)',
    values: ['expires', 'note'],
    words: 1,
    run: async (shop, [typed = ''], options) => {
      const amount = amountOf(shop, typed);
      const card = { amount, expiresAt: expiryOf(shop, options), note: noteOf(options) };
      const { code } = await shop.get(IssueCreditService).createGiftCard(card);
      const { money, dateTime } = shop.get(Formatters);
      const end = card.expiresAt ? `, good until ${dateTime(card.expiresAt)}` : '';
      return `${code}\nA gift card of ${money(amount)}${end}. Write the code down: nobody can show it again.`;
    },
  },
  {
    name: 'gift-card show',
    usage: 'gift-card show CODE|LAST4',
    words: 1,
    run: async (shop, [typed = '']) => {
      const texts = [];
      for (const card of await findCards(shop, typed)) texts.push(await describe(shop, card));
      return texts.join('\n\n');
    },
  },
  {
    name: 'gift-card disable',
    usage: 'gift-card disable CODE|LAST4   (at once; orders that were paid with it stand)',
    words: 1,
    run: (shop, [typed = '']) => disable(shop, typed),
  },
  {
    name: 'credit give',
    usage: 'credit give EMAIL|ID 10.00 --note=TEXT   (store credit of a customer, added to what they have)',
    values: ['note'],
    words: 2,
    run: async (shop, [who = '', typed = ''], options) => {
      const [customer, amount, note] = [
        await findCustomer(shop, who),
        amountOf(shop, typed),
        noteOf(options),
      ];
      if (note === '') throw new Mistyped('say what it is for: --note=TEXT');
      await shop.get(IssueCreditService).giveStoreCredit(customer.id, amount, note);
      const account = await shop.get(CreditService).ofCustomer(customer.id, shop.get<Env>(ENV).CURRENCY);
      const { money } = shop.get(Formatters);
      return `Customer ${customer.id} got ${money(amount)} and has ${money(account?.balance ?? 0)} now.`;
    },
  },
  {
    name: 'credit show',
    usage: 'credit show EMAIL|ID',
    words: 1,
    run: async (shop, [who = '']) => {
      const customer = await findCustomer(shop, who);
      const texts = [];
      for (const account of await shop.get(CreditService).allOfCustomer(customer.id))
        texts.push(await describe(shop, account));
      return texts.join('\n\n') || `Customer ${customer.id} never had store credit.`;
    },
  },
];
