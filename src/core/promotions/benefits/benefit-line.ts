import type { LineToPrice } from '../../pricing/pricing.types.js';
import type { Takeable } from '../pieces.js';
import type { Scope } from '../promotion.js';
import { fits } from '../scope.js';

/** A line that a promotion may take something off. */
export interface BenefitLine extends Takeable {
  line: LineToPrice;
}

/** Indexes of the lines that are meant. */
export const meant = (lines: readonly BenefitLine[], scope: Scope): number[] =>
  lines.flatMap(({ line }, index) => (fits(scope, line) ? [index] : []));
