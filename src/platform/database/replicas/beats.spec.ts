import { describe, expect, it } from 'vitest';
import { Beats } from './beats.js';

describe('the moment that a beat stands for', () => {
  it('is unknown before the first one, and of those that are older', () => {
    const beats = new Beats();
    expect(beats.momentOf(100)).toBe(-Infinity);
    beats.note(100, 1);
    expect(beats.momentOf(99)).toBe(-Infinity);
  });

  it('is that of the newest one that is not newer', () => {
    const beats = new Beats();
    for (const [beat, at] of [
      [100, 1],
      [150, 2],
      [200, 3],
    ])
      beats.note(beat!, at!);
    expect([100, 149, 150, 199, 200, 900].map((beat) => beats.momentOf(beat))).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('moves on when the same one is asked for later, since it is still to come', () => {
    const beats = new Beats();
    beats.note(101, 1);
    beats.note(101, 2);
    expect(beats.momentOf(101)).toBe(2);
  });

  it('is forgotten when the writer falls back: it is another server', () => {
    const beats = new Beats();
    beats.note(100, 1);
    beats.note(200, 2);
    beats.note(150, 3);
    expect([149, 150, 200].map((beat) => beats.momentOf(beat))).toEqual([-Infinity, 3, 3]);
  });

  it('is unknown when it is long ago', () => {
    const beats = new Beats();
    for (let nth = 1; nth <= 101; nth += 1) beats.note(nth, nth);
    expect([1, 2].map((beat) => beats.momentOf(beat))).toEqual([-Infinity, 2]);
  });
});
