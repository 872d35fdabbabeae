import type { PictureFacts } from './video-facts.js';
import { cutOff } from './video-refused.js';

/** Elements by their numbers. Source: RFC 8794, RFC 9559. */
const HEAD = 0x1a45dfa3;
const DOC_TYPE = 0x4282;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const CODEC = 0x86;
const VIDEO = 0xe0;
const WIDTH = 0xb0;
const HEIGHT = 0xba;

interface Element {
  id: number;
  /** Of what is in it. */
  from: number;
  to: number;
}

/** `webm`, or `matroska`, which browsers do not play; empty when it does not say. */
export function documentType(bytes: Buffer): string {
  const head = find(bytes, { from: 0, to: bytes.length }, HEAD);
  const type = head && find(bytes, head, DOC_TYPE);
  return type ? textIn(bytes, type) : '';
}

/** What the first track with pictures of a WebM says; null when there is none. Errors: VideoRefused for one that is cut off. */
export function webmFacts(bytes: Buffer): PictureFacts | null {
  const segment = find(bytes, { from: 0, to: bytes.length }, SEGMENT);
  const tracks = segment && find(bytes, segment, TRACKS);
  if (!tracks) return null;
  for (const track of elements(bytes, tracks)) {
    const video = track.id === TRACK ? find(bytes, track, VIDEO) : null;
    if (!video) continue;
    const codec = find(bytes, track, CODEC);
    const [width, height] = [WIDTH, HEIGHT].map((id) => numberIn(bytes, find(bytes, video, id)));
    return { width: width!, height: height!, codec: codec ? textIn(bytes, codec) : '' };
  }
  return null;
}

/** What comes after the first pictures is not looked at: programs that record while they write do not know how long it is. */
function find(bytes: Buffer, place: Omit<Element, 'id'>, id: number): Element | null {
  for (const element of elements(bytes, place)) {
    if (element.id === id) return element;
    if (element.id === CLUSTER) return null;
  }
  return null;
}

function* elements(bytes: Buffer, { from, to }: Omit<Element, 'id'>): Generator<Element> {
  for (let at = from; at < to;) {
    const id = variable(bytes, at);
    const size = variable(bytes, at + id.length);
    const start = at + id.length + size.length;
    const end = size.isUnknown ? to : start + size.value;
    if (end > to) throw cutOff();
    yield { id: id.marked, from: start, to: end };
    at = end;
  }
}

/** A number that says by its first bits how long it is; `marked` with these bits. All ones: not known. */
function variable(bytes: Buffer, at: number) {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > 8 || at + length > bytes.length) throw cutOff();
  const mark = 2 ** (8 - length);
  // Without the mark before it is multiplied: eight bytes with it are more than a number holds exactly.
  const parts = [bytes[at]! - mark, ...bytes.subarray(at + 1, at + length)];
  const value = parts.reduce((sum, byte) => sum * 256 + byte, 0);
  const isUnknown = parts.every((byte, nth) => byte === (nth === 0 ? mark - 1 : 255));
  return { length, marked: value + mark * 256 ** (length - 1), value, isUnknown };
}

const textIn = (bytes: Buffer, { from, to }: Element): string =>
  bytes.toString('latin1', from, to).replace(/\0+$/, '');

const numberIn = (bytes: Buffer, element: Element | null): number =>
  element ? bytes.subarray(element.from, element.to).reduce((sum, byte) => sum * 256 + byte, 0) : 0;
