import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProductInput } from '../catalog/catalog.types.js';
import { fetchImage } from './fetch-image.js';
import { ImageSession } from './image-store.js';

const product = (...sources: string[]) =>
  ({
    handle: 'cap',
    images: sources.map((source) => ({ source, src: source, alt: '' })),
  }) as unknown as ProductInput;
const address = (n: number) => `https://pictures.example.com/${n}.png`;
const listener = () => ({
  missing: [] as string[],
  onImageNotFetched(it: { reason: string }) {
    this.missing.push(it.reason);
  },
});

describe('pictures of an import', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'media-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const picture = vi.fn<typeof fetchImage>();
  beforeEach(
    () => void picture.mockReset().mockResolvedValue({ bytes: Buffer.from('png!'), extension: 'png' }),
  );

  it('are kept under an address of the shop, and fetched once', async () => {
    const heard = listener();
    const first = await new ImageSession(folder, true, picture).withImages(product(address(1)), heard);
    const second = await new ImageSession(folder, false, picture).withImages(product(address(1)), heard);
    const { src, source } = first.images[0]!;
    expect(src).toMatch(/^\/media\/[0-9a-f]{2}\/[0-9a-f]{32}\.png$/);
    expect(source).toBe(address(1));
    expect(second.images[0]!.src).toBe(src);
    expect(readFileSync(join(folder, src.slice('/media/'.length)), 'utf8')).toBe('png!');
    expect(picture).toHaveBeenCalledTimes(1);
    expect(heard.missing).toEqual([]);
  });

  it('of the shop itself are not fetched; of others only when asked for', async () => {
    const session = new ImageSession(folder, false, picture);
    const result = await session.withImages(product('/images/a.svg', address(2)), listener());
    expect(result.images.map((image) => image.src)).toEqual(['/images/a.svg', address(2)]);
    expect(picture).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are no longer tried after ten failures in a row', async () => {
    picture.mockRejectedValue(new Error('answered 500'));
    const heard = listener();
    const session = new ImageSession(folder, true, picture);
    await session.withImages(product(...Array.from({ length: 12 }, (_, n) => address(n))), heard);
    expect(picture).toHaveBeenCalledTimes(10);
    expect(heard.missing.slice(9)).toEqual([
      'answered 500',
      ...Array.from({ length: 2 }, () => 'not tried, after 10 failures in a row'),
    ]);
  });

  it('go on after nine failures and a success', async () => {
    for (let n = 0; n < 9; n += 1) picture.mockRejectedValueOnce(new Error('answered 500'));
    const session = new ImageSession(folder, true, picture);
    await session.withImages(product(...Array.from({ length: 21 }, (_, n) => address(n))), listener());
    expect(picture).toHaveBeenCalledTimes(21);
  });
});
