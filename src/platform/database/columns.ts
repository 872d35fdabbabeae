import type { ValueTransformer } from 'typeorm';

/**
 * BIGINT columns arrive from the driver as text. Ids and amounts (minor units) stay below 2^53 by rule, so they become
 * numbers here; a larger value is damage and throws RangeError instead of being rounded.
 */
export function safeInteger(value: string | number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a safe integer: ${value}`);
  return number;
}

export const bigintColumn: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null) => (value === null ? null : safeInteger(value)),
};
