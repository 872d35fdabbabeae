/** A picture of a film as an encoder gives it. Units: milliseconds from the beginning. */
export interface Frame {
  at: number;
  isWhole: boolean;
  bytes: Buffer;
}

export interface Film {
  width: number;
  height: number;
  milliseconds: number;
  /** The first one is whole; all of them lie within half a minute, as one cluster holds them. */
  frames: readonly Frame[];
}

const MILLISECOND = 1_000_000;

/** A film of VP9 as a WebM file: how long it is, and where its first picture lies, come first, so that players can say and seek. Source: RFC 9559. */
export function webm({ width, height, milliseconds, frames }: Film): Buffer {
  const head = element('1a45dfa3', [
    element('4286', number(1)),
    element('42f7', number(1)),
    element('42f2', number(4)),
    element('42f3', number(8)),
    element('4282', Buffer.from('webm')),
    element('4287', number(2)),
    element('4285', number(2)),
  ]);
  const made = Buffer.from('Larch & Lantern');
  const info = element('1549a966', [
    element('2ad7b1', number(MILLISECOND)),
    element('4489', float(milliseconds)),
    element('4d80', made),
    element('5741', made),
  ]);
  const video = element('e0', [element('b0', number(width)), element('ba', number(height))]);
  const track = [
    element('d7', number(1)),
    element('73c5', number(1)),
    element('83', number(1)),
    element('86', Buffer.from('V_VP9')),
    video,
  ];
  const tracks = element('1654ae6b', element('ae', track));
  const cluster = element('1f43b675', [element('e7', number(0)), ...frames.map(simpleBlock)]);
  // Of one length whatever it says: so its own place is known before.
  const cues = (at: number) =>
    element(
      '1c53bb6b',
      element('bb', [
        element('b3', number(0)),
        element('b7', [element('f7', number(1)), element('f1', whole(at))]),
      ]),
    );
  const before = info.length + tracks.length + cues(0).length;
  return Buffer.concat([head, element('18538067', [info, tracks, cues(before), cluster])]);
}

function simpleBlock({ at, isWhole, bytes }: Frame): Buffer {
  const head = Buffer.from([0x81, at >> 8, at & 255, isWhole ? 0x80 : 0]);
  return element('a3', [head, bytes]);
}

/** Sizes in four bytes, or in one where that is enough. */
function element(id: string, content: Buffer | readonly Buffer[]): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.concat(content);
  const size = bytes.length < 127 ? Buffer.from([0x80 + bytes.length]) : whole(0x10000000 + bytes.length);
  return Buffer.concat([Buffer.from(id, 'hex'), size, bytes]);
}

function whole(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** In as few bytes as hold it. */
const number = (value: number): Buffer => {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
};

function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
