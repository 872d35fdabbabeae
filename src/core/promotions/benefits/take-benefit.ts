import type { Minor } from '../../money/money.js';
import type { Benefit } from '../promotion.js';
import type { BenefitLine } from './benefit-line.js';
import { amountOff, amountOffEach, fixedPrice, percentOff } from './off-lines.js';
import { buyGet, cheapestFree, gift } from './off-pieces.js';

/** What a benefit takes off each of these lines, in their order; minor units, 0 to what is left to pay for the line. */
export function takeBenefit(benefit: Benefit, lines: readonly BenefitLine[]): Minor[] {
  switch (benefit.kind) {
    case 'percent':
      return percentOff(lines, benefit.rateMillionths, benefit.of);
    case 'amount':
      return amountOff(lines, benefit.amount, benefit.of);
    case 'amount_each':
      return amountOffEach(lines, benefit.amount, benefit.of);
    case 'fixed_price':
      return fixedPrice(lines, benefit.price, benefit.of);
    case 'buy_get':
      return buyGet(lines, benefit);
    case 'cheapest_free':
      return cheapestFree(lines, benefit);
    case 'gift':
      return gift(lines, benefit);
    case 'free_shipping':
      return lines.map(() => 0);
  }
}
