import { describe, expect, it } from 'vitest';
import { CartJournal } from './cart-journal.js';

function journal(): CartJournal {
  const cart = new CartJournal();
  cart.added(1, 2, true);
  cart.added(2, 1, false);
  return cart;
}

describe('the journal of a cart', () => {
  it('wants what was acknowledged, and allows what nobody knows of', () => {
    expect(journal().differences([{ id: 1, quantity: 2 }])).toEqual([]);
    expect(
      journal().differences([
        { id: 1, quantity: 2 },
        { id: 2, quantity: 1 },
      ]),
    ).toEqual([]);
  });

  it('says what was lost, what there is too much of, and what was never asked for', () => {
    expect(journal().differences([{ id: 1, quantity: 1 }])).toEqual(['lost: 1 of 1, 2 were acknowledged']);
    expect(journal().differences([{ id: 1, quantity: 3 }])).toEqual(['too many: 3 of 1, 2 at most']);
    expect(
      journal().differences([
        { id: 1, quantity: 2 },
        { id: 9, quantity: 1 },
      ]),
    ).toEqual(['foreign: 1 of 9']);
  });

  it('lets what was ordered leave late, and not for ever', () => {
    const cart = journal();
    cart.ordered(true);
    expect(cart.differences([{ id: 1, quantity: 2 }])).toEqual([]);
    expect(cart.differences([{ id: 1, quantity: 2 }], true)).toEqual(['too many: 2 of 1, 0 at most']);
    expect(cart.differences([], true)).toEqual([]);
  });

  it('knows what may be changed: what is sure', () => {
    const cart = journal();
    expect(cart.sure).toEqual([1]);
    cart.set(1, 5, false);
    expect(cart.sure).toEqual([]);
    expect(cart.differences([{ id: 1, quantity: 5 }])).toEqual([]);
    expect(cart.differences([{ id: 1, quantity: 1 }])).toEqual(['lost: 1 of 1, 2 were acknowledged']);
  });

  it('adds up what two carts held', () => {
    const [cart, other] = [journal(), journal()];
    cart.join(other);
    expect(cart.ranges).toEqual([
      { id: 1, least: 4, most: 4 },
      { id: 2, least: 0, most: 2 },
    ]);
  });
});
