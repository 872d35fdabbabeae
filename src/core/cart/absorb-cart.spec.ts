import { describe, expect, it } from 'vitest';
import {
  documentLine as held,
  documentLines as many,
  documentOf as account,
} from '../../../test/support/factories/cart-document.js';
import { absorbCart, type Guest } from './absorb-cart.js';
import type { StoredLine } from './cart-change.js';
import type { CartDocument, DocumentLine } from './cart-document.js';
import { MAX_CART_ATTRIBUTES, MAX_CART_LINES, MAX_LINE_QUANTITY, MAX_SAVED_LINES } from './limits.js';

const NOW = 1_790_000_000_000;
const PLENTY = { 1: 20_000, 2: 20_000, 3: 20_000 };

const line = (key: string, quantity: number): StoredLine => ({ key, quantity, properties: '{}' });
const guest = (given: Partial<Guest>): Guest => ({
  op: 'merge:g-1',
  device: 'Safari on iPhone',
  lines: [],
  saved: [],
  note: '',
  attributes: [],
  orderable: PLENTY,
  ...given,
});
const absorb = (cart: CartDocument, given: Partial<Guest>) => absorbCart(cart, guest(given), NOW);
describe("a guest's cart in a customer's", () => {
  it('adds up line by line, new ones after the old, and says how many units came from where', () => {
    const cart = account({ '1:a': held(2, 1, 4), '2:a': held(1, 0, 5) });
    const { document, reply } = absorb(cart, { lines: [line('1:a', 3), line('3:a', 4)] });
    expect(reply).toEqual({ merged: 2, clamped: [] });
    expect(document).toMatchObject({
      revision: NOW,
      sequence: 10,
      lines: { '1:a': held(5, 1, 4), '2:a': held(1, 0, 5), '3:a': held(4, 0, 10) },
      merge: { op: 'merge:g-1', device: 7, account: 3, at: NOW },
    });
    expect(document!.journal).toEqual([
      {
        op: 'merge:g-1',
        kind: 'merge',
        at: NOW,
        device: 'Safari on iPhone',
        lines: [
          { key: '1:a', from: 2, to: 5, savedFrom: 1, savedTo: 1 },
          { key: '3:a', from: 0, to: 4, savedFrom: 0, savedTo: 0 },
        ],
        answer: { merged: 2, clamped: [] },
      },
    ]);
  });

  it.each<[string, Record<string, DocumentLine>, Partial<Guest>, number, object[]]>([
    ['what there is', { '1:a': held(2) }, { lines: [line('1:a', 3)], orderable: { 1: 4 } }, 4, [{ key: '1:a', wanted: 3, got: 2 }]],
    ['what there is, other properties counted', { '1:b': held(2) }, { lines: [line('1:a', 3)], orderable: { 1: 4 } }, 2, [{ key: '1:a', wanted: 3, got: 2 }]],
    ['nothing, where the account has more than there is', { '1:a': held(5) }, { lines: [line('1:a', 3)], orderable: { 1: 4 } }, 5, [{ key: '1:a', wanted: 3, got: 0 }]],
    ['nothing of what is not sold any more', { '1:a': held(1) }, { lines: [line('1:a', 3)], orderable: {} }, 1, [{ key: '1:a', wanted: 3, got: 0 }]],
    ['what a line holds', { '1:a': held(9_000) }, { lines: [line('1:a', 1_000)] }, MAX_LINE_QUANTITY, [{ key: '1:a', wanted: 1_000, got: 999 }]],
  ])('is clamped to %s', (_what, lines, given, quantity, clamped) => {
    const { document, reply } = absorb(account(lines), given);
    expect(document!.lines['1:a']!.quantity).toBe(quantity);
    expect(reply.clamped).toEqual(clamped);
    expect(reply.merged).toBe((clamped[0] as { got: number }).got > 0 ? 1 : 0);
  }); // prettier-ignore

  it('finds no place for new lines in a full cart, but for more of the old ones', () => {
    const full = account({ ...many(MAX_CART_LINES - 1, 10, held(1)), '1:a': held(1) });
    const { document, reply } = absorb(full, { lines: [line('1:a', 2), line('2:a', 1)] });
    expect(reply).toEqual({ merged: 1, clamped: [{ key: '2:a', wanted: 1, got: 0 }] });
    expect(document!.lines['1:a']!.quantity).toBe(3);
    expect(document!.lines['2:a']).toBeUndefined();
    const roomy = account(many(MAX_CART_LINES - 1, 10, held(1)));
    expect(absorb(roomy, { lines: [line('2:a', 1), line('3:a', 1)] }).reply.merged).toBe(1);
  });

  it('brings what was put aside, as far as there is room', () => {
    const cart = account({ '1:a': held(1, 9_000, 4) });
    const { document, reply } = absorb(cart, { saved: [line('1:a', 1_000), line('2:a', 2)] });
    expect(reply).toEqual({ merged: 0, clamped: [{ key: '1:a', wanted: 1_000, got: 999 }] });
    expect(document!.lines).toEqual({ '1:a': held(1, MAX_LINE_QUANTITY, 4), '2:a': held(0, 2, 10) });
    const full = account(many(MAX_SAVED_LINES, 10, held(0, 1)));
    const some = { saved: [line('10:a', 1), line('2:a', 1)] };
    expect(absorb(full, some).reply.clamped).toEqual([{ key: '2:a', wanted: 1, got: 0 }]);
    const roomy = account(many(MAX_SAVED_LINES - 1, 10, held(0, 1)));
    expect(absorb(roomy, some).reply.clamped).toEqual([]);
  });

  it('is no news when nothing of it came into the cart', () => {
    const earlier = { op: 'merge:g-0', device: 1, account: 1, at: 1 };
    const cart = account({ '1:a': held(1) }, { merge: earlier });
    expect(absorb(cart, { lines: [line('1:a', 1)], orderable: {} }).document!.merge).toEqual(earlier);
    expect(absorb(cart, { saved: [line('1:a', 1)] }).document!.merge).toEqual(earlier);
  });

  it('brings its words where the account has none', () => {
    const gift = { name: 'gift', value: 'yes' };
    const { document } = absorb(account({}), { note: 'ring twice', attributes: [gift] });
    expect(document).toMatchObject({ note: 'ring twice', attributes: [gift] });
    const cart = account({}, { note: 'call', attributes: [{ name: 'gift', value: 'no' }] });
    const other = { name: 'for', value: 'Ada' };
    const both = absorb(cart, { note: 'ring twice', attributes: [gift, other] }).document;
    expect(both).toMatchObject({ note: 'call', attributes: [{ name: 'gift', value: 'no' }, other] });
  });

  it('brings no more words than fit', () => {
    const numbered = (count: number) =>
      Array.from({ length: count }, (_, nth) => ({ name: `n${nth}`, value: 'x' }));
    const more = { name: 'more', value: 'x' };
    const full = account({}, { attributes: numbered(MAX_CART_ATTRIBUTES) });
    expect(absorb(full, { attributes: [more] }).document!.attributes).toHaveLength(MAX_CART_ATTRIBUTES);
    const over = account({}, { attributes: numbered(MAX_CART_ATTRIBUTES + 1) });
    expect(absorb(over, { attributes: [more] }).document!.attributes).toHaveLength(MAX_CART_ATTRIBUTES + 1);
    const roomy = account({}, { attributes: numbered(MAX_CART_ATTRIBUTES - 1) });
    expect(absorb(roomy, { attributes: [more] }).document!.attributes).toContainEqual(more);
  });
});
