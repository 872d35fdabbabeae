import { describe, expect, it } from 'vitest';
import { ratingOf, tenthsOf } from './rating.js';
import { mayReview, reviewProblems } from './review.js';

const fine = { stars: 4, title: 'Holds heat', body: 'Two lines,\nboth fine.', author: 'Ada L.' };

describe('a review', () => {
  it('is written by who has paid and got a piece', () => {
    expect(mayReview('paid', { shipped: 1 })).toBe(true);
    expect(mayReview('refunded', { shipped: 1 })).toBe(true);
    expect(mayReview('paid', { shipped: 0 })).toBe(false);
    expect(mayReview('authorised', { shipped: 1 })).toBe(false);
  });

  it('has stars and three texts, each of a length that has room', () => {
    expect(reviewProblems(fine)).toEqual({});
    expect(reviewProblems({ stars: 6, title: '', body: 'x'.repeat(3001), author: 'a\u0000' })).toEqual({
      stars: 'missing',
      title: 'missing',
      body: 'too_long',
      author: 'unreadable',
    });
    expect(reviewProblems({ ...fine, stars: 4.5 })).toEqual({ stars: 'missing' });
  });

  it('counts as its stars', () => {
    expect(ratingOf([1, 0, 0, 2, 3])).toEqual({ sum: 24, count: 6 });
    expect(tenthsOf({ sum: 13, count: 3 })).toBe(43);
  });
});
