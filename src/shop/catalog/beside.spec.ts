import { describe, expect, it } from 'vitest';
import { besideOf } from './beside.js';
import type { ProductCard } from './card.types.js';
import { PAIR_SCORE } from './related-sql.js';

const card = (id: number, isAvailable = true) => ({ id, isAvailable }) as ProductCard;
const pair = (id: number, buyers: number, isAvailable = true) => ({
  card: card(id, isAvailable),
  score: PAIR_SCORE + buyers,
});
const related = (id: number, score: number) => ({ card: card(id), score });
const idsOf = ({ related, together }: ReturnType<typeof besideOf>) => ({
  together: together.map(({ id }) => id),
  related: related.map(({ id }) => id),
});

describe('what stands beside a product', () => {
  it('is three pairs that can be bought, and four others', () => {
    const scored = [pair(1, 9), pair(2, 8, false), pair(3, 7), pair(4, 6), pair(5, 5)];
    const others = [related(3, 9), related(6, 8), related(7, 7), related(5, 6), related(8, 5), related(9, 4)];
    expect(idsOf(besideOf([...scored, ...others]))).toEqual({ together: [1, 3, 4], related: [6, 7, 5, 8] });
  });

  it.each([
    [[], false],
    [[pair(1, 0), pair(2, 0)], true],
    [[pair(1, 3), pair(2, 0)], false],
  ])('says whether orders stand behind it (%#)', (scored, isSample) =>
    expect(besideOf(scored).isSample).toBe(isSample),
  );
});
