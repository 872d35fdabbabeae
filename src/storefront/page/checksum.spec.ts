import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Checksum } from './checksum.js';

it('a checksum is the one that the text has behind any other', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.nat(2 ** 32 - 1), (bytes, before) => {
      const [text, sum] = [Buffer.from(bytes), new Checksum(Buffer.from(bytes))];
      for (const one of [before, 0, 1, 2 ** 31, 2 ** 32 - 1]) expect(sum.after(one)).toBe(crc32(text, one));
    }),
  );
});
