import { drawnSize } from '../files/drawn-size.js';
import { fileOf, FORMATS, type Format, type MadePicture, madePicture, MIME_TYPES } from './made-picture.js';

interface Place {
  /** For `sizes`: how wide pictures are shown there. Left out for a small one, which has one file for every screen. */
  sizes?: string;
  /** Width in CSS pixels of a small one. */
  box?: number;
  /** No wider file is offered: three device pixels for each CSS pixel at the widest. */
  most: number;
}

/** Where pictures stand, as `public/css` lays pages out. */
const PLACES = {
  card: { sizes: '(min-width: 80rem) 20rem, (min-width: 40rem) 33vw, 50vw', most: 960 },
  gallery: {
    sizes: '(min-width: 80rem) 44rem, (min-width: 56rem) 56vw, (min-width: 44rem) 48vw, 100vw',
    most: 1600,
  },
  /** On a video that is not played yet: a browser is told of one file only, and loads it with the page. */
  poster: { sizes: '100vw', most: 640 },
  tile: { sizes: '(min-width: 80rem) 26rem, (min-width: 40rem) 33vw, 50vw', most: 1280 },
  head: { sizes: '(min-width: 80rem) 32rem, (min-width: 48rem) 40vw, 100vw', most: 1600 },
  line: { box: 96, most: 320 },
  thumb: { box: 80, most: 320 },
  choice: { box: 64, most: 320 },
  order: { box: 64, most: 320 },
  dot: { box: 32, most: 320 },
} satisfies Record<string, Place>;

export type PlaceName = keyof typeof PLACES;

/** What a picture was taken to be while nothing said otherwise. */
const USUAL = { width: 800, height: 1000 };

/** Model of the partial `picture`. `sources`, `srcset`, `sizes` and `colour` only for what the shop made. */
export interface SizedPicture {
  src: string;
  /** In pixels: of the file, or as small as it is shown, so that nothing moves when it comes. */
  width: number;
  height: number;
  sources?: { type: string; srcset: string }[];
  srcset?: string | null;
  sizes?: string | null;
  colour?: string | null;
}

/** The picture at `src`, as it is offered at a place of the page. */
export function sizedPicture(src: string, name: PlaceName): SizedPicture {
  const place: Place = PLACES[name];
  const made = madePicture(src);
  if (!made) return { src, ...shownSize(drawnSize(src) ?? USUAL, place) };
  const widths = made.widths.filter((width) => width <= place.most);
  // A picture narrower than the first width has one file only.
  const offered = place.sizes && widths.length > 0 ? widths : made.widths.slice(0, 1);
  const isChoice = offered.length > 1;
  return {
    src: fileOf(made, offered.findLast((width) => width <= 960) ?? offered[0]!, 'jpg'),
    ...shownSize(made, place),
    sources: FORMATS.filter((format) => format !== 'jpg').map((format) => ({
      type: MIME_TYPES[format],
      srcset: srcsetOf(made, offered, format),
    })),
    srcset: isChoice ? srcsetOf(made, offered, 'jpg') : null,
    sizes: isChoice ? place.sizes! : null,
    colour: made.colour,
  };
}

/** The file of the picture at `src` in which the most can be seen, for looking at it alone. */
export function largestFile(src: string): string {
  const made = madePicture(src);
  return made ? fileOf(made, made.widths.at(-1)!, 'jpg') : src;
}

const shownSize = ({ width, height }: { width: number; height: number }, { box }: Place) =>
  box ? { width: box, height: Math.round((box * height) / width) } : { width, height };

const srcsetOf = (made: MadePicture, widths: readonly number[], format: Format): string =>
  widths.length === 1
    ? fileOf(made, widths[0]!, format)
    : widths.map((width) => `${fileOf(made, width, format)} ${width}w`).join(', ');
