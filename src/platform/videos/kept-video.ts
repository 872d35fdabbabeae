import { createHash } from 'node:crypto';
import type { VideoFacts, VideoType } from './video-facts.js';

const ENDINGS: Record<VideoType, string> = { 'video/mp4': 'mp4', 'video/webm': 'webm' };
const ADDRESS = /^\/media\/[0-9a-f]{2}\/[0-9a-f]{22}-(\d{1,4})x(\d{1,4})\.(mp4|webm)$/;
const CAPTIONS = /^\/media\/[0-9a-f]{2}\/[0-9a-f]{22}\.vtt$/;

/** `/media/0a/1b2c…-1280x720.mp4`: of its bytes, so that browsers may keep it for ever, and with what pages have to know. */
export const videoAddress = (bytes: Buffer, { type, width, height }: VideoFacts): string =>
  `${stemOf(bytes)}-${width}x${height}.${ENDINGS[type]}`;

export const captionsAddress = (bytes: Buffer): string => `${stemOf(bytes)}.vtt`;

/** Null for any other address. */
export function keptVideo(address: string): VideoFacts | null {
  const [, width, height, ending] = ADDRESS.exec(address) ?? [];
  if (!ending) return null;
  return {
    type: ending === 'mp4' ? 'video/mp4' : 'video/webm',
    width: Number(width),
    height: Number(height),
  };
}

export const isKeptCaptions = (address: string): boolean => CAPTIONS.test(address);

function stemOf(bytes: Buffer): string {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return `/media/${hash.slice(0, 2)}/${hash.slice(2, 24)}`;
}
