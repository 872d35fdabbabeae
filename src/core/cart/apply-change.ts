import type { LimitReason, Operation, RefusedChange } from './cart-change.js';
import { nextRevision, variantOf, type CartDocument, type Remembered } from './cart-document.js';
import { changeWords } from './cart-words.js';
import { findOperation, remember, stepsBack } from './journal.js';
import { stepLine, type Step } from './line-step.js';
import { LineTable } from './line-table.js';
import { MAX_CART_LINES, MAX_SAVED_LINES } from './limits.js';

export type ChangeAnswer = { ok: true; revision: number; quantities: number[] } | RefusedChange;

/** `document`: the cart afterwards; null when it stays as it is. */
export interface Outcome<Reply> {
  document: CartDocument | null;
  reply: Reply;
}

const refused = (reply: RefusedChange): Outcome<ChangeAnswer> => ({ document: null, reply });

const overLimit = (reason: LimitReason, index = 0, held = 0): RefusedChange => ({
  ok: false,
  reason,
  index,
  held,
});

/** Applies all of an operation or nothing. One that was applied before changes nothing and gets its first answer. */
export function applyChange(
  document: CartDocument,
  operation: Operation,
  now: number,
): Outcome<ChangeAnswer> {
  const earlier = findOperation(document, operation.op);
  if (earlier) return again(document, earlier, operation);
  if (document.movedTo !== null) return refused({ ok: false, reason: 'moved', to: document.movedTo });
  const steps = stepsOf(document, operation);
  if (!steps) return refused({ ok: false, reason: 'nothing' });
  const table = new LineTable(document);
  const refusal = takeSteps(table, steps) ?? wholeCart(document, table);
  if (refusal) return refused(refusal);
  const words = changeWords(document, operation);
  if (!words) return refused(overLimit('too_many_attributes'));
  const quantities = steps.map(({ key }) => table.held(key).quantity);
  const journal = remember(document, entryOf(operation, table, quantities, now));
  const merge = endsMerge(operation) || !standsAsMerged(document, journal) ? null : document.merge;
  const revision = nextRevision(document, now);
  const changed = { ...document, ...words, ...table.finished(), merge, journal, revision };
  return { document: changed, reply: { ok: true, revision, quantities } };
}

function again(
  { revision }: CartDocument,
  { answer }: Remembered,
  { wish }: Operation,
): Outcome<ChangeAnswer> {
  if (!('wish' in answer) || answer.wish !== wish) return refused({ ok: false, reason: 'reused' });
  return { document: null, reply: { ok: true, revision, quantities: answer.quantities } };
}

function stepsOf(document: CartDocument, operation: Operation): Step[] | null {
  const { lines, undo, clear, orderable = {} } = operation;
  if (undo !== undefined) return stepsBack(document, undo, orderable);
  if (!clear) return lines;
  const held = Object.entries(document.lines).filter(([, line]) => line.quantity > 0);
  // In an order that does not depend on where the cart is kept: with little stock an undo goes from the first to the last.
  const sorted = held.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const takes = sorted.map(([key, { quantity }]): Step => ({ mode: 'take', key, quantity, orderable: 0 }));
  return [...lines, ...takes];
}

function takeSteps(table: LineTable, steps: readonly Step[]): RefusedChange | null {
  for (const [index, step] of steps.entries()) {
    const ofVariant = table.ofVariant(variantOf(step.key));
    const next = stepLine(step, table.held(step.key), ofVariant);
    if (typeof next === 'string') return overLimit(next, index, next === 'no_such_line' ? 0 : ofVariant);
    table.put(step.key, next, detailOf(step));
  }
  return null;
}

const detailOf = ({ properties, ...step }: Step) => ({
  ...(properties !== undefined && { properties }),
  ...('sequence' in step && step.sequence !== undefined && { sequence: step.sequence }),
});

/** An operation may pass these limits on its way, and a cart that is over one may shrink. */
function wholeCart(document: CartDocument, table: LineTable): RefusedChange | null {
  const before = new LineTable(document);
  const isOver = (which: 'quantity' | 'saved', most: number) =>
    table.count(which) > most && table.count(which) > before.count(which);
  if (isOver('quantity', MAX_CART_LINES)) return overLimit('too_many_lines');
  return isOver('saved', MAX_SAVED_LINES) ? overLimit('too_many_saved') : null;
}

/** What the last sign-in brought together is no news any more. */
const endsMerge = ({ clear, kind, undo }: Operation): boolean =>
  clear === true || kind === 'order' || undo?.startsWith('merge:') === true;

/** Whether an undo of the last merge is still possible, and no line that it brought was changed since. */
function standsAsMerged({ merge }: CartDocument, journal: readonly Remembered[]): boolean {
  const at = journal.findIndex(({ op }) => op === merge?.op);
  if (at < 0) return false;
  const brought = new Set(journal[at]!.lines.map(({ key }) => key));
  return !journal[0]!.lines.some(({ key }) => brought.has(key));
}

const entryOf = (operation: Operation, table: LineTable, quantities: number[], at: number): Remembered => ({
  op: operation.op,
  kind: operation.kind,
  at,
  device: operation.device,
  lines: table.steps(),
  answer: { wish: operation.wish, quantities },
});
