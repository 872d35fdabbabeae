import type { Pieces } from '../../src/core/orders/pieces.js';
import type { LinePick, PlacedLine } from '../../src/shop/orders/order.js';
import { Mistyped, Refused } from './command.js';
import { parseCount } from './parse-amount.js';

/**
 * `MUG-1:2,TENT` as pieces of lines: a SKU or the id of a variant, and how many; all that are left without a number. A
 * SKU on several lines is filled line by line. Errors: Mistyped; Refused for what was not ordered.
 */
export function parsePicks(
  text: string,
  lines: readonly PlacedLine[],
  left: (line: Pieces) => number,
): LinePick[] {
  const picks = new Map<number, number>();
  for (const part of text.split(',')) {
    const [, name = '', count] = /^(.*?)(?::([^:]*))?$/.exec(part.trim()) ?? [];
    const found = lines.filter((line) => line.sku === name || String(line.variantId) === name);
    if (name === '') throw new Mistyped('type lines like --line=SKU:2,SKU');
    if (found.length === 0) throw new Refused(`Nothing in this order has the SKU or variant ${name}.`);
    let open = count === undefined ? Infinity : parseCount(count, `the number of ${name}`);
    if (open === 0) throw new Mistyped(`the number of ${name} is at least 1`);
    for (const [index, line] of found.entries()) {
      const isLast = index === found.length - 1;
      const quantity = isLast && open !== Infinity ? open : Math.min(open, left(line));
      if (quantity > 0) picks.set(line.id, (picks.get(line.id) ?? 0) + quantity);
      open -= quantity;
      if (open <= 0) break;
    }
  }
  return [...picks].map(([lineId, quantity]) => ({ lineId, quantity }));
}
