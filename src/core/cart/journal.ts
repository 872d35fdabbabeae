import { variantOf, type CartDocument, type Remembered } from './cart-document.js';
import type { Step } from './line-step.js';
import { MAX_JOURNAL_ENTRIES } from './limits.js';

export const findOperation = (document: CartDocument, op: string): Remembered | undefined =>
  document.journal.find((entry) => entry.op === op);

export const remember = (document: CartDocument, entry: Remembered): Remembered[] =>
  [entry, ...document.journal].slice(0, MAX_JOURNAL_ENTRIES);

/**
 * The steps that take an operation back, or null when it is not remembered any more or cannot be taken back.
 * `orderable`: variant id -> how many the whole cart may hold.
 */
export function stepsBack(
  document: CartDocument,
  op: string,
  orderable: Readonly<Record<string, number>>,
): Step[] | null {
  const entry = findOperation(document, op);
  if (!entry || entry.kind === 'order') return null;
  return entry.lines.map(({ key, from, to, savedFrom, savedTo, gone }) => ({
    mode: 'shift',
    key,
    quantity: from - to,
    saved: savedFrom - savedTo,
    orderable: orderable[variantOf(key)] ?? 0,
    ...gone,
  }));
}
