/** Widths in which a picture is kept, in pixels; none that is wider than the original. */
export const WIDTHS = [320, 480, 640, 960, 1280, 1600] as const;

/** In the order in which browsers choose: the smallest file first. */
export const FORMATS = ['avif', 'webp', 'jpg'] as const;
export type Format = (typeof FORMATS)[number];

export const MIME_TYPES: Record<Format, string> = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpg: 'image/jpeg',
};

/** What is known of a picture that the shop made: all of it stands in its address. */
export interface MadePicture {
  /** `/media/0a/1b2c…-1600x2000-c8b9a6`: its files are this with a width and a format. */
  stem: string;
  /** Of the original, turned as it is to be seen, in pixels. */
  width: number;
  height: number;
  /** `#c8b9a6`, the average, to show until it has come; null for one that can be seen through. */
  colour: string | null;
  /** In pixels, ascending; never empty. */
  widths: number[];
}

/** What search engines, link previews and other programs are given: wide enough for them, and not the largest. */
const SHOWN_TO_PROGRAMS = 1280;
const ADDRESS = /^(\/media\/[0-9a-f]{2}\/[0-9a-f]{22}-(\d{1,5})x(\d{1,5})-([0-9a-f]{6}|clear))-\d{1,4}\.jpg$/;

/** The original's own width is the last one when it lies between those of the list: nothing is lost, nothing is blown up. */
export function widthsOf(width: number): number[] {
  const widest = Math.min(width, WIDTHS.at(-1)!);
  return [...WIDTHS.filter((one) => one < widest), widest];
}

/** `hash`: at least 24 hexadecimal digits that stand for the content. `colour`: six of them, or null. */
export const stemOf = (hash: string, width: number, height: number, colour: string | null): string =>
  `/media/${hash.slice(0, 2)}/${hash.slice(2, 24)}-${width}x${height}-${colour ?? 'clear'}`;

export const fileOf = ({ stem }: Pick<MadePicture, 'stem'>, width: number, format: Format): string =>
  `${stem}-${width}.${format}`;

/** The address that stands for the whole picture: that of a JPEG, which everything can show. */
export function addressOf(picture: Pick<MadePicture, 'stem' | 'widths'>): string {
  const width = picture.widths.findLast((one) => one <= SHOWN_TO_PROGRAMS) ?? picture.widths[0]!;
  return fileOf(picture, width, 'jpg');
}

/** Null for any other address, such as that of a drawing, or of a picture kept before sizes were made. */
export function madePicture(address: string): MadePicture | null {
  const [, stem, width, height, colour] = ADDRESS.exec(address) ?? [];
  if (!stem) return null;
  return {
    stem,
    width: Number(width),
    height: Number(height),
    colour: colour === 'clear' ? null : `#${colour}`,
    widths: widthsOf(Number(width)),
  };
}
