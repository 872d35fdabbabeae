import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CODE_BYTES, giftCardCode, giftCardKey } from './gift-card-code.js';

describe('the code of a gift card', () => {
  it('has twenty signs of 32 in groups of four, whatever the bytes are', () => {
    for (let nth = 0; nth < 1000; nth += 1)
      expect(giftCardCode(randomBytes(CODE_BYTES))).toMatch(
        /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/,
      );
  });

  it('uses every sign as often as any other', () => {
    const all = Uint8Array.from({ length: 256 }, (_, nth) => nth);
    const counts = new Map<string, number>();
    for (const byte of all) {
      const sign = giftCardCode(new Uint8Array(CODE_BYTES).fill(byte))[0]!;
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
  });

  it('is the same one however it is typed', () => {
    const key = '7K2M9QXT04VBHN3C1111';
    for (const typed of [
      '7K2M-9QXT-04VB-HN3C-1111',
      ' 7k2m 9qxt o4vb hn3c lIiL ',
      '7K2M–9QXT—04VB-HN3C-1111\n',
    ])
      expect(giftCardKey(typed)).toBe(key);
  });

  it.each([
    '',
    'SUMMER',
    '7K2M-9QXT-04VB-HN3C-111',
    '7K2M-9QXT-04VB-HN3C-11111',
    '7K2M-9QXT-04VB-HN3C-111U',
    'é'.repeat(20),
  ])('is not %j', (typed) => expect(giftCardKey(typed)).toBeNull());

  it('is read quickly, or refused quickly, however long the text is', () => {
    const began = performance.now();
    expect(giftCardKey('-'.repeat(1_000_000))).toBeNull();
    expect(performance.now() - began).toBeLessThan(200);
  });
});
