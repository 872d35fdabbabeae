import type { LimitReason, LineChange } from './cart-change.js';
import { MAX_LINE_QUANTITY } from './limits.js';
import type { Held, LineDetail } from './line-table.js';

/** The difference that an undo makes to one line: never below nothing or above what fits. */
interface Shift extends Held, LineDetail {
  mode: 'shift';
  key: string;
  orderable: number;
}

export type Step = LineChange | Shift;

const within = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, high));

/** What a line holds after a step, or why it cannot be. `ofVariant`: units of its variant in the whole cart before. */
export function stepLine(step: Step, old: Held, ofVariant: number): Held | LimitReason {
  const others = ofVariant - old.quantity;
  const next = wished(step, old, others);
  if (next === null) return 'no_such_line';
  if (next.quantity > MAX_LINE_QUANTITY) return 'too_many';
  if (next.quantity > old.quantity && others + next.quantity > step.orderable) return 'not_enough';
  return next;
}

function wished(step: Step, old: Held, others: number): Held | null {
  switch (step.mode) {
    case 'add':
      return { ...old, quantity: old.quantity + step.quantity };
    case 'take':
      return { ...old, quantity: Math.max(old.quantity - step.quantity, 0) };
    case 'set':
      return old.quantity === 0 && step.properties === undefined ? null : { ...old, quantity: step.quantity };
    case 'shift':
      return shifted(step, old, Math.max(old.quantity, step.orderable - others));
    default:
      return movedAside(step.mode, old);
  }
}

const shifted = (by: Held, old: Held, room: number): Held => ({
  quantity: within(0, old.quantity + by.quantity, Math.min(room, MAX_LINE_QUANTITY)),
  saved: within(0, old.saved + by.saved, MAX_LINE_QUANTITY),
});

function movedAside(mode: 'save' | 'unsave' | 'forget', old: Held): Held | null {
  if ((mode === 'save' ? old.quantity : old.saved) === 0) return null;
  if (mode === 'save') return { quantity: 0, saved: Math.min(old.saved + old.quantity, MAX_LINE_QUANTITY) };
  return { quantity: mode === 'unsave' ? old.quantity + old.saved : old.quantity, saved: 0 };
}
