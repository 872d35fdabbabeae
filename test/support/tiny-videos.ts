/** Files that say what a video says of itself, and show nothing. */

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
};

interface Told {
  width?: number;
  height?: number;
  codec?: string;
}

function trackHead(width: number, height: number, isTurned: boolean): Buffer {
  const head = Buffer.alloc(84);
  const matrix = isTurned ? [0, 1, 0, -1, 0, 0, 0, 0, 0x4000] : [1, 0, 0, 0, 1, 0, 0, 0, 0x4000];
  matrix.forEach((value, nth) => head.writeInt32BE(value * 0x10000, 40 + 4 * nth));
  head.writeUInt32BE(width * 0x10000, 76);
  head.writeUInt32BE(height * 0x10000, 80);
  return box('tkhd', head);
}

/** `isTurned`: as a telephone writes what it filmed upright. Its sound comes first, as some programs write it. */
export function tinyMp4({
  width = 320,
  height = 400,
  codec = 'avc1',
  isTurned = false,
  brand = 'isom',
  bytes = 3000,
}: Told & { isTurned?: boolean; brand?: string; bytes?: number } = {}): Buffer {
  const track = (kind: string, entry: string, head: Buffer) =>
    box(
      'trak',
      head,
      box(
        'mdia',
        box('hdlr', Buffer.alloc(8), Buffer.from(kind), Buffer.alloc(13)),
        box(
          'minf',
          box('stbl', box('stsd', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box(entry, Buffer.alloc(70)))),
        ),
      ),
    );
  const sound = track('soun', 'mp4a', trackHead(0, 0, false));
  const film = track('vide', codec, trackHead(width, height, isTurned));
  const start = [box('ftyp', Buffer.from(`${brand}\0\0\0\0`, 'latin1')), box('moov', sound, film)];
  return Buffer.concat([...start, box('mdat', Buffer.alloc(bytes, 7))]);
}

const number = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);

/** Sizes in eight bytes, as browsers write them; of a segment that is still being recorded it is not known. */
function element(id: number[], content: Buffer, isOpen = false): Buffer {
  const size = Buffer.from([0x01, ...Array<number>(7).fill(isOpen ? 255 : 0)]);
  if (!isOpen) size.writeUInt32BE(content.length, 4);
  return Buffer.concat([Buffer.from(id), size, content]);
}

export function tinyWebm({
  width = 320,
  height = 400,
  codec = 'V_VP9',
  type = 'webm',
  isOpen = false,
}: Told & { type?: string; isOpen?: boolean } = {}): Buffer {
  const video = element(
    [0xe0],
    Buffer.concat([element([0xb0], number(width)), element([0xba], number(height))]),
  );
  const tracks = element(
    [0x16, 0x54, 0xae, 0x6b],
    element([0xae], Buffer.concat([element([0x86], Buffer.from(codec)), video])),
  );
  const cluster = element([0x1f, 0x43, 0xb6, 0x75], Buffer.alloc(2000, 7), isOpen);
  return Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from(type))),
    element([0x18, 0x53, 0x80, 0x67], Buffer.concat([tracks, cluster]), isOpen),
  ]);
}
