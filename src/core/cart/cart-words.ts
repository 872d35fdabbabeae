import type { Attribute, ChangeRequest } from './cart-change.js';
import type { CartDocument } from './cart-document.js';
import { MAX_CART_ATTRIBUTES } from './limits.js';

type Words = Pick<CartDocument, 'note' | 'attributes'>;

/** Note and attributes after a change, or null when they are too many. */
export function changeWords(document: CartDocument, request: ChangeRequest): Words | null {
  const before: Words = request.dropWords ? { note: '', attributes: [] } : document;
  const attributes = (request.attributes ?? []).reduce<readonly Attribute[]>(
    withAttribute,
    before.attributes,
  );
  const isMore = attributes.length > before.attributes.length;
  if (isMore && attributes.length > MAX_CART_ATTRIBUTES) return null;
  return { note: request.note ?? before.note, attributes };
}

function withAttribute(attributes: readonly Attribute[], given: Attribute): readonly Attribute[] {
  const others = attributes.filter(({ name }) => name !== given.name);
  return given.value === '' ? others : [...others, given];
}

/** The account's words, and of the guest's what the account says nothing about, as far as it fits. */
export function joinWords(
  document: CartDocument,
  guest: { note: string; attributes: readonly Attribute[] },
): Words {
  const known = new Set(document.attributes.map(({ name }) => name));
  const added = guest.attributes.filter(({ name }) => !known.has(name));
  const attributes = [...document.attributes, ...added].slice(0, Math.max(known.size, MAX_CART_ATTRIBUTES));
  return { note: document.note === '' ? guest.note : document.note, attributes };
}
