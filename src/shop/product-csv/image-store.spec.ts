import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskStore } from '../../platform/images/disk-store.js';
import { madePicture } from '../../platform/images/made-picture.js';
import { PictureKeeper } from '../../platform/images/picture-keeper.js';
import type { ProductInput } from '../catalog/catalog-input.types.js';
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

const drawn = (background: string) =>
  sharp({ create: { width: 330, height: 200, channels: 3, background } })
    .png()
    .toBuffer();

describe('pictures of an import', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'media-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const picture = vi.fn<typeof fetchImage>();
  beforeEach(() => void picture.mockReset().mockImplementation(() => drawn('#246')));
  const session = (isFetching: boolean) => {
    const store = new DiskStore(folder);
    return new ImageSession(store, new PictureKeeper(store), isFetching, picture);
  };
  const fileAt = (src: string) => join(folder, src.slice('/media/'.length));
  /** Files that visitors can be sent. */
  const served = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^[0-9a-f]{2}.*\./.test(name),
    );

  it('are kept in every size under an address of the shop, and fetched once', async () => {
    const heard = listener();
    const first = await session(true).withImages(product(address(1)), heard);
    const second = await session(false).withImages(product(address(1)), heard);
    const { src, source } = first.images[0]!;
    expect(madePicture(src)).toMatchObject({
      width: 330,
      height: 200,
      colour: '#224466',
      widths: [320, 330],
    });
    expect(source).toBe(address(1));
    expect(second.images[0]!.src).toBe(src);
    expect(existsSync(fileAt(src))).toBe(true);
    expect(served()).toHaveLength(6);
    expect(picture).toHaveBeenCalledTimes(1);
    expect(heard.missing).toEqual([]);
  });

  it('that are the same at two addresses are kept once', async () => {
    const { images } = await session(true).withImages(product(address(1), address(2)), listener());
    expect(images[0]!.src).toBe(images[1]!.src);
    expect(served()).toHaveLength(6);
  });

  it('are made anew where an import died before the last of their files', async () => {
    const [image] = (await session(true).withImages(product(address(1)), listener())).images;
    rmSync(fileAt(image!.src));
    rmSync(join(folder, '.sources'), { recursive: true });
    const again = await session(true).withImages(product(address(1)), listener());
    expect(again.images[0]!.src).toBe(image!.src);
    expect(served()).toHaveLength(6);
  });

  it('that were kept as they came get their sizes without being fetched; without fetching they stay', async () => {
    const digest = createHash('sha256').update(address(1)).digest('hex');
    const old = `${digest.slice(0, 2)}/${digest.slice(2, 34)}.png`;
    mkdirSync(join(folder, digest.slice(0, 2)));
    writeFileSync(join(folder, old), await drawn('#864'));
    const skipped = await session(false).withImages(product(address(1)), listener());
    expect(skipped.images[0]!.src).toBe(`/media/${old}`);
    expect(served()).toHaveLength(1);
    const fetched = await session(true).withImages(product(address(1)), listener());
    expect(madePicture(fetched.images[0]!.src)).toMatchObject({ colour: '#886644' });
    expect(picture).not.toHaveBeenCalled();
  });

  it('that are broken are named with what to do, and the product comes without them', async () => {
    picture.mockResolvedValue((await drawn('#000')).subarray(0, 60));
    const heard = listener();
    const { images } = await session(true).withImages(product(address(1)), heard);
    expect(images[0]!.src).toBe(address(1));
    expect(heard.missing).toEqual(['cannot be read to its end; please save it again']);
    expect(served()).toEqual([]);
  });

  it('of the shop itself are not fetched; of others only when asked for', async () => {
    const result = await session(false).withImages(product('/images/a.svg', address(2)), listener());
    expect(result.images.map((image) => image.src)).toEqual(['/images/a.svg', address(2)]);
    expect(picture).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are no longer tried after ten failures in a row', async () => {
    picture.mockRejectedValue(new Error('answered 500'));
    const heard = listener();
    await session(true).withImages(product(...Array.from({ length: 12 }, (_, n) => address(n))), heard);
    expect(picture).toHaveBeenCalledTimes(10);
    expect(heard.missing.slice(9)).toEqual([
      'answered 500',
      ...Array.from({ length: 2 }, () => 'not tried, after 10 failures in a row'),
    ]);
  });

  it('go on after nine failures and a success', async () => {
    for (let n = 0; n < 9; n += 1) picture.mockRejectedValueOnce(new Error('answered 500'));
    await session(true).withImages(product(...Array.from({ length: 21 }, (_, n) => address(n))), listener());
    expect(picture).toHaveBeenCalledTimes(21);
  });
});
