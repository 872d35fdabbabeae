import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { addressOf, madePicture } from './made-picture.js';
import { openPicture, type PictureFile } from './picture-maker.js';
import { PictureRefused } from './picture-refused.js';

const plain = (width: number, height: number, background = '#c86432') =>
  sharp({ create: { width, height, channels: 3, background } });
/** 400 by 200, red on the left and blue on the right, to be turned to stand. */
const turned = () =>
  plain(400, 200, '#f00')
    .composite([
      { input: { create: { width: 200, height: 200, channels: 3, background: '#00f' } }, left: 200, top: 0 },
    ])
    .jpeg()
    .withExif({ IFD0: { Copyright: 'nobody' }, IFD3: { GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();

async function made(bytes: Buffer) {
  const picture = await openPicture(bytes);
  const files: PictureFile[] = [];
  for await (const file of picture.files()) files.push(file);
  return { ...picture, files, address: madePicture(addressOf(picture))! };
}

const namesOf = (files: readonly PictureFile[]) => files.map(({ width, format }) => `${width}.${format}`);
const refusal = (bytes: Buffer) =>
  openPicture(bytes).then(
    () => 'taken',
    (error: Error) => error,
  );
const kinds: [string, (image: Sharp) => Sharp][] = [
  ['JPEG', (image) => image.jpeg()],
  ['PNG', (image) => image.png()],
  ['WebP', (image) => image.webp()],
  ['GIF', (image) => image.gif()],
  ['AVIF', (image) => image.avif({ effort: 0 })],
];

describe('pictures', () => {
  it.each(kinds)(
    'of the kind %s come out as AVIF, WebP and JPEG, no wider than they were',
    async (_, save) => {
      const { files, address } = await made(await save(plain(500, 250)).toBuffer());
      expect(namesOf(files)).toEqual(
        [320, 480, 500].flatMap((width) => ['avif', 'webp', 'jpg'].map((format) => `${width}.${format}`)),
      );
      expect(address).toMatchObject({ width: 500, height: 250, widths: [320, 480, 500] });
      for (const { bytes, width, format } of files) {
        const found = await sharp(bytes).metadata();
        expect([found.width, found.height]).toEqual([width, Math.round(width / 2)]);
        expect(found.format).toBe({ avif: 'heif', webp: 'webp', jpg: 'jpeg' }[format]);
      }
    },
  );

  it('are turned as their camera says, and nothing of what was hidden in them stays', async () => {
    const bytes = await turned();
    expect((await sharp(bytes).metadata()).exif?.toString('latin1')).toContain('nobody');
    const { files, address } = await made(bytes);
    expect(address).toMatchObject({ width: 200, height: 400, widths: [200] });
    for (const file of files) {
      const { width, height, exif, orientation } = await sharp(file.bytes).metadata();
      expect([width, height, exif, orientation ?? 1]).toEqual([200, 400, undefined, 1]);
      const [red, , blue] = await sharp(file.bytes)
        .extract({ left: 90, top: 350, width: 1, height: 1 })
        .raw()
        .toBuffer();
      expect(red! < 60 && blue! > 190, `${file.format}: blue is below`).toBe(true);
    }
  });

  it('have their average colour in their address; what can be seen through stays so, and has none', async () => {
    expect((await made(await plain(64, 64, '#c86432').png().toBuffer())).address.colour).toBe('#c86432');
    const clear = await made(
      await sharp({
        create: { width: 64, height: 64, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } },
      })
        .png()
        .toBuffer(),
    );
    expect(clear.address.colour).toBeNull();
    const corners = await Promise.all(
      clear.files.map(async ({ format, bytes }) => [
        format,
        [...(await sharp(bytes).ensureAlpha().raw().toBuffer()).subarray(0, 4)],
      ]),
    );
    expect(Object.fromEntries(corners)).toMatchObject({
      avif: [expect.any(Number), expect.any(Number), expect.any(Number), 0],
      webp: [expect.any(Number), expect.any(Number), expect.any(Number), 0],
      jpg: [255, 255, 255, 255],
    });
  });

  it('of one colour, in grey, are pictures as well', async () => {
    const grey = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#808080' } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect((await made(grey)).address.colour).toMatch(/^#(7f|80|81){3}$/);
  });

  it('have the same address each time, and another one when a byte differs', async () => {
    const [one, other] = await Promise.all(
      ['#111', '#222'].map((colour) => plain(40, 40, colour).png().toBuffer()),
    );
    const [first, again, different] = [
      await openPicture(one!),
      await openPicture(one!),
      await openPicture(other!),
    ];
    expect(again.stem).toBe(first.stem);
    expect(different.stem).not.toBe(first.stem);
  });

  it('are refused when they move, with what would be taken', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0'].map((colour) => plain(20, 20, colour).png().toBuffer()),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer();
    expect(await refusal(moving)).toEqual(
      new PictureRefused('moves; please give a picture that stands still'),
    );
  });

  it('are refused when broken, or something else, whatever they are called', async () => {
    const whole = await plain(300, 300)
      .composite([{ input: await plain(100, 100, '#000').png().toBuffer() }])
      .jpeg()
      .toBuffer();
    const broken = new PictureRefused('cannot be read to its end; please save it again');
    expect(await refusal(whole.subarray(0, whole.length / 2))).toEqual(broken);
    const png = await plain(300, 300).png({ compressionLevel: 0 }).toBuffer();
    expect(await refusal(png.subarray(0, png.length / 2))).toEqual(broken);
    const other = new PictureRefused(
      'not a JPEG, PNG, GIF, WebP or AVIF picture; please save it as one of these',
    );
    for (const text of [
      '',
      'hello',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      '%PDF-1.7',
    ])
      expect(await refusal(Buffer.from(text))).toEqual(other);
    expect(
      await refusal(
        await plain(9, 9)
          .tiff()
          .toBuffer()
          .catch(() => Buffer.from('II*\0')),
      ),
    ).toEqual(other);
  });

  it('are refused when they would unpack to too much, before they are unpacked', async () => {
    const bomb = pngOf(60_000, 60_000);
    expect(bomb.length).toBeLessThan(200);
    const started = process.memoryUsage().rss;
    expect((await refusal(bomb)) as Error).toMatchObject({
      message: expect.stringMatching(/million pixels/) as string,
    });
    expect(process.memoryUsage().rss - started).toBeLessThan(100 * 2 ** 20);
    expect(await refusal(Buffer.alloc(20 * 2 ** 20 + 1))).toMatchObject({
      message: expect.stringMatching(/^larger than 20 MB/) as string,
    });
  });
});

/** A PNG that says it is so large, with nothing in it. */
function pngOf(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    begin,
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(8))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, check]);
}
