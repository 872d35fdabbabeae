import type { INestApplicationContext } from '@nestjs/common';
import { fractionDigits, isCurrency } from '../../src/core/money/currency.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import {
  EditPriceLists,
  type PriceListOutcome,
} from '../../src/shop/catalog/price-lists/edit-price-lists.service.js';
import { Mistyped, Refused, type Command, type Options } from './command.js';
import { findVariant } from './find-variant.js';
import { parseAmount } from './parse-amount.js';
import { table } from './table.js';

const HEADINGS = ['Currency', 'Rate', 'Rounded to', 'Own prices'];

function currencyOf(text: string): string {
  if (isCurrency(text)) return text;
  throw new Mistyped(`"${text}" is no currency: type its code, such as EUR`);
}

const typed = (options: Options, name: string): string | null => {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

function orRefuse(outcome: PriceListOutcome): void {
  if (!outcome.ok) throw new Refused(outcome.problem);
}

async function list(shop: INestApplicationContext): Promise<string> {
  const lists = await shop.get(EditPriceLists).list();
  const rows = lists.map(({ currency, rate, roundsTo, ownPrices }) => [
    currency,
    rate,
    shop.get(Formatters).in(currency).money(roundsTo),
    String(ownPrices),
  ]);
  return rows.length === 0 ? "There is only the shop's own currency." : table(HEADINGS, rows);
}

/** What staff do with prices in other currencies. */
export const priceCommands: Command[] = [
  {
    name: 'price-list set',
    usage: `price-list set CURRENCY --rate=0.92 [--round=0.05]
      (one unit of the shop's currency is so many of this one; what has no own price is converted and rounded)`,
    values: ['rate', 'round'],
    words: 1,
    run: async (shop, [text = ''], options) => {
      const currency = currencyOf(text);
      const [rate, round] = [typed(options, 'rate'), typed(options, 'round')];
      if (rate === null) throw new Mistyped('At which rate? Type it like --rate=0.92');
      const roundsTo = round === null ? 1 : parseAmount(round, fractionDigits(currency));
      orRefuse(await shop.get(EditPriceLists).set({ currency, rate, roundsTo }));
      return `Visitors can choose ${currency}: 1 is ${rate}, rounded to ${shop.get(Formatters).in(currency).money(roundsTo)}.`;
    },
  },
  {
    name: 'price-list remove',
    usage: 'price-list remove CURRENCY   (its own prices stay, for when it is set again)',
    words: 1,
    run: async (shop, [currency = '']) => {
      if (await shop.get(EditPriceLists).remove(currency)) return `${currency} cannot be chosen any more.`;
      throw new Refused(`There is no price list in ${currency}.`);
    },
  },
  { name: 'price-list list', usage: 'price-list list', words: 0, run: (shop) => list(shop) },
  {
    name: 'price set',
    usage:
      'price set SKU|VARIANT_ID CURRENCY 17.50 [--compare-at=20.00]   (an own price, instead of a converted one)',
    values: ['compare-at'],
    words: 3,
    run: async (shop, [text = '', code = '', amount = ''], options) => {
      const currency = currencyOf(code);
      const digits = fractionDigits(currency);
      const before = typed(options, 'compare-at');
      const variantId = await findVariant(shop, text);
      const compareAtPrice = before === null ? null : parseAmount(before, digits);
      const price = { variantId, price: parseAmount(amount, digits), compareAtPrice };
      orRefuse(await shop.get(EditPriceLists).setPrice(currency, price));
      return `Variant ${variantId} costs ${shop.get(Formatters).in(currency).money(price.price)}.`;
    },
  },
  {
    name: 'price unset',
    usage: 'price unset SKU|VARIANT_ID CURRENCY   (converted again)',
    words: 2,
    run: async (shop, [text = '', currency = '']) => {
      const variantId = await findVariant(shop, text);
      if (await shop.get(EditPriceLists).unsetPrice(currency, variantId))
        return `Variant ${variantId} is converted to ${currency} again.`;
      throw new Refused(`Variant ${variantId} has no own price in ${currency}.`);
    },
  },
];
