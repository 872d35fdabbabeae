/** Stars of published reviews: their sum and how many there are. */
export interface Rating {
  sum: number;
  count: number;
}

export const MOST_STARS = 5;

/** `stars[0]`: how many gave one star, and so on. */
export const ratingOf = (stars: readonly number[]): Rating => ({
  sum: stars.reduce((sum, count, at) => sum + count * (at + 1), 0),
  count: stars.reduce((sum, count) => sum + count, 0),
});

/** The average in tenths of a star, half up; of one review at least. */
export const tenthsOf = ({ sum, count }: Rating): number => Math.round((sum * 10) / count);
