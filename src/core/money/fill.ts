import type { Minor } from './money.js';

/**
 * Fills `rooms` one after the other until `amount` is used up; what fits nowhere is left out. Units: minor units. Shape: one part per
 * room, none larger than it. Errors: RangeError for a negative amount or room.
 */
export function fill(amount: Minor, rooms: readonly Minor[]): Minor[] {
  if (amount < 0 || rooms.some((room) => room < 0)) throw new RangeError('nothing negative can be filled in');
  let left = amount;
  return rooms.map((room) => {
    const part = Math.min(room, left);
    left -= part;
    return part;
  });
}
