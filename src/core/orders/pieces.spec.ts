import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPicks, kept, piecesOf, unsent } from './pieces.js';

const line = (id: number, quantity: number) => ({
  id,
  variantId: id,
  quantity,
  shipped: 0,
  dropped: 0,
  returned: 0,
});

describe('pieces of a line', () => {
  it('are never sent twice, whatever is asked for in whatever order', () => {
    const asks = fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), asks, (quantity, list) => {
        const one = line(1, quantity);
        for (const ask of list)
          if (checkPicks([one], [{ lineId: 1, quantity: ask }], unsent).ok) one.shipped += ask;
        expect(one.shipped).toBeLessThanOrEqual(quantity);
        expect(unsent(one) + kept(one)).toBe(quantity);
      }),
    );
  });

  it('are to be sent until they are sent or dropped, and with the shopper until they come back', () => {
    const some = { ...line(1, 9), shipped: 4, dropped: 2, returned: 1 };
    expect([unsent(some), kept(some)]).toEqual([3, 3]);
  });

  it('can be picked to the last one', () => {
    const picks = [
      { lineId: 1, quantity: 2 },
      { lineId: 2, quantity: 1 },
    ];
    expect(checkPicks([line(1, 2), line(2, 3)], picks, unsent)).toEqual({ ok: true });
  });

  it.each([
    [[], 0],
    [[{ lineId: 1, quantity: 3 }], 2],
    [[{ lineId: 1, quantity: 0 }], 2],
    [[{ lineId: 1, quantity: 1.5 }], 2],
    [[{ lineId: 9, quantity: 1 }], 0],
    [
      [
        { lineId: 1, quantity: 1 },
        { lineId: 1, quantity: 1 },
      ],
      0,
    ],
  ])('cannot be picked as %j', (picks, left) => {
    expect(checkPicks([line(1, 2)], picks, unsent)).toMatchObject({ ok: false, left });
  });

  it('are listed without the lines that have none', () => {
    expect(piecesOf([line(1, 2), { ...line(2, 1), shipped: 1 }], unsent)).toEqual([
      { lineId: 1, variantId: 1, quantity: 2 },
    ]);
  });
});
