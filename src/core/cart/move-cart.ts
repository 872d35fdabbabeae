import type { Outcome } from './apply-change.js';
import type { StoredCart } from './cart-change.js';
import { emptyDocument, type CartDocument } from './cart-document.js';
import { LineTable } from './line-table.js';

/** Puts a cart back that was lost; one that is known stays as it is. */
export function restoreCart(document: CartDocument, stored: StoredCart, now: number): Outcome<boolean> {
  if (document.revision > 0) return { document: null, reply: false };
  const table = new LineTable(document);
  for (const { key, quantity, properties } of stored.lines)
    table.put(key, { ...table.held(key), quantity }, { properties });
  for (const { key, quantity, properties } of stored.saved ?? [])
    table.put(key, { ...table.held(key), saved: quantity }, { properties });
  const { note, attributes } = stored;
  const revision = Math.max(stored.revision, now);
  return { document: { ...document, ...table.finished(), note, attributes, revision }, reply: true };
}

/**
 * First step of moving a guest's cart: it takes no change any more. `empty`: there is nothing to move; `moved`: it goes
 * somewhere else. After it has moved there is nothing in it, and a second sealing is fine.
 */
export function sealCart(document: CartDocument, target: string): Outcome<'sealed' | 'empty' | 'moved'> {
  const { movedTo, revision } = document;
  if (movedTo === null && revision === 0) return { document: null, reply: 'empty' };
  if (movedTo !== null) return { document: null, reply: movedTo === target ? 'sealed' : 'moved' };
  return { document: { ...document, movedTo: target }, reply: 'sealed' };
}

/** Undoes the first step: the guest goes on with the cart. One that has gone stays where it went. */
export function unsealCart(document: CartDocument, target: string): Outcome<boolean> {
  if (document.movedTo !== target || document.revision === 0) return { document: null, reply: false };
  return { document: { ...document, movedTo: null }, reply: true };
}

/** Last step: of the guest's cart stays where it went, and what was done in it, so that nothing of that is done twice. */
export function discardCart(document: CartDocument, target: string): Outcome<boolean> {
  if (document.movedTo !== target) return { document: null, reply: false };
  return { document: { ...emptyDocument, movedTo: target, journal: document.journal }, reply: true };
}
