import { describe, expect, it } from 'vitest';
import { emptyDocument, type CartDocument } from './cart-document.js';
import { discardCart, restoreCart, sealCart, unsealCart } from './move-cart.js';

const NOW = 1_790_000_000_000;
const stored = {
  revision: NOW - 5,
  lines: [
    { key: '1:a', quantity: 2, properties: '{"Engraving":"Ada"}' },
    { key: '2:a', quantity: 1, properties: '{}' },
  ],
  saved: [
    { key: '2:a', quantity: 3, properties: '{}' },
    { key: '3:a', quantity: 4, properties: '{}' },
  ],
  note: 'ring twice',
  attributes: [{ name: 'gift', value: 'yes' }],
};

describe('a cart that was lost', () => {
  it('comes back with its lines in order, what was put aside, its words and its revision', () => {
    expect(restoreCart(emptyDocument, stored, NOW)).toEqual({
      reply: true,
      document: {
        ...emptyDocument,
        revision: NOW,
        sequence: 3,
        lines: {
          '1:a': { quantity: 2, saved: 0, sequence: 1, properties: '{"Engraving":"Ada"}' },
          '2:a': { quantity: 1, saved: 3, sequence: 2, properties: '{}' },
          '3:a': { quantity: 0, saved: 4, sequence: 3, properties: '{}' },
        },
        note: 'ring twice',
        attributes: [{ name: 'gift', value: 'yes' }],
      },
    });
    const { saved: _saved, ...without } = { ...stored, revision: NOW + 5 };
    const { document } = restoreCart(emptyDocument, without, NOW);
    expect(document).toMatchObject({ revision: NOW + 5, sequence: 2 });
  });

  it('stays as it is when it is known', () => {
    const known: CartDocument = { ...emptyDocument, revision: 1 };
    expect(restoreCart(known, stored, NOW)).toEqual({ document: null, reply: false });
  });
});

describe('a cart that is to move', () => {
  it('is not sealed when there is nothing in it', () => {
    expect(sealCart(emptyDocument, 'c-1')).toEqual({ document: null, reply: 'empty' });
    const known: CartDocument = { ...emptyDocument, revision: 1 };
    expect(sealCart(known, 'c-1')).toEqual({ document: { ...known, movedTo: 'c-1' }, reply: 'sealed' });
  });

  it('goes on as it was when it does not move after all; one that is moving elsewhere, or has gone, does not', () => {
    const known: CartDocument = { ...emptyDocument, revision: 1, note: 'ring twice' };
    const sealed: CartDocument = { ...known, movedTo: 'c-1' };
    expect(unsealCart(sealed, 'c-1')).toEqual({ document: known, reply: true });
    const refused = { document: null, reply: false };
    expect(unsealCart(sealed, 'c-2')).toEqual(refused);
    expect(unsealCart(known, 'c-1')).toEqual(refused);
    expect(unsealCart({ ...emptyDocument, movedTo: 'c-1' }, 'c-1')).toEqual(refused);
  });

  it('leaves behind where it went, and what was done in it', () => {
    const sealed: CartDocument = { ...emptyDocument, revision: 1, note: 'ring twice', movedTo: 'c-1' };
    expect(discardCart(sealed, 'c-1')).toEqual({
      document: { ...emptyDocument, movedTo: 'c-1' },
      reply: true,
    });
    expect(discardCart(sealed, 'c-2')).toEqual({ document: null, reply: false });
  });

  it('is somewhere else for who wants it at a third place', () => {
    const sealed: CartDocument = { ...emptyDocument, revision: 1, movedTo: 'c-1' };
    expect(sealCart(sealed, 'c-2')).toEqual({ document: null, reply: 'moved' });
  });

  it('may be sealed again after it has gone', () => {
    const gone: CartDocument = { ...emptyDocument, movedTo: 'c-1' };
    expect(sealCart(gone, 'c-1')).toEqual({ document: null, reply: 'sealed' });
  });
});
