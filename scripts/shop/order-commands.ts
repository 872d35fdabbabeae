import type { INestApplicationContext } from '@nestjs/common';
import { firstOrderStates } from '../../src/core/orders/order-state.js';
import { unsent } from '../../src/core/orders/pieces.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { staff } from '../../src/shop/orders/actor.js';
import { CancelOrderService } from '../../src/shop/orders/cancel-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { EditOrderService } from '../../src/shop/orders/edit-order.service.js';
import { EndOrderService } from '../../src/shop/orders/end-order.service.js';
import type { DeedOutcome, OrderDetails } from '../../src/shop/orders/order.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { Mistyped, Refused, type Command, type Options } from './command.js';
import { orderText } from './order-text.js';
import { parseCount } from './parse-amount.js';
import { parsePicks } from './parse-picks.js';
import { readRefund } from './read-refund.js';
import { refusalText } from './refusal-text.js';
import { table } from './table.js';

const PAGE_SIZE = 50;

async function find(shop: INestApplicationContext, number: string): Promise<OrderDetails> {
  const order = await shop.get(OrdersService).byNumber(number);
  if (!order) throw new Refused(`There is no order ${number}.`);
  return order;
}

/** The sentence for a deed that was done. Errors: Refused for one that was not. */
function report(
  shop: INestApplicationContext,
  { number, currency }: OrderDetails,
  outcome: DeedOutcome,
  done: string,
): string {
  if (outcome.ok) return `Order ${number}: ${done}. It is ${outcome.order.state.replaceAll('_', ' ')} now.`;
  throw new Refused(refusalText(outcome, number, shop.get(Formatters).in(currency)));
}

async function list(shop: INestApplicationContext, options: Options): Promise<string> {
  const state = firstOrderStates.find((name) => name === options['state']);
  if (options['state'] !== undefined && !state)
    throw new Mistyped(`--state is one of ${firstOrderStates.join(', ')}`);
  const page = Math.max(1, parseCount(String(options['page'] ?? 1), '--page'));
  const filter = { ...(state && { state }), ...(options['disputed'] && { isDisputed: true }) };
  const { orders, total } = await shop.get(OrdersService).list(filter, page, PAGE_SIZE);
  const formatters = shop.get(Formatters);
  const rows = orders.map((order) => [
    order.number,
    formatters.dateTime(order.placedAt),
    order.state,
    String(order.itemCount),
    formatters.in(order.currency).money(order.total),
    order.email,
  ]);
  const shown = `${orders.length} of ${total} orders${total > PAGE_SIZE ? `, page ${page}` : ''}`;
  return `${table(['Order', 'Placed', 'State', 'Items', 'Total', 'E-mail'], rows, ['Items', 'Total'])}\n${shown}`;
}

const text = (value: string | boolean | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

const one = (words: readonly string[]): string => words[0] ?? '';

/** What staff do to orders before there is an office. */
export const orderCommands: Command[] = [
  {
    name: 'order list',
    usage: `order list [--state=${firstOrderStates.join('|')}] [--disputed] [--page=2]`,
    values: ['state', 'page'],
    switches: ['disputed'],
    words: 0,
    run: (shop, _words, options) => list(shop, options),
  },
  {
    name: 'order show',
    usage: 'order show NUMBER',
    words: 1,
    run: async (shop, words) => orderText(await find(shop, one(words)), shop.get(Formatters)),
  },
  {
    name: 'order capture',
    usage: 'order capture NUMBER   (takes the money; for an invoice: it has come in)',
    words: 1,
    run: async (shop, words) => {
      const order = await find(shop, one(words));
      return report(
        shop,
        order,
        await shop.get(CaptureOrderService).capture(order, staff('order capture')),
        'money taken',
      );
    },
  },
  {
    name: 'order ship',
    usage:
      'order ship NUMBER [--line=SKU:2,SKU] [--carrier=NAME] [--tracking=NUMBER]   (without lines: all that is left)',
    values: ['line', 'carrier', 'tracking'],
    words: 1,
    run: async (shop, words, options) => {
      const order = await find(shop, one(words));
      const typed = text(options['line']);
      const parcel = {
        carrier: text(options['carrier']),
        trackingNumber: text(options['tracking']),
        ...(typed !== null && { lines: parsePicks(typed, order.lines, unsent) }),
      };
      if ([parcel.carrier, parcel.trackingNumber].some((part) => part !== null && part.length > 100))
        throw new Mistyped('--carrier and --tracking have 100 characters at most');
      const outcome = await shop.get(ShipOrderService).ship(order.id, parcel, staff('order ship'));
      return report(shop, order, outcome, 'on its way, the shopper gets a mail');
    },
  },
  {
    name: 'order delivered',
    usage: 'order delivered NUMBER   (all its parcels are with the shopper)',
    words: 1,
    run: async (shop, words) => {
      const order = await find(shop, one(words));
      const outcome = await shop.get(ShipOrderService).deliver(order.id, staff('order delivered'));
      return report(shop, order, outcome, 'delivered, the shopper gets a mail');
    },
  },
  {
    name: 'order refund',
    usage:
      'order refund NUMBER [--amount=12.50 | --line=SKU:1,SKU --shipping=4.90] [--reference=NAME] [--restock] [--to-credit]   (without any: all that is left; to-credit: as store credit of the customer)',
    values: ['amount', 'line', 'shipping', 'reference'],
    switches: ['restock', 'to-credit'],
    words: 1,
    run: async (shop, words, options) => {
      const order = await find(shop, one(words));
      const { money, digits } = shop.get(Formatters).in(order.currency);
      const wish = readRefund(options, order, digits);
      const outcome = await shop.get(RefundOrderService).refund(order.id, wish);
      const what = wish.parts ? 'that' : wish.amount === null ? 'all that was left' : money(wish.amount);
      const how = wish.toCredit ? ' as store credit, the payment provider was not asked' : '';
      return report(shop, order, outcome, `${what} given back${how}`);
    },
  },
  {
    name: 'order edit',
    usage:
      'order edit NUMBER --line=SKU:1   (takes pieces out that have not left; what they cost is not taken, or given back)',
    values: ['line'],
    words: 1,
    run: async (shop, words, options) => {
      const order = await find(shop, one(words));
      const typed = text(options['line']);
      if (typed === null) throw new Mistyped('say what to take out: --line=SKU:1');
      const picks = parsePicks(typed, order.lines, unsent);
      const outcome = await shop.get(EditOrderService).takeOut(order, picks, staff('order edit'));
      return report(shop, order, outcome, 'taken out');
    },
  },
  {
    name: 'order cancel',
    usage: 'order cancel NUMBER   (before anything has left; what was paid is given back)',
    words: 1,
    run: async (shop, words) => {
      const order = await find(shop, one(words));
      const by = staff('order cancel');
      const outcome =
        order.states.payment === 'pending'
          ? await shop.get(CancelOrderService).cancel(order, by)
          : await shop.get(EndOrderService).end(order, by);
      return report(shop, order, outcome, 'cancelled, the goods are for sale again');
    },
  },
];
