import { describe, expect, it } from 'vitest';
import { tinyMp4, tinyWebm } from '../../../test/support/tiny-videos.js';
import { captionsAddress, isKeptCaptions, keptVideo, videoAddress } from './kept-video.js';
import { videoFacts } from './video-facts.js';
import { assertCaptions } from './video-keeper.js';
import { VideoRefused } from './video-refused.js';

const refusal = (take: () => unknown): string => {
  try {
    take();
  } catch (error) {
    if (error instanceof VideoRefused) return error.message;
    throw error;
  }
  return 'taken';
};

describe('a video', () => {
  it.each([
    ['an MP4 with sound before its pictures', tinyMp4(), { type: 'video/mp4', width: 320, height: 400 }],
    [
      'an MP4 that was filmed upright',
      tinyMp4({ width: 1920, height: 1080, isTurned: true }),
      { width: 1080, height: 1920 },
    ],
    ['an MP4 with AV1', tinyMp4({ codec: 'av01' }), { type: 'video/mp4' }],
    ['a WebM', tinyWebm({ width: 1280, height: 720 }), { type: 'video/webm', width: 1280, height: 720 }],
    [
      'a WebM as browsers record it',
      tinyWebm({ isOpen: true, codec: 'V_VP8' }),
      { type: 'video/webm', width: 320 },
    ],
  ])('is known by its bytes: %s', (_, bytes, facts) => expect(videoFacts(bytes)).toMatchObject(facts));

  it.each([
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'is no MP4 or WebM video'],
    ['a page', Buffer.from('<!doctype html><p>Not found'), 'is no MP4 or WebM video'],
    ['nothing', Buffer.alloc(0), 'is no MP4 or WebM video'],
    ['an AVIF', Buffer.from('\0\0\0\x10ftypavif\0\0\0\0', 'latin1'), 'has no pictures, or cannot be read'],
    ['a QuickTime film', tinyMp4({ brand: 'qt  ' }), 'is a QuickTime film; please save it as MP4 with H.264'],
    ['HEVC', tinyMp4({ codec: 'hvc1' }), 'is written in a way that many browsers do not play (hvc1)'],
    ['Matroska', tinyWebm({ type: 'matroska' }), 'is Matroska'],
    ['half an MP4', tinyMp4().subarray(0, 2000), 'ends too early'],
    ['half a WebM', tinyWebm().subarray(0, 1000), 'ends too early'],
    ['the first bytes of a WebM', tinyWebm().subarray(0, 5), 'ends too early'],
    ['no size', tinyMp4({ width: 0 }), 'does not say how large it is'],
    [
      '8K',
      tinyMp4({ width: 7680, height: 4320 }),
      'is 7680 by 4320 pixels; please save it no larger than 4096',
    ],
  ])('is refused with what to do: %s', (_, bytes, reason) =>
    expect(refusal(() => videoFacts(bytes))).toContain(reason),
  );

  it('never makes the reader fail in another way, wherever it is cut or damaged', () => {
    for (const whole of [tinyMp4({ bytes: 20 }), tinyWebm()])
      for (let at = 0; at < Math.min(whole.length, 900); at += 1) {
        refusal(() => videoFacts(whole.subarray(0, at)));
        const damaged = Buffer.from(whole);
        damaged[at] = damaged[at]! ^ 0xff;
        refusal(() => videoFacts(damaged));
      }
  });

  it('has its kind and its size in its address, which is made of its bytes', () => {
    const bytes = tinyMp4({ width: 640, height: 800 });
    const address = videoAddress(bytes, videoFacts(bytes));
    expect(address).toMatch(/^\/media\/[0-9a-f]{2}\/[0-9a-f]{22}-640x800\.mp4$/);
    expect(keptVideo(address)).toEqual({ type: 'video/mp4', width: 640, height: 800 });
    for (const other of [`https://x.org${address}`, '/videos/a.mp4', address.replace('mp4', 'mov'), ''])
      expect(keptVideo(other), other).toBeNull();
  });
});

describe('captions', () => {
  it('are WebVTT and nothing else', () => {
    for (const text of ['WEBVTT', 'WEBVTT\n\n00:00.000 --> 00:01.000\nHiss.', '\ufeffWEBVTT Kettle\r\n'])
      expect(
        refusal(() => assertCaptions(Buffer.from(text))),
        text,
      ).toBe('taken');
    for (const text of ['', 'WEBVTTX', '1\n00:00:00,000 --> 00:00:01,000\nHiss.', '<p>WEBVTT'])
      expect(
        refusal(() => assertCaptions(Buffer.from(text))),
        text,
      ).toContain('are no WebVTT captions');
    expect(isKeptCaptions(captionsAddress(Buffer.from('WEBVTT')))).toBe(true);
    expect(isKeptCaptions('/media/0a/x.html')).toBe(false);
  });
});
