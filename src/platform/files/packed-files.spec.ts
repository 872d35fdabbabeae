import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packFiles } from './packed-files.js';

describe('what the build packs', () => {
  let folder: string;
  const style = Buffer.from('a { color: red; }\n'.repeat(50));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcart-packed-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (name: string) => readFileSync(join(folder, name));

  it('is each file in both packings, with the same content', async () => {
    expect(await packFiles(new Map([['/css/a.12345678.css', style]]), folder)).toBe(2);
    expect(brotliDecompressSync(read('a.12345678.css.br'))).toEqual(style);
    expect(gunzipSync(read('a.12345678.css.gzip'))).toEqual(style);
  });

  it('is kept from build to build, and goes when its file has changed', async () => {
    await packFiles(new Map([['/css/a.12345678.css', style]]), folder);
    writeFileSync(join(folder, 'a.12345678.css.br'), 'as it was');
    writeFileSync(join(folder, 'b.12345678.css.br.part'), 'of a build that was ended');
    await packFiles(new Map([['/css/a.12345678.css', style]]), folder);
    expect(read('a.12345678.css.br').toString()).toBe('as it was');
    await packFiles(new Map([['/css/a.87654321.css', style]]), folder);
    expect(readdirSync(folder)).toEqual(['a.87654321.css.br', 'a.87654321.css.gzip']);
  });
});
