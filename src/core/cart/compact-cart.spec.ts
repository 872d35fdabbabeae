import { describe, expect, it } from 'vitest';
import { emptyDocument, type CartDocument } from './cart-document.js';
import { packCart, unpackCart } from './compact-cart.js';

const entry = (op: string): CartDocument['journal'][number] => ({
  op,
  kind: 'change',
  at: 5,
  device: 'phone',
  lines: [],
  answer: { wish: '', quantities: [] },
});
const cart: CartDocument = {
  revision: 7,
  sequence: 2,
  lines: {
    '1:a': { quantity: 2, saved: 0, sequence: 1, properties: '{}' },
    '2:b': { quantity: 0, saved: 1, sequence: 2, properties: '{"Engraving":"Ada"}' },
  },
  note: 'ring twice',
  attributes: [{ name: 'gift', value: 'yes' }],
  movedTo: 'c-1',
  merge: { op: 'm', device: 1, account: 2, at: 3 },
  journal: [entry('new'), entry('old')],
};

describe('a cart as text', () => {
  it('leaves out what is empty, and properties that a line does not have', () => {
    expect(packCart(emptyDocument)).toBe('{}');
    const { '1:a': plain } = cart.lines;
    expect(packCart({ ...emptyDocument, revision: 7, lines: { '1:a': plain! } })).toBe(
      '{"revision":7,"rows":[["1:a",2,0,1]]}',
    );
    expect(packCart({ ...emptyDocument, lines: cart.lines })).toBe(
      '{"rows":[["1:a",2,0,1],["2:b",0,1,2,"{\\"Engraving\\":\\"Ada\\"}"]]}',
    );
  });

  it('is the same cart again, whatever is in it', () => {
    for (const one of [emptyDocument, cart]) expect(unpackCart(packCart(one))).toEqual(one);
  });

  it('has the newest of its journal, as many as are asked for', () => {
    const ops = [0, 1, 2].map((most) => unpackCart(packCart(cart, most)).journal.map(({ op }) => op));
    expect(ops).toEqual([[], ['new'], ['new', 'old']]);
  });
});
