import { PictureRefused } from './picture-refused.js';

interface Size {
  width: number;
  height: number;
}

/** The demo shop's largest has 75 KB. */
const MOST_BYTES = 2 ** 20;
/** Longer side to shorter side: a strip costs memory and shows nothing. */
const MOST_RATIO = 4;
const ROOT = /<svg\b[^>]*>/;
const NUMBER = String.raw`(\d*\.?\d+)(?:px)?`;

/**
 * The size in which `svg` is drawn: as large as `within` allows.
 * Units: pixels. Errors: PictureRefused for what is no drawing of a usual shape and kind.
 */
export function drawingSize(svg: string, within: { shorter: number; longer: number }): Size {
  if (Buffer.byteLength(svg) > MOST_BYTES) throw new PictureRefused(`larger than ${MOST_BYTES / 2 ** 20} MB`);
  const { width, height } = ownSize(svg);
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)];
  if (!(shorter > 0) || longer / shorter > MOST_RATIO)
    throw new PictureRefused('has no size, or is a strip; please give it a width and a height');
  const scale = Math.min(within.shorter / shorter, within.longer / longer);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function ownSize(svg: string): Size {
  const [root = ''] = ROOT.exec(svg) ?? [];
  const attribute = (name: string) =>
    new RegExp(`\\s${name}\\s*=\\s*["']\\s*${NUMBER}\\s*["']`).exec(root)?.[1];
  const [, w, h] =
    new RegExp(`\\sviewBox\\s*=\\s*["']\\s*\\S+\\s+\\S+\\s+${NUMBER}\\s+${NUMBER}\\s*["']`).exec(root) ?? [];
  return { width: Number(attribute('width') ?? w), height: Number(attribute('height') ?? h) };
}
