import { createHash } from 'node:crypto';
import type { Metadata, Sharp } from 'sharp';
import { KINDS, sharp } from './careful-sharp.js';
import { type Format, FORMATS, stemOf, widthsOf } from './made-picture.js';
import { PictureRefused } from './picture-refused.js';

/** Of one file, and of the picture in it: what is unpacked takes four bytes a pixel of memory. */
const MOST_BYTES = 20 * 2 ** 20;
const MOST_PIXELS = 50_000_000;
/** Moves when the sizes or formats do: what was made otherwise has other addresses. */
const RECIPE = 'v1';

const ENCODERS: Record<Format, (image: Sharp) => Sharp> = {
  avif: (image) => image.avif({ quality: 55, effort: 3 }),
  webp: (image) => image.webp({ quality: 78, effort: 4 }),
  jpg: (image) => image.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true }),
};

/** One file of a picture, on its way into the store. */
export interface PictureFile {
  width: number;
  format: Format;
  bytes: Buffer;
}

/** A picture that has been looked at. */
export interface OpenedPicture {
  stem: string;
  widths: number[];
  /** Made one after the other, as they are asked for. */
  files(): AsyncGenerator<PictureFile>;
}

/**
 * Reads a picture: JPEG, PNG, GIF, WebP or AVIF, turned as its camera says. What comes out is made anew from its pixels in sRGB: nothing
 * that was hidden in the file, nor where it was taken, is in it.
 * Units: pixels. Errors: PictureRefused for one that is too large, broken, moves or is something else.
 */
export async function openPicture(bytes: Buffer): Promise<OpenedPicture> {
  if (bytes.length === 0) throw notAPicture();
  if (bytes.length > MOST_BYTES)
    throw new PictureRefused(`larger than ${MOST_BYTES / 2 ** 20} MB; please save it smaller`);
  const open = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
  assertTaken(await readable(open().metadata()));
  // Turned and unpacked once; each size is made from these pixels.
  const { data, info } = await readable(
    open().autoOrient().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }),
  );
  const { width, height, channels } = info;
  const upright = () => sharp(data, { raw: { width, height, channels }, limitInputPixels: MOST_PIXELS });
  const isClear = (channels === 4 || channels === 2) && !(await upright().stats()).isOpaque;
  const colour = isClear ? null : await averageOf(upright());
  const widths = widthsOf(width);
  return {
    stem: stemOf(hashOf(bytes), width, height, colour),
    widths,
    files: () => filesOf(upright, widths),
  };
}

async function* filesOf(upright: () => Sharp, widths: readonly number[]): AsyncGenerator<PictureFile> {
  for (const width of widths)
    for (const format of FORMATS)
      yield { width, format, bytes: await ENCODERS[format](upright().resize({ width })).toBuffer() };
}

function assertTaken({ format, width, height, pages = 1 }: Metadata): void {
  if (!Object.hasOwn(KINDS, format)) throw notAPicture();
  if (width * height > MOST_PIXELS)
    throw new PictureRefused(
      `has ${Math.round((width * height) / 1e6)} million pixels, at most ${MOST_PIXELS / 1e6} million are taken; please save it smaller`,
    );
  if (pages > 1) throw new PictureRefused('moves; please give a picture that stands still');
}

const notAPicture = () =>
  new PictureRefused('not a JPEG, PNG, GIF, WebP or AVIF picture; please save it as one of these');

/** What the reader says of a file that it cannot read, in our words. */
async function readable<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: Error) => {
    if (/unsupported image format|operation is blocked/i.test(error.message)) throw notAPicture();
    if (/pixel limit/i.test(error.message))
      throw new PictureRefused(`has more than ${MOST_PIXELS / 1e6} million pixels; please save it smaller`);
    throw new PictureRefused('cannot be read to its end; please save it again', { cause: error });
  });
}

async function averageOf(image: Sharp): Promise<string> {
  const pixel = await image
    .removeAlpha()
    .toColourspace('srgb')
    .resize(1, 1, { fit: 'fill' })
    .raw()
    .toBuffer();
  const [red = 0, green = red, blue = red] = pixel;
  return Buffer.from([red, green, blue]).toString('hex');
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(RECIPE).update(bytes).digest('hex');
