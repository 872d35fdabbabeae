import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { type Encoding, FinishedPage } from './finished-page.js';

const HTML = `<!doctype html><title>Grüße</title>${'<p>a lamp</p>'.repeat(500)}`;
const UNPACK: Record<Encoding, (body: Buffer) => Buffer> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (body) => body,
};

/** What a browser that takes these reads, and how it was packed. */
function ask(page: FinishedPage, ...takes: Encoding[]): Encoding {
  const { encoding, parts } = page.body((one) => takes.includes(one));
  expect(UNPACK[encoding](Buffer.concat(parts)).toString()).toBe(HTML);
  return encoding;
}

describe('FinishedPage', () => {
  it('is the same page however it is packed, gzip until Brotli is ready', async () => {
    const page = new FinishedPage(HTML);
    expect([ask(page), ask(page, 'gzip'), ask(page, 'gzip', 'br')]).toEqual(['identity', 'gzip', 'gzip']);
    await vi.waitFor(() => expect(ask(page, 'gzip', 'br')).toBe('br'));
    expect([ask(page, 'gzip'), ask(page, 'br')]).toEqual(['gzip', 'br']);
  });

  it('is plain for a browser that takes Brotli only, until that is ready', async () => {
    const page = new FinishedPage(HTML);
    expect(ask(page, 'br')).toBe('identity');
    await vi.waitFor(() => expect(ask(page, 'br')).toBe('br'));
  });

  it('gets its Brotli in the end when many are wanted at once', async () => {
    const pages = Array.from({ length: 20 }, () => new FinishedPage(HTML));
    const haveAll = () => expect(pages.map((page) => ask(page, 'br'))).toEqual(pages.map(() => 'br'));
    await vi.waitFor(haveAll, { interval: 5, timeout: 10_000 });
  });
});
