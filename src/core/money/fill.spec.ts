import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fill } from './fill.js';

it('fills the first rooms first', () => {
  expect(fill(70, [50, 30, 10])).toEqual([50, 20, 0]);
  expect(fill(100, [50, 30])).toEqual([50, 30]);
  expect(fill(0, [5])).toEqual([0]);
  expect(fill(5, [])).toEqual([]);
  expect(fill(5, [0, 3])).toEqual([0, 3]);
});

it('never makes or loses anything, and never overfills', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.nat(), { maxLength: 6 }), (amount, rooms) => {
      const parts = fill(amount, rooms);
      const all = rooms.reduce((sum, room) => sum + room, 0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.min(amount, all));
      expect(parts.every((part, nth) => part >= 0 && part <= rooms[nth]!)).toBe(true);
    }),
  );
});

it('refuses what is negative', () => {
  expect(() => fill(-1, [1])).toThrow(new RangeError('nothing negative can be filled in'));
  expect(() => fill(1, [-1])).toThrow(new RangeError('nothing negative can be filled in'));
});
