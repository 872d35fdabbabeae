import type { Outcome } from './apply-change.js';
import type { ClampedLine, StoredCart, StoredLine } from './cart-change.js';
import { countOf, nextRevision, variantOf, type CartDocument } from './cart-document.js';
import { joinWords } from './cart-words.js';
import { findOperation, remember } from './journal.js';
import { LineTable } from './line-table.js';
import { MAX_CART_LINES, MAX_LINE_QUANTITY, MAX_SAVED_LINES } from './limits.js';

/** A guest's sealed cart on its way into a customer's. */
export interface Guest extends Omit<StoredCart, 'revision'> {
  /** Once for each guest's cart. */
  op: string;
  /** Words for the journal. */
  device: string;
  /** Variant id -> how many the customer's cart may hold. */
  orderable: Readonly<Record<string, number>>;
}

/** `merged`: lines that grew. `clamped`: what did not fit; whatever is not listed there is in the cart. */
export interface Absorbed {
  merged: number;
  clamped: ClampedLine[];
}

/** Adds a guest's cart to a customer's; one that is in it already changes nothing and gets the first answer. */
export function absorbCart(document: CartDocument, guest: Guest, now: number): Outcome<Absorbed> {
  const earlier = findOperation(document, guest.op);
  if (earlier) return { document: null, reply: earlier.answer as Absorbed };
  const table = new LineTable(document);
  const lines = guest.lines.map((line) => takeIn(table, line, roomInCart(table, line, guest)));
  const saved = (guest.saved ?? []).map((line) => takeAside(table, line, roomAside(table, line)));
  const clamped = [...lines, ...saved].filter(({ wanted, got }) => got < wanted);
  const answer = { merged: lines.filter(({ got }) => got > 0).length, clamped };
  const { op, device } = guest;
  const units = lines.reduce((sum, { got }) => sum + got, 0);
  const merge = units > 0 ? { op, device: units, account: countOf(document), at: now } : document.merge;
  const entry = { op, device, kind: 'merge' as const, at: now, lines: table.steps(), answer };
  const journal = remember(document, entry);
  const revision = nextRevision(document, now);
  const words = joinWords(document, guest);
  return {
    document: { ...document, ...words, ...table.finished(), merge, journal, revision },
    reply: answer,
  };
}

function roomInCart(table: LineTable, { key }: StoredLine, { orderable }: Guest): number {
  const { quantity } = table.held(key);
  if (quantity === 0 && table.count('quantity') >= MAX_CART_LINES) return 0;
  const variant = variantOf(key);
  return Math.min(MAX_LINE_QUANTITY - quantity, (orderable[variant] ?? 0) - table.ofVariant(variant));
}

function roomAside(table: LineTable, { key }: StoredLine): number {
  const { saved } = table.held(key);
  return saved === 0 && table.count('saved') >= MAX_SAVED_LINES ? 0 : MAX_LINE_QUANTITY - saved;
}

function takeIn(table: LineTable, { key, quantity, properties }: StoredLine, room: number): ClampedLine {
  const got = Math.max(Math.min(quantity, room), 0);
  const held = table.held(key);
  if (got > 0) table.put(key, { ...held, quantity: held.quantity + got }, { properties });
  return { key, wanted: quantity, got };
}

function takeAside(table: LineTable, { key, quantity, properties }: StoredLine, room: number): ClampedLine {
  const got = Math.max(Math.min(quantity, room), 0);
  const held = table.held(key);
  if (got > 0) table.put(key, { ...held, saved: held.saved + got }, { properties });
  return { key, wanted: quantity, got };
}
