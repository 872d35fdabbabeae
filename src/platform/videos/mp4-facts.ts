import type { PictureFacts } from './video-facts.js';
import { cutOff } from './video-refused.js';

interface Box {
  type: string;
  /** Of what is in it. */
  from: number;
  to: number;
}

/** Where a track says how it is turned and how large it is, by the version of its head. Source: ISO/IEC 14496-12, 8.3.2. */
const HEADS: Record<number, { matrix: number; width: number }> = {
  0: { matrix: 40, width: 76 },
  1: { matrix: 52, width: 88 },
};

/** What the first track with pictures of an MP4 says; null when there is none. Errors: VideoRefused for one that is cut off. */
export function mp4Facts(bytes: Buffer): PictureFacts | null {
  const [film] = inside(bytes, { from: 0, to: bytes.length }, 'moov');
  const tracks = film ? inside(bytes, film, 'trak') : [];
  for (const track of tracks) {
    const [media] = inside(bytes, track, 'mdia');
    const [head] = inside(bytes, track, 'tkhd');
    if (media && head && kindOf(bytes, media) === 'vide')
      return { ...sizeIn(bytes, head), codec: codecIn(bytes, media) };
  }
  return null;
}

function kindOf(bytes: Buffer, media: Box): string {
  const [handler] = inside(bytes, media, 'hdlr');
  return handler ? bytes.toString('latin1', handler.from + 8, handler.from + 12) : '';
}

/** In the first of its descriptions. */
function codecIn(bytes: Buffer, media: Box): string {
  const [info] = inside(bytes, media, 'minf');
  const [table] = info ? inside(bytes, info, 'stbl') : [];
  const [descriptions] = table ? inside(bytes, table, 'stsd') : [];
  return descriptions ? bytes.toString('latin1', descriptions.from + 12, descriptions.from + 16) : '';
}

/** As it is to be seen: telephones write what stands as what lies, and that it is turned. */
function sizeIn(bytes: Buffer, head: Box): { width: number; height: number } {
  const places = HEADS[bytes[head.from] ?? 0];
  if (!places || head.from + places.width + 8 > head.to) throw cutOff();
  const whole = (at: number) => bytes.readUInt16BE(head.from + at);
  const [width, height] = [whole(places.width), whole(places.width + 4)];
  const isTurned = whole(places.matrix) === 0 && whole(places.matrix + 16) === 0;
  return isTurned ? { width: height, height: width } : { width, height };
}

const inside = (bytes: Buffer, place: Omit<Box, 'type'>, type: string): Box[] =>
  [...boxes(bytes, place)].filter((box) => box.type === type);

function* boxes(bytes: Buffer, { from, to }: Omit<Box, 'type'>): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const [size, head] = sizeOfBox(bytes, at, to);
    if (size < head || at + size > to) throw cutOff();
    yield { type: bytes.toString('latin1', at + 4, at + 8), from: at + head, to: at + size };
    at += size;
  }
}

/** 0 stands for all that is left, 1 for a number of eight bytes that follows. */
function sizeOfBox(bytes: Buffer, at: number, to: number): [size: number, head: number] {
  const size = bytes.readUInt32BE(at);
  if (size === 0) return [to - at, 8];
  if (size !== 1) return [size, 8];
  return at + 16 <= to ? [Number(bytes.readBigUInt64BE(at + 8)), 16] : [0, 16];
}
