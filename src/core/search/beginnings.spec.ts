import { expect, it } from 'vitest';
import { Beginnings } from './beginnings.js';

const words = 'lamp lantern la mug mugs lamplight étui zinc l 10l lan'.split(' ');

it('finds what begins like a text, also what has come or was changed since it was asked last', () => {
  const texts: string[] = [];
  const beginnings = new Beginnings(texts);
  const inOrder = (numbers: Iterable<number>) => Int32Array.from(numbers).sort();
  const expectTruth = () => {
    for (const beginning of [...words, 'x', 'é', '1', 'lamps'])
      expect(inOrder(beginnings.of(beginning))).toEqual(
        inOrder([...texts.keys()].filter((number) => texts[number]!.startsWith(beginning))),
      );
  };
  for (const word of words) {
    beginnings.put(texts.push(word) - 1);
    expectTruth();
  }
  texts[3] = 'lamps';
  beginnings.put(3);
  expectTruth();
});
