import { describe, expect, it } from 'vitest';
import { readSynonyms, synonymsOf } from './synonyms.js';

describe('a file of synonyms', () => {
  it('has lines of equals and one-way lines; others are remarks', () => {
    expect(readSynonyms('# light\r\n\r\ntorch, flashlight\r\n cup => mug ')).toEqual({
      ok: true,
      lines: ['torch, flashlight', 'cup => mug'],
    });
  });

  it.each([
    ['torch', 'one name alone'],
    ['torch, ', 'a name without letters'],
    ['=> mug', 'a name without letters'],
    ['cup => mug => beaker', 'more than one'],
    ['a b c d e f, g', 'more than 5 words'],
    [`${'a, '.repeat(400)}b`, 'longer than'],
  ])('refuses "%s" with its line and the reason', (line, reason) => {
    const read = readSynonyms(`cup => mug\n${line}\n`);
    expect(read).toEqual({ ok: false, line: 2, reason: expect.stringContaining(reason) as string });
  });
});

it('leads from each name to each other one, one-way lines from left to right only', () => {
  const pairs = synonymsOf(['head torch, headlamp', 'cup, beaker => Mug']);
  expect(pairs.map(({ from, to }) => `${from.join(' ')} > ${to.join(' ')}`)).toEqual([
    'head torch > headlamp',
    'headlamp > head torch',
    'cup > mug',
    'beaker > mug',
  ]);
});
