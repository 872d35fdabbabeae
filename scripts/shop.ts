import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { run } from '../src/platform/process/run.js';
import { openShop, StaffTools } from './catalog/open-shop.js';
import { Mistyped, Refused, type Command, type Options } from './shop/command.js';
import { auditCommands } from './shop/audit-commands.js';
import { cartCommands } from './shop/cart-commands.js';
import { catalogCommands } from './shop/catalog-commands.js';
import { creditCommands } from './shop/credit-commands.js';
import { customerCommands } from './shop/customer-commands.js';
import { documentCommands } from './shop/document-commands.js';
import { newsletterCommands } from './shop/newsletter-commands.js';
import { orderCommands } from './shop/order-commands.js';
import { outboxCommands } from './shop/outbox-commands.js';
import { priceCommands } from './shop/price-commands.js';
import { promotionCommands } from './shop/promotion-commands.js';
import { reviewCommands } from './shop/review-commands.js';
import { returnCommands } from './shop/return-commands.js';
import { searchCommands } from './shop/search-commands.js';
import { stockCommands } from './shop/stock-commands.js';
import { translationCommands } from './shop/translation-commands.js';

const commands: Command[] = [
  ...orderCommands,
  ...documentCommands,
  ...returnCommands,
  ...reviewCommands,
  ...stockCommands,
  ...catalogCommands,
  ...priceCommands,
  ...promotionCommands,
  ...creditCommands,
  ...customerCommands,
  ...newsletterCommands,
  ...outboxCommands,
  ...cartCommands,
  ...searchCommands,
  ...translationCommands,
  ...auditCommands,
];
const USAGE = `Usage: npm run shop -- NOUN DEED ...\n${commands.map(({ usage }) => `  ${usage}`).join('\n')}`;

/** Which command it is, with its words and options. Errors: Mistyped, with how to type it. */
function read(args: readonly string[]): { command: Command; words: string[]; options: Options } {
  const command = commands.find(({ name }) => name === args.slice(0, 2).join(' '));
  if (!command) throw new Mistyped(USAGE);
  const option = (type: 'string' | 'boolean') => (name: string) => [name, { type }] as const;
  const known = [
    ...(command.values ?? []).map(option('string')),
    ...(command.switches ?? []).map(option('boolean')),
  ];
  const usage = `Usage: npm run shop -- ${command.usage}`;
  try {
    const parsed = parseArgs({
      args: args.slice(2),
      options: Object.fromEntries(known),
      allowPositionals: true,
    });
    const words = typeof command.words === 'number' ? command.words : command.words(parsed.values);
    if (parsed.positionals.length !== words) throw new Mistyped(usage);
    return { command, words: parsed.positionals, options: parsed.values };
  } catch (error) {
    throw error instanceof Mistyped ? error : new Mistyped(`${(error as Error).message}\n${usage}`);
  }
}

async function perform(args: readonly string[]): Promise<void> {
  const { command, words, options } = read(args);
  const shop = await openShop(StaffTools);
  try {
    process.stdout.write(`${await command.run(shop, words, options)}\n`);
  } finally {
    await shop.close();
  }
}

/** What staff do from a terminal. Exit codes: 0 done, 1 refused, 2 typed wrongly. */
run(async () => {
  try {
    await perform(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Mistyped)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof Mistyped ? 2 : 1;
  }
});
