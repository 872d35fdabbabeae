import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tinyMp4, tinyWebm } from '../../../test/support/tiny-videos.js';
import { DiskStore } from '../../platform/images/disk-store.js';
import { PictureKeeper } from '../../platform/images/picture-keeper.js';
import { VideoKeeper } from '../../platform/videos/video-keeper.js';
import type { ProductInput, VideoInput } from '../catalog/catalog-input.types.js';
import type { fetchFile } from './fetch-file.js';
import { ImageSession } from './image-store.js';
import { SourceNotes } from './source-notes.js';
import { VideoSession } from './video-session.js';

const HOST = 'https://films.example.com';
const video = (source: string, more: Partial<VideoInput> = {}): VideoInput => ({
  source,
  file: null,
  title: '',
  poster: null,
  captions: null,
  ...more,
});
const product = (...videos: VideoInput[]) => ({ handle: 'kettle', videos }) as unknown as ProductInput;
const poster = () =>
  sharp({ create: { width: 40, height: 50, channels: 3, background: '#246' } })
    .png()
    .toBuffer();

describe('videos of an import', () => {
  let folder: string;
  const fetched = vi.fn<typeof fetchFile>();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'media-'));
    fetched.mockReset().mockResolvedValue(tinyMp4());
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function taken(given: ProductInput, isFetching = true) {
    const store = new DiskStore(folder);
    const pictures = new ImageSession(store, new PictureKeeper(store), isFetching, poster);
    const keeper = new VideoKeeper(store);
    const session = new VideoSession(new SourceNotes(store), keeper, pictures, isFetching, fetched);
    const heard: { line: number; source: string; reason: string }[] = [];
    const lines = given.videos.map((_, index) => index + 7);
    const { videos } = await session.withVideos(given, lines, { onVideoLeftOut: (it) => heard.push(it) });
    return { videos, heard };
  }

  it('are kept under an address of the shop, and fetched once', async () => {
    const first = await taken(product(video(`${HOST}/a.bin`)));
    const second = await taken(product(video(`${HOST}/a.bin`)), false);
    const src = expect.stringMatching(/^\/media\/..\/.{22}-320x400\.mp4$/) as string;
    expect(first).toEqual({
      videos: [video(`${HOST}/a.bin`, { file: { src, type: 'video/mp4', width: 320, height: 400 } })],
      heard: [],
    });
    expect(second).toEqual(first);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('come with poster and captions, each left out by itself when it is bad', async () => {
    const captions = { source: `${HOST}/a.vtt`, src: null };
    const given = product(
      video(`${HOST}/a.webm`, { poster: { source: `${HOST}/a.png`, src: null }, captions }),
      video(`${HOST}/b.webm`, { captions: { source: `${HOST}/b.vtt`, src: null } }),
    );
    const files: Record<string, Buffer> = {
      [`${HOST}/a.webm`]: tinyWebm(),
      [`${HOST}/b.webm`]: tinyWebm({ width: 640 }),
      [`${HOST}/a.vtt`]: Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nWater boils.\n'),
      [`${HOST}/b.vtt`]: Buffer.from('<!doctype html>'),
    };
    fetched.mockImplementation((address) => Promise.resolve(files[address]!));
    const { videos, heard } = await taken(given);
    expect(videos[0]).toMatchObject({
      file: { type: 'video/webm' },
      poster: { src: expect.stringMatching(/-40x50-.{6}-40\.jpg$/) as string },
      captions: { src: expect.stringMatching(/^\/media\/..\/.{22}\.vtt$/) as string },
    });
    expect(videos[1]).toMatchObject({ file: { width: 640 }, captions: { src: null } });
    expect(heard).toMatchObject([
      { line: 8, source: `${HOST}/b.vtt`, reason: expect.stringContaining('no WebVTT captions') as string },
    ]);
  });

  it('that are something else are named with their line, and not kept', async () => {
    fetched.mockResolvedValue(await poster());
    const { videos, heard } = await taken(product(video(`${HOST}/a.mp4`)));
    expect(videos[0]!.file).toBeNull();
    expect(heard).toEqual([
      {
        handle: 'kettle',
        line: 7,
        source: `${HOST}/a.mp4`,
        reason: 'is no MP4 or WebM video; please save it as MP4 with H.264',
      },
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of others are fetched only when asked for; those of the shop are looked at where they lie', async () => {
    const given = product(
      video(`${HOST}/a.mp4`),
      video('/videos/camp-kettle.webm'),
      video('/videos/none.mp4'),
    );
    const { videos, heard } = await taken(given, false);
    expect(videos.map(({ file }) => file)).toEqual([
      null,
      { src: '/videos/camp-kettle.webm', type: 'video/webm', width: 640, height: 800 },
      null,
    ]);
    expect(heard).toMatchObject([
      { line: 9, reason: 'no file of this address and of at most 50 MB lies in public/' },
    ]);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('are no longer tried after ten failures in a row', async () => {
    fetched.mockRejectedValue(new Error('answered 500'));
    const { heard } = await taken(product(...Array.from({ length: 12 }, (_, n) => video(`${HOST}/${n}`))));
    expect(fetched).toHaveBeenCalledTimes(10);
    expect(heard.at(-1)!.reason).toBe('not tried, after 10 failures in a row');
  });
});
