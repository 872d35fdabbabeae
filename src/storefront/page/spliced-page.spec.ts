import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SplicedPage } from './spliced-page.js';

const joined = (texts: readonly string[], between: readonly string[]) =>
  texts.map((text, at) => text + (between[at] ?? '')).join('');

describe('a page put together from pieces', () => {
  it('is the whole, compressed or not, whatever the pieces are, again and again', () => {
    const pieces = fc
      .array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 7 })
      .chain((texts) =>
        fc.tuple(
          fc.constant(texts),
          fc.array(fc.string({ unit: 'binary' }), {
            minLength: texts.length - 1,
            maxLength: texts.length - 1,
          }),
        ),
      );
    fc.assert(
      fc.property(pieces, ([texts, between]) => {
        const page = new SplicedPage(texts);
        for (const holes of [between, between.map(() => ''), between])
          for (const bytes of [Buffer.concat(page.plain(holes)), gunzipSync(page.gzip(holes))])
            expect(bytes.toString()).toBe(Buffer.from(joined(texts, holes)).toString());
      }),
      { numRuns: 25 },
    );
  });

  it('holds texts that are longer than one block', () => {
    const long = 'ä'.repeat(100_000);
    expect(gunzipSync(new SplicedPage(['a', 'b']).gzip([long])).toString()).toBe(`a${long}b`);
    const page = new SplicedPage(['a', long, 'b']);
    expect(Buffer.concat(page.plain(['', 'c'])).toString()).toBe(`a${long}cb`);
    expect(page.plain(['c', '']).map(({ length }) => length)).toEqual([2, 200_000, 1]);
  });

  it('is about as small as the whole compressed at once', () => {
    const text = Array.from({ length: 2000 }, (_, n) => `<li>Product ${n % 40}</li>`).join('');
    const page = new SplicedPage([text.slice(0, 900), text.slice(900)]).gzip(['<b>3</b>']);
    expect(page.length).toBeLessThan(text.length / 10);
  });
});
