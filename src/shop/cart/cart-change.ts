import type { Cart } from './cart.js';

/**
 * One step on one line. `add` raises the quantity, `set` replaces it (0 removes), `take` lowers it; `save` puts the whole
 * line aside, `unsave` brings it back, `forget` drops what was put aside.
 * `orderable`: how many of the variant the whole cart may hold; checked only when the quantity grows.
 * `properties`: JSON; without it `set` changes only a line that exists.
 */
export interface LineChange {
  key: string;
  mode: 'add' | 'set' | 'take' | 'save' | 'unsave' | 'forget';
  quantity: number;
  orderable: number;
  properties?: string;
}

export type ChangeKind =
  'add' | 'change' | 'clear' | 'order' | 'save' | 'unsave' | 'forget' | 'tidy' | 'undo';

/** What one operation does to a cart: all of it, or nothing. */
export interface ChangeRequest {
  kind: ChangeKind;
  lines: LineChange[];
  note?: string;
  /** An empty value removes the attribute. */
  attributes?: { name: string; value: string }[];
  /** Takes all lines out. */
  clear?: boolean;
  /** Removes note and attributes. */
  dropWords?: boolean;
  /** The operation to take back, as far as stock and limits allow; `lines` is empty then. */
  undo?: string;
  /** With `undo`: variant id -> how many the whole cart may hold. */
  orderable?: Record<string, number>;
}

export type ChangeReply = { ok: true; revision: number; quantities: number[]; cart: Cart } | RefusedChange;

/**
 * `ended`: the session behind the change has ended. `reused`: the operation's id was used for something else.
 * `nothing`: what is to be taken back is not remembered any more.
 */
export type RefusedChange =
  | { ok: false; reason: 'unknown' | 'moved' | 'ended' | 'reused' | 'nothing' }
  | {
      ok: false;
      reason:
        | 'too_many'
        | 'not_enough'
        | 'no_such_line'
        | 'too_many_lines'
        | 'too_many_saved'
        | 'too_many_attributes';
      /** Index in `lines`. */
      index: number;
      /** Quantity of that variant already in the cart. */
      held: number;
    };

/** One change as the journal of a cart keeps it. */
export interface JournalEntry {
  operationId: string;
  kind: ChangeKind | 'merge';
  at: Date;
  device: string;
  lines: { key: string; from: number; to: number; savedFrom: number; savedTo: number }[];
}

export type MergeReply =
  | { ok: true; mergedLines: number; clamped: { key: string; wanted: number; got: number }[] }
  | { ok: false; reason: 'unknown' };

/** A line as a copy keeps it: properties as JSON. */
export interface StoredLine {
  key: string;
  quantity: number;
  properties: string;
}

/** What MySQL keeps of a cart: lines oldest first. */
export interface StoredCart {
  revision: number;
  lines: StoredLine[];
  saved?: StoredLine[];
  note: string;
  attributes: { name: string; value: string }[];
}

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
