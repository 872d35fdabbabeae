import { fetchFile } from './fetch-file.js';

const LIMITS = { mostBytes: 20 * 1024 * 1024, seconds: 5, accept: 'image/*' };

/** First bytes of the kinds of pictures that are taken. No SVG of others: it may carry script. */
const kinds: { extension: string; test(start: Buffer): boolean }[] = [
  { extension: 'jpg', test: (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  { extension: 'png', test: (b) => b.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) },
  { extension: 'gif', test: (b) => b.toString('latin1', 0, 4) === 'GIF8' },
  {
    extension: 'webp',
    test: (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
  },
  { extension: 'avif', test: (b) => /^ftypavi[fs]$/.test(b.toString('latin1', 4, 12)) },
];

export const extensions = kinds.map((kind) => kind.extension);

/** A picture, within 5 s and 20 MB. Errors: as `fetchFile`. */
export async function fetchImage(address: string): Promise<Buffer> {
  const bytes = await fetchFile(address, LIMITS);
  if (!kinds.some(({ test }) => test(bytes))) throw new Error('not a JPEG, PNG, GIF, WebP or AVIF picture');
  return bytes;
}
