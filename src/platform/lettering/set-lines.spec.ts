import { describe, expect, it } from 'vitest';
import { setLines } from './set-lines.js';
import type { Typeface } from './typeface.js';

/** Every sign is half as wide as it is high. */
const even: Typeface = { widthOf: (text, size) => (text.length * size) / 2, outline: () => '' };
const sizes = [
  { size: 40, lines: 2 },
  { size: 20, lines: 3 },
];
/** Ten signs a line at the large size, twenty at the small one. */
const set = (text: string) => setLines(even, text, { width: 200, sizes });

describe('words that are set in lines', () => {
  it.each([
    ['as large as they fit', 'one two three four', 40, ['one two', 'three four']],
    ['smaller when there are many', 'one two three four five six', 20, ['one two three four', 'five six']],
    ['smaller rather than parting a word', 'a lighthouses', 20, ['a lighthouses']],
    ['parted where nothing else helps', `an ${'x'.repeat(25)} end`, 20, ['an', 'x'.repeat(20), 'xxxxx end']],
    ['without blanks that stand at an end', '  one   two ', 40, ['one two']],
    [
      'never between a letter and its accent',
      'e\u0301'.repeat(12),
      20,
      ['e\u0301'.repeat(10), 'e\u0301'.repeat(2)],
    ],
    [
      'cut, with dots',
      'word '.repeat(30),
      20,
      ['word word word word', 'word word word word', 'word word word …'],
    ],
    ['not at all when there are none', ' ', 40, []],
  ])('are %s', (_, text, size, lines) => {
    expect(set(text)).toEqual({ size, lines });
  });
});
