import { expect, it } from 'vitest';
import { bits, distances, lettersOf, mostTypos } from './distance.js';

/** The definition, without anything that makes it fast. */
function byDefinition(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + Number(a[i - 1] !== b[j - 1]),
        isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity,
      );
    }
  return rows[a.length]![b.length]!;
}

/** Every word of up to five letters out of two. */
const all = Array.from({ length: 5 }, (_, n) => n + 1).flatMap((length) =>
  Array.from({ length: 2 ** length }, (_, n) =>
    n.toString(2).padStart(length, '0').replaceAll('0', 'a').replaceAll('1', 'b'),
  ),
);

it('counts letters inserted, left out, replaced and swapped, as far as asked', () => {
  for (const a of all)
    for (const b of all) {
      const whole = byDefinition(a, b);
      const beginning = Math.min(
        ...Array.from({ length: b.length + 1 }, (_, n) => byDefinition(a, b.slice(0, n))),
      );
      const found = distances(a, b, 2);
      expect([a, b, Math.min(3, found.whole), Math.min(3, found.beginning)]).toEqual([
        a,
        b,
        Math.min(3, whole),
        Math.min(3, beginning),
      ]);
    }
});

it('allows one mistake from four letters on, two from eight', () => {
  expect(['mug', 'lamp', 'lantern', 'blankets'].map(mostTypos)).toEqual([0, 1, 1, 2]);
});

it('knows words apart by their letters', () => {
  expect(bits(lettersOf('kettle') & ~lettersOf('ketle'))).toBe(0);
  expect(bits(lettersOf('kettle') & ~lettersOf('mug'))).toBe(4);
});
