import { describe, expect, it } from 'vitest';
import { Memo } from './memo.js';

describe('a memo', () => {
  it('keeps the last few, and nothing that is too long', () => {
    const memo = new Memo<number>(2, 3);
    for (const [text, value] of [
      ['a', 1],
      ['b', 2],
      ['long', 3],
      ['c', 4],
    ] as const)
      expect(memo.set(text, value)).toBe(value);
    expect(['a', 'b', 'long', 'c'].map((text) => memo.get(text))).toEqual([undefined, 2, undefined, 4]);
  });
});
