import type { Typeface } from '../../platform/lettering/typeface.js';
import { setLines, type SetText } from '../../platform/lettering/set-lines.js';
import type { Theme } from '../../platform/theme/theme.js';
import type { Faces } from './share-faces.js';

export const SHARE_WIDTH = 1200;
export const SHARE_HEIGHT = 630;
/** Nobody reads more on a preview. */
const MOST_LETTERS = 300;
const MARGIN = 64;
/** Of the band below a wide picture. */
const BAND = 124;
const LINE = 1.12;

/** What a picture for link previews says. `kicker`: a few words above the title, such as where it belongs. */
export interface ShareWords {
  title: string;
  kicker: string | null;
  shop: string;
}

export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Shapes only, as the program that draws knows no fonts; and where the picture goes, which is laid upon it. */
export interface ShareCard {
  svg: string;
  picture: Place | null;
}

type Colours = Theme['colours']['light'];

/**
 * The card: a picture at the right, or above when it is wide, and the words on the shop's ground. Nothing is ever set outside.
 * `ratio`: width to height of the picture; null without one. Units: pixels.
 */
export function shareCard(
  words: ShareWords,
  ratio: number | null,
  faces: Faces,
  colours: Colours,
): ShareCard {
  const cut = { ...words, title: words.title.slice(0, MOST_LETTERS) };
  return ratio !== null && ratio > 1.25
    ? banded(cut, faces, colours)
    : sided(cut, ratio === null ? null : pictureAside(ratio), faces, colours);
}

/** Whole from 4:5 to 1:1; what is higher is cropped, what is wider too, a little. */
function pictureAside(ratio: number): Place {
  const width = Math.round(SHARE_HEIGHT * Math.min(Math.max(ratio, 0.8), 1));
  return { left: SHARE_WIDTH - width, top: 0, width, height: SHARE_HEIGHT };
}

function sided(
  { title, kicker, shop }: ShareWords,
  picture: Place | null,
  faces: Faces,
  colours: Colours,
): ShareCard {
  const width = (picture?.left ?? SHARE_WIDTH) - 2 * MARGIN;
  const small = setLines(faces.text, kicker ?? '', { width, sizes: [{ size: 26, lines: 1 }] });
  const set = setLines(faces.title, title, {
    width,
    sizes: [
      { size: 84, lines: 3 },
      { size: 72, lines: 4 },
      { size: 60, lines: 5 },
      { size: 48, lines: 6 },
      { size: 40, lines: 7 },
    ],
  });
  const top = MARGIN + (kicker ? 52 : 0);
  const wordmark = line(faces.wordmark, shop, 34, width);
  const shapes = [
    path(lines(faces.text, small, MARGIN, MARGIN), colours.quiet),
    path(lines(faces.title, set, MARGIN, top), colours.ink),
    `<path fill="${colours.accent}" d="M${MARGIN} ${SHARE_HEIGHT - 128}h56v4h-56z"/>`,
    path(wordmark.at(MARGIN, SHARE_HEIGHT - MARGIN), colours.action),
  ];
  return { svg: card(shapes, colours), picture };
}

function banded({ title, shop }: ShareWords, faces: Faces, colours: Colours): ShareCard {
  const height = SHARE_HEIGHT - BAND;
  const wordmark = line(faces.wordmark, shop, 32, SHARE_WIDTH / 2 - MARGIN);
  const width = SHARE_WIDTH - 3 * MARGIN - wordmark.width;
  const sizes = [
    { size: 60, lines: 1 },
    { size: 48, lines: 1 },
    { size: 38, lines: 2 },
  ];
  const set = setLines(faces.title, title, { width, sizes });
  const middle = height + BAND / 2;
  const top = middle - (set.lines.length * set.size * LINE) / 2;
  const shapes = [
    path(lines(faces.title, set, MARGIN, top), colours.ink),
    path(wordmark.at(SHARE_WIDTH - MARGIN - wordmark.width, middle + 11), colours.action),
  ];
  return { svg: card(shapes, colours), picture: { left: 0, top: 0, width: SHARE_WIDTH, height } };
}

const path = (data: string, colour: string): string => (data ? `<path fill="${colour}" d="${data}"/>` : '');

const card = (shapes: readonly string[], { paper }: Colours): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SHARE_WIDTH} ${SHARE_HEIGHT}">` +
  `<path fill="${paper}" d="M0 0h${SHARE_WIDTH}v${SHARE_HEIGHT}H0z"/>${shapes.join('')}</svg>`;

const lines = (face: Typeface, { size, lines: set }: SetText, x: number, top: number): string =>
  set.map((text, i) => face.outline(text, { x, y: top + size * (0.86 + i * LINE), size })).join('');

/** One line, smaller where the words need it. */
function line(face: Typeface, text: string, most: number, room: number) {
  const size = Math.min(most, (most * room) / Math.max(face.widthOf(text, most), 1));
  return {
    width: face.widthOf(text, size),
    at: (x: number, y: number) => face.outline(text, { x, y, size }),
  };
}
