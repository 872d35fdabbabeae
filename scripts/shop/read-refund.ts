import type { Pieces } from '../../src/core/orders/pieces.js';
import { staff } from '../../src/shop/orders/actor.js';
import type { OrderDetails, PlacedLine } from '../../src/shop/orders/order.js';
import type { RefundWish } from '../../src/shop/orders/refund-order.service.js';
import { Mistyped, type Options } from './command.js';
import { parseAmount } from './parse-amount.js';
import { parsePicks } from './parse-picks.js';

const notRefunded = (line: Pieces): number => line.quantity - (line as PlacedLine).refunded;

const text = (value: string | boolean | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** What `order refund` was asked for. Errors: Mistyped for an amount beside lines, or a name that is too long. */
export function readRefund(options: Options, order: OrderDetails, digits: number): RefundWish {
  const [amount, line, shipping, name] = ['amount', 'line', 'shipping', 'reference'].map((key) =>
    text(options[key]),
  );
  if (amount && (line || shipping))
    throw new Mistyped('give an --amount, or --line and --shipping, not both');
  if (name && !/^[\x21-\x7e]{1,64}$/.test(name))
    throw new Mistyped('--reference has 64 characters at most, no blanks');
  const parts = {
    lines: line ? parsePicks(line, order.lines, notRefunded) : [],
    shipping: shipping ? parseAmount(shipping, digits) : 0,
  };
  return {
    amount: amount ? parseAmount(amount, digits) : null,
    ...((line || shipping) && { parts }),
    ...(name && { name }),
    putsBack: options['restock'] === true,
    toCredit: options['to-credit'] === true,
    by: staff('order refund'),
  };
}
