import { describe, expect, it } from 'vitest';
import { cutFrame, fillFrame, holeMarks, HOLES, type Hole } from './holes.js';

const filling = Object.fromEntries(HOLES.map((hole) => [hole, `<${hole}>`])) as Record<Hole, string>;

describe('a page with holes', () => {
  it('is cut at them and filled in their order', () => {
    const frame = cutFrame(`a${holeMarks['cart']}b${holeMarks['live']}`);
    expect(frame).toEqual({ texts: ['a', 'b', ''], holes: ['cart', 'live'] });
    expect(fillFrame(frame, filling)).toBe('a<cart>b<live>');
  });

  it('takes no text of the shop for a hole', () => {
    const text = '\u0001cart\u0001 $& $1 {{cart}} \u0001x:cart\u0001';
    expect(fillFrame(cutFrame(text), filling)).toBe(text);
  });
});
