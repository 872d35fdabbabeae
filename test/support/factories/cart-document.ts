import { emptyDocument, type CartDocument, type DocumentLine } from '../../../src/core/cart/cart-document.js';

/** A line without properties. */
export const documentLine = (quantity: number, saved = 0, sequence = 1): DocumentLine => ({
  quantity,
  saved,
  sequence,
  properties: '{}',
});

/** A cart that is known, with nine lines added so far. */
export const documentOf = (
  lines: Record<string, DocumentLine>,
  more: Partial<CartDocument> = {},
): CartDocument => ({ ...emptyDocument, revision: 7, sequence: 9, lines, ...more });

/** So many lines of different variants, from `first` on. */
export const documentLines = (count: number, first: number, line: DocumentLine) =>
  Object.fromEntries(Array.from({ length: count }, (_, nth) => [`${nth + first}:a`, line]));
