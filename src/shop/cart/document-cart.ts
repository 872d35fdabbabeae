import {
  countOf,
  type CartDocument,
  type DocumentLine,
  type Remembered,
} from '../../core/cart/cart-document.js';
import type { Cart, CartLine, CartMerge } from './cart.js';
import type { JournalEntry } from './cart-change.js';

/** The shop's view of a cart that is kept as one value. */
export function cartOf(id: string, document: CartDocument): Cart {
  const attributes = document.attributes.map(({ name, value }) => [name, value] as const);
  return {
    id,
    revision: document.revision,
    lines: linesOf(document, 'quantity'),
    saved: linesOf(document, 'saved'),
    note: document.note,
    attributes: Object.fromEntries(attributes.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    merge: mergeOf(document),
  };
}

export const countedOf = (document: CartDocument) => ({
  count: countOf(document),
  revision: document.revision,
  isKnown: document.revision > 0,
});

function linesOf({ lines }: CartDocument, which: 'quantity' | 'saved'): CartLine[] {
  const held = Object.entries(lines).filter(([, line]) => line[which] > 0);
  return held
    .toSorted(([, a], [, b]) => b.sequence - a.sequence)
    .map(([key, line]) => lineOf(key, line, which));
}

const lineOf = (key: string, line: DocumentLine, which: 'quantity' | 'saved'): CartLine => ({
  key,
  variantId: Number.parseInt(key, 10),
  quantity: line[which],
  properties: JSON.parse(line.properties) as Record<string, string>,
});

/** A store that is nearly full keeps less of the journal: what cannot be taken back any more is not told either. */
function mergeOf({ merge, journal }: CartDocument): CartMerge | null {
  if (merge === null) return null;
  const { op, device, account, at } = merge;
  if (!journal.some((entry) => entry.op === op)) return null;
  return { operationId: op, fromDevice: device, fromAccount: account, at: new Date(at) };
}

export const entryOf = ({ op, kind, at, device, lines }: Remembered): JournalEntry => ({
  operationId: op,
  kind,
  at: new Date(at),
  device,
  lines: lines.map(({ key, from, to, savedFrom, savedTo }) => ({ key, from, to, savedFrom, savedTo })),
});
