import { allocate } from '../../money/allocate.js';
import { partOf, sum, times, type Millionths, type Minor } from '../../money/money.js';
import type { Scope } from '../promotion.js';
import { meant, type BenefitLine } from './benefit-line.js';

type Take = (line: BenefitLine) => Minor;

/** What `take` takes off each line that is meant, never more than is left to pay for it; 0 for the others. */
function each(lines: readonly BenefitLine[], of: Scope, take: Take): Minor[] {
  const indexes = new Set(meant(lines, of));
  return lines.map((line, index) => (indexes.has(index) ? Math.min(Math.max(take(line), 0), line.net) : 0));
}

/** A part of each line, rounded half to even per line. */
export const percentOff = (lines: readonly BenefitLine[], rate: Millionths, of: Scope): Minor[] =>
  each(lines, of, ({ net }) => partOf(net, rate));

export const amountOffEach = (lines: readonly BenefitLine[], amount: Minor, of: Scope): Minor[] =>
  each(lines, of, ({ quantity }) => times(amount, quantity));

/** Down to `price` for each piece; a line that costs less already stays. */
export const fixedPrice = (lines: readonly BenefitLine[], price: Minor, of: Scope): Minor[] =>
  each(lines, of, ({ net, quantity }) => net - times(price, quantity));

/** Once, split over the lines in proportion to what is left to pay for them; never more than that. */
export function amountOff(lines: readonly BenefitLine[], amount: Minor, of: Scope): Minor[] {
  const indexes = new Set(meant(lines, of));
  const nets = lines.map(({ net }, index) => (indexes.has(index) ? net : 0));
  const all = sum(nets);
  return all === 0 ? nets : allocate(Math.min(amount, all), nets);
}
