import type { INestApplicationContext } from '@nestjs/common';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { customerCartId, variantOfKey } from '../../src/shop/cart/cart.js';
import type { JournalEntry } from '../../src/shop/cart/cart-change.js';
import { CartService } from '../../src/shop/cart/cart.service.js';
import { CatalogService } from '../../src/shop/catalog/catalog.service.js';
import { Refused, type Command } from './command.js';
import { findCustomer } from './find-customer.js';
import { hiddenCarts } from './out-of-reach.js';
import { patiently } from './patience.js';
import { table } from './table.js';

const HEADINGS = ['When (UTC)', 'What', 'Device', 'Line', 'In the cart', 'Saved'];

type Titles = ReadonlyMap<number, { productTitle: string; title: string }>;

/** A row for each line of each change; a change of no line has one without. */
function rowsOf({ at, kind, device, lines }: JournalEntry, titles: Titles): string[][] {
  const common = [at.toISOString().slice(0, 19).replace('T', ' '), kind, device || '-'];
  if (lines.length === 0) return [[...common, '-', '', '']];
  return lines.map(({ key, from, to, savedFrom, savedTo }) => {
    const variant = titles.get(variantOfKey(key) ?? 0);
    const name = variant ? `${variant.productTitle} (${variant.title})` : key;
    return [...common, name, `${from} -> ${to}`, savedFrom === savedTo ? '' : `${savedFrom} -> ${savedTo}`];
  });
}

/** What happened to a customer's cart lately, the newest first: to explain it to them. */
async function journal(shop: INestApplicationContext, text: string): Promise<string> {
  const { id } = await findCustomer(shop, text);
  const why = hiddenCarts(shop);
  if (why !== null) throw new Refused(why);
  try {
    const entries = await patiently(() => shop.get(CartService).journal(customerCartId(id)));
    if (entries.length === 0) return `Nothing is remembered of the cart of customer ${id}.`;
    const ids = entries.flatMap(({ lines }) => lines.map(({ key }) => variantOfKey(key) ?? 0));
    const titles = await shop.get(CatalogService).variantsByIds([...new Set(ids)]);
    return table(
      HEADINGS,
      entries.flatMap((entry) => rowsOf(entry, titles)),
    );
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    throw new Refused(
      'Redis does not answer, and the journal of a cart is only there. Try again when it is back.',
    );
  }
}

export const cartCommands: Command[] = [
  {
    name: 'cart journal',
    usage: 'cart journal EMAIL|ID   (what changed in the cart of a customer, when, from which device)',
    words: 1,
    run: (shop, [text = '']) => journal(shop, text),
  },
];
