import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorbCart } from './absorb-cart.js';
import { applyChange } from './apply-change.js';
import type { LineChange, Operation } from './cart-change.js';
import { countOf, emptyDocument, type CartDocument } from './cart-document.js';
import { packCart, unpackCart } from './compact-cart.js';
import { discardCart, sealCart } from './move-cart.js';

const NOW = 1_790_000_000_000;
const PLENTY = { 1: 1e6, 2: 1e6, 3: 1e6 };

const lines: fc.Arbitrary<LineChange[]> = fc.array(
  fc.record({
    key: fc.constantFrom('1:a', '1:b', '2:a', '3:a'),
    mode: fc.constantFrom('add', 'set', 'take', 'save', 'unsave', 'forget'),
    quantity: fc.integer({ min: 0, max: 9 }),
    orderable: fc.constant(1e6),
    properties: fc.constantFrom('{}', '{"Engraving":"Ada"}'),
  }),
  { minLength: 1, maxLength: 4 },
);
const operationOf = (op: number, given: Partial<Operation>): Operation => ({
  op: `op-${op}`,
  device: '',
  wish: JSON.stringify(given),
  kind: 'change',
  lines: [],
  ...given,
});
const after = (document: CartDocument, operation: Operation): CartDocument =>
  applyChange(document, operation, NOW).document ?? document;
const carts = fc
  .array(lines, { maxLength: 8 })
  .map((all) => all.reduce((cart, some, op) => after(cart, operationOf(op, { lines: some })), emptyDocument));

const guests = fc.record({
  lines: fc.uniqueArray(fc.record({ key: fc.constantFrom('1:a', '1:b', '2:a', '3:a'), quantity: fc.integer({ min: 1, max: 9_999 }), properties: fc.constant('{}') }), { selector: ({ key }) => key }),
  saved: fc.uniqueArray(fc.record({ key: fc.constantFrom('1:a', '2:a'), quantity: fc.integer({ min: 1, max: 9_999 }), properties: fc.constant('{}') }), { selector: ({ key }) => key }),
  orderable: fc.record({ 1: fc.nat({ max: 20 }), 2: fc.nat({ max: 20_000 }), 3: fc.constant(0) }),
}).map((guest) => ({ ...guest, op: 'merge:g-1', device: '', note: '', attributes: [] })); // prettier-ignore

const held = ({ lines: all }: CartDocument) => ({ ...all });
const unitsAside = ({ lines: all }: CartDocument) =>
  Object.values(all).reduce((sum, { saved }) => sum + saved, 0);
const total = (some: readonly { quantity: number }[]) =>
  some.reduce((sum, { quantity }) => sum + quantity, 0);

describe('a cart', () => {
  it('is what it was once a change has been taken back: quantities, properties and places', () => {
    fc.assert(
      fc.property(carts, lines, (cart, some) => {
        const changed = applyChange(cart, operationOf(100, { lines: some }), NOW);
        fc.pre(changed.reply.ok);
        const undo = operationOf(101, { kind: 'undo', undo: 'op-100', orderable: PLENTY });
        const back = applyChange(changed.document!, undo, NOW);
        expect(back.reply.ok).toBe(true);
        expect(held(back.document!)).toEqual(held(cart));
      }),
    );
  });

  it('counts what is in its lines, and never holds an empty line', () => {
    fc.assert(
      fc.property(carts, (cart) => {
        expect(countOf(cart)).toBe(total(Object.values(cart.lines)));
        for (const { quantity, saved } of Object.values(cart.lines))
          expect(quantity + saved).toBeGreaterThan(0);
      }),
    );
  });

  it('takes the same operation once, and grows its revision with every change', () => {
    fc.assert(
      fc.property(carts, lines, (cart, some) => {
        const operation = operationOf(100, { lines: some });
        const once = applyChange(cart, operation, NOW);
        fc.pre(once.reply.ok);
        const twice = applyChange(once.document!, operation, NOW + 1);
        expect(twice).toEqual({ document: null, reply: once.reply });
        expect(once.document!.revision).toBeGreaterThan(cart.revision);
        const other = applyChange(once.document!, { ...operation, wish: 'another' }, NOW);
        expect(other.reply).toEqual({ ok: false, reason: 'reused' });
      }),
    );
  });

  it('is all of an operation or nothing', () => {
    fc.assert(
      fc.property(carts, lines, (cart, some) => {
        const { document, reply } = applyChange(cart, operationOf(100, { lines: some }), NOW);
        expect(document !== null).toBe(reply.ok);
      }),
    );
  });

  it('survives being written down, and forgets only old operations when it must be short', () => {
    fc.assert(
      fc.property(carts, (cart) => {
        expect(unpackCart(packCart(cart))).toEqual(cart);
        expect(unpackCart(packCart(cart, 1))).toEqual({ ...cart, journal: cart.journal.slice(0, 1) });
      }),
    );
  });
});

describe('a merge', () => {
  it('loses no unit but what it reports', () => {
    fc.assert(
      fc.property(carts, guests, (cart, guest) => {
        const { document, reply } = absorbCart(cart, guest, NOW);
        const lost = reply.clamped.reduce((sum, { wanted, got }) => sum + wanted - got, 0);
        const before = countOf(cart) + unitsAside(cart) + total(guest.lines) + total(guest.saved);
        expect(countOf(document!) + unitsAside(document!)).toBe(before - lost);
      }),
    );
  });

  it('of the same cart twice is once', () => {
    fc.assert(
      fc.property(carts, guests, (cart, guest) => {
        const once = absorbCart(cart, guest, NOW);
        expect(absorbCart(once.document!, guest, NOW + 1)).toEqual({ document: null, reply: once.reply });
      }),
    );
  });

  it('that is taken back leaves what the account had', () => {
    fc.assert(
      fc.property(carts, guests, (cart, guest) => {
        const merged = absorbCart(cart, guest, NOW).document!;
        const undo = operationOf(101, { kind: 'undo', undo: guest.op, orderable: PLENTY });
        const back = applyChange(merged, undo, NOW).document!;
        expect(held(back)).toEqual(held(cart));
        expect(back.merge).toBeNull();
      }),
    );
  });

  it('goes to one account, and a cart on its way takes no change', () => {
    const cart = after(emptyDocument, operationOf(1, { note: 'hello' }));
    const sealed = sealCart(cart, 'c-1').document!;
    expect(sealCart(sealed, 'c-1').reply).toBe('sealed');
    expect(sealCart(sealed, 'c-2').reply).toBe('moved');
    expect(applyChange(sealed, operationOf(2, {}), NOW).reply).toEqual({
      ok: false,
      reason: 'moved',
      to: 'c-1',
    });
    expect(discardCart(sealed, 'c-2').reply).toBe(false);
    const { journal } = sealed;
    expect(discardCart(sealed, 'c-1').document).toEqual({ ...emptyDocument, movedTo: 'c-1', journal });
  });

  it('leaves word of what was done before, so that a repeat is one', () => {
    const first = operationOf(1, { note: 'hello' });
    const sealed = sealCart(after(emptyDocument, first), 'c-1').document!;
    for (const moved of [sealed, discardCart(sealed, 'c-1').document!])
      expect(applyChange(moved, first, NOW)).toMatchObject({ document: null, reply: { ok: true } });
  });
});
