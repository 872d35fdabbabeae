import type { INestApplicationContext } from '@nestjs/common';
import { returnStates } from '../../src/core/orders/return-state.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import { staff } from '../../src/shop/orders/actor.js';
import type { OrderDetails } from '../../src/shop/orders/order.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { ReceiveReturnService } from '../../src/shop/returns/receive-return.service.js';
import type { ReturnOutcome } from '../../src/shop/returns/return.js';
import { ReturnsService } from '../../src/shop/returns/returns.service.js';
import { Mistyped, Refused, type Command, type Options } from './command.js';
import { refusalText } from './refusal-text.js';
import { table } from './table.js';

type Deed = 'approve' | 'receive' | 'refuse';

async function list(shop: INestApplicationContext, options: Options): Promise<string> {
  const state = returnStates.find((name) => name === options['state']) ?? null;
  if (options['state'] !== undefined && !state)
    throw new Mistyped(`--state is one of ${returnStates.join(', ')}`);
  const { dateTime } = shop.get(Formatters);
  const rows = (await shop.get(ReturnsService).list(state)).map((one) => [
    `${one.orderId}-R${one.nth}`,
    dateTime(one.requestedAt),
    one.state,
    one.lines.map(({ quantity, reason }) => `${quantity} ${reason}`).join(', '),
    one.note.replace(/\s+/g, ' ').slice(0, 60),
  ]);
  return `${table(['Return', 'Asked for', 'State', 'Pieces and reasons', 'Note'], rows, [])}\n${rows.length} returns`;
}

async function perform(
  shop: INestApplicationContext,
  deed: Deed,
  number: string,
  options: Options,
): Promise<string> {
  const order = await shop.get(OrdersService).byNumber(number.replace(/-R\d+$/, ''));
  if (!order) throw new Refused(`There is no order ${number}.`);
  const answer = typeof options['answer'] === 'string' ? options['answer'].trim() : '';
  if (deed === 'refuse' && (answer === '' || answer.length > 500))
    throw new Mistyped('say why, in 500 characters at most: --answer="..."');
  const by = staff(`return ${deed}`);
  const outcomes: Record<Deed, () => Promise<ReturnOutcome>> = {
    approve: () => shop.get(ReturnsService).approve(order.id, by),
    refuse: () => shop.get(ReturnsService).refuse(order.id, answer, by),
    receive: () => shop.get(ReceiveReturnService).receive(order.id, options['broken'] !== true, by),
  };
  return report(shop, order, deed, await outcomes[deed]());
}

const DONE: Record<Deed, string> = {
  approve: 'agreed, the shopper gets a mail with the label',
  refuse: 'refused, the shopper gets a mail that says why',
  receive: 'received, what it cost is given back',
};

function report(
  shop: INestApplicationContext,
  { number, currency }: OrderDetails,
  deed: Deed,
  outcome: ReturnOutcome,
): string {
  if (outcome.ok) return `Return of order ${number}: ${DONE[deed]}.`;
  if (outcome.reason === 'no_return') throw new Refused(`Order ${number} has no return that waits for this.`);
  if (outcome.reason === 'return_is_open') throw new Refused(`Order ${number} has an open return.`);
  throw new Refused(refusalText(outcome, number, shop.get(Formatters).in(currency)));
}

const command = (deed: Deed, usage: string, more: Partial<Command> = {}): Command => ({
  name: `return ${deed}`,
  usage: `return ${deed} NUMBER ${usage}`,
  words: 1,
  run: (shop, words, options) => perform(shop, deed, words[0] ?? '', options),
  ...more,
});

export const returnCommands: Command[] = [
  {
    name: 'return list',
    usage: `return list [--state=${returnStates.join('|')}]`,
    values: ['state'],
    words: 0,
    run: (shop, _words, options) => list(shop, options),
  },
  command('approve', '  (the number of the order; the shopper gets the label)'),
  command('receive', '[--broken]   (back on the shelf, unless broken; what it cost is given back)', {
    switches: ['broken'],
  }),
  command('refuse', '--answer="WHY"', { values: ['answer'] }),
];
