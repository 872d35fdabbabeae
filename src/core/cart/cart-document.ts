import type { Attribute, ChangeKind, ClampedLine } from './cart-change.js';

/** One variant with one set of properties: how many are in the cart, and how many are saved for later. */
export interface DocumentLine {
  quantity: number;
  saved: number;
  /** Order of adding. */
  sequence: number;
  /** JSON. */
  properties: string;
}

/** What a line was before and after one operation. */
export interface LineStep {
  key: string;
  from: number;
  to: number;
  savedFrom: number;
  savedTo: number;
  /** Of a line that went away, for an undo. */
  gone?: { sequence: number; properties: string };
}

/** One operation as the cart remembers it, with what it answered. */
export interface Remembered {
  op: string;
  kind: ChangeKind | 'merge';
  /** Milliseconds since 1970. */
  at: number;
  device: string;
  lines: LineStep[];
  answer: { wish: string; quantities: number[] } | { merged: number; clamped: ClampedLine[] };
}

/** A whole cart as one value: what Redis keeps of it in six keys. Never changed, only replaced. */
export interface CartDocument {
  /** Follows the clock and grows with every change; 0 when nothing was ever stored. */
  revision: number;
  /** Of the line that was added last. */
  sequence: number;
  /** By key: variant id and a digest of the properties. A line that is neither in the cart nor saved is none. */
  lines: Readonly<Record<string, DocumentLine>>;
  note: string;
  attributes: readonly Attribute[];
  /** The customer's cart that this guest's went into, or is going into: it takes no change any more. */
  movedTo: string | null;
  /** What the last sign-in brought together, in units. */
  merge: { op: string; device: number; account: number; at: number } | null;
  /** Newest first. */
  journal: readonly Remembered[];
}

export const emptyDocument: CartDocument = {
  revision: 0,
  sequence: 0,
  lines: {},
  note: '',
  attributes: [],
  movedTo: null,
  merge: null,
  journal: [],
};

/** The variant that a line's key begins with. */
export const variantOf = (key: string): string => key.slice(0, key.indexOf(':'));

/** Sum of all quantities in the cart. */
export const countOf = (document: CartDocument): number =>
  Object.values(document.lines).reduce((sum, line) => sum + line.quantity, 0);

/** Grows also when the clock goes back. */
export const nextRevision = (document: CartDocument, now: number): number =>
  Math.max(document.revision + 1, now);
