import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';
import { sharp } from './careful-sharp.js';
import { drawingSize } from './drawing-size.js';
import { drawingAt, drawingHash } from './drawn-files.js';
import { jpegName, type KeptJpegs, type Jpeg } from './kept-jpegs.js';
import { PictureRefused } from './picture-refused.js';
import { type Raster, rasterise } from './rasterise.js';

/** Moves when the size or the way of drawing does: what was made otherwise has other addresses. */
const RECIPE = 'v1';
/** Google wants 800 at least of the shorter side. */
const WITHIN = { shorter: 1200, longer: 1600 };
const GROUND = '#ffffff';
const ADDRESS = /^\/drawn\/([0-9a-f]{16})\/(.+)\.jpg$/;

const hashOf = (drawing: string): string => createHash('sha256').update(RECIPE).update(drawing).digest('hex');

/**
 * The address of a picture that every program can show: of a drawing of ours that of a JPEG of it, which says what is in it; of any
 * other picture its own.
 */
export function rasterAddress(src: string): string {
  const drawing = drawingHash(src);
  if (!drawing) return src;
  return `/drawn/${hashOf(drawing).slice(0, 16)}/${src.slice('/images/'.length, -'.svg'.length)}.jpg`;
}

/** The drawing that such an address is about, and whether it is still the same; null for any other address. */
export function drawingOf(address: string): { src: string; isCurrent: boolean } | null {
  const [, , name] = ADDRESS.exec(address) ?? [];
  const src = `/images/${name}.svg`;
  return name && drawingHash(src) ? { src, isCurrent: rasterAddress(src) === address } : null;
}

/** That drawing as a JPEG, made when it is first asked for. Errors: PictureRefused, UnavailableError. */
export function drawnJpeg(src: string, kept: KeptJpegs): Promise<Jpeg> {
  const name = jpegName(hashOf(drawingHash(src) ?? ''), WITHIN.shorter);
  return kept.of(name, async () => jpegOf(opened(await drawnRaster(src, WITHIN, GROUND))));
}

/** A drawing of ours, in pixels: as large as `within` allows. */
export async function drawnRaster(
  src: string,
  within: { shorter: number; longer: number },
  ground: string,
): Promise<Raster> {
  const svg = drawingAt(src);
  if (svg === null) throw new PictureRefused(`${src} is no drawing of this shop`);
  return rasterise(svg, drawingSize(svg, within), ground);
}

/** For sharp, which never reads the drawing itself. */
export const opened = ({ data, width, height }: Raster): Sharp =>
  sharp(data, { raw: { width, height, channels: 4 } });

export const jpegOf = (picture: Sharp): Promise<Buffer> =>
  picture.removeAlpha().jpeg({ quality: 82, mozjpeg: true }).toBuffer();
