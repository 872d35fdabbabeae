import type {
  ChangeKind,
  ClampedLine,
  RefusedChange,
  StoredCart,
  StoredLine,
} from '../../core/cart/cart-change.js';
import type { Cart } from './cart.js';

export type {
  ChangeKind,
  ChangeRequest,
  ClampedLine,
  LineChange,
  RefusedChange,
  StoredCart,
} from '../../core/cart/cart-change.js';

export type ChangeReply = { ok: true; revision: number; quantities: number[]; cart: Cart } | RefusedChange;

/** One change as the journal of a cart keeps it. */
export interface JournalEntry {
  operationId: string;
  kind: ChangeKind | 'merge';
  at: Date;
  device: string;
  lines: { key: string; from: number; to: number; savedFrom: number; savedTo: number }[];
}

/** `ended`: the customer's sessions were ended since the one that is about to begin was allowed. */
export type MergeReply =
  { ok: true; mergedLines: number; clamped: ClampedLine[] } | { ok: false; reason: 'unknown' | 'ended' };

const storedLine = ({ key, quantity, properties }: Cart['lines'][number]): StoredLine => ({
  key,
  quantity,
  properties: JSON.stringify(properties),
});

/** A cart in the form its copy is kept in. */
export function toStored(cart: Cart): StoredCart {
  return {
    revision: cart.revision,
    lines: cart.lines.map(storedLine).reverse(),
    ...(cart.saved.length > 0 && { saved: cart.saved.map(storedLine).reverse() }),
    note: cart.note,
    attributes: Object.entries(cart.attributes).map(([name, value]) => ({ name, value })),
  };
}
