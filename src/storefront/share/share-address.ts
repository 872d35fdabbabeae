import { createHash } from 'node:crypto';
import { DRAWN } from '../../platform/files/drawn-pictures.js';
import { drawingHash } from '../../platform/images/drawn-files.js';
import { activeTheme } from '../../platform/theme/theme.js';
import { SHARE_HEIGHT, SHARE_WIDTH, type ShareWords } from './share-card.js';

/** Moves when the card looks different. */
const RECIPE = 'v1';

/** What a picture for link previews is of. Without words it is the picture alone. */
export interface ShareSubject {
  words: ShareWords | null;
  /** Path of a picture of the shop. */
  picture: string | null;
}

/** What link previews are told of a picture. `path`: in the language of the page when it has words. Units: pixels. */
export interface SharePicture {
  path: string;
  isInLanguage: boolean;
  alt: string;
  type?: string;
  size?: { width: number; height: number };
}

/** 64 hexadecimal digits that stand for all that is in the picture: another title or another look is another picture. */
export function shareHash({ words, picture }: ShareSubject): string {
  const { colours, fonts, shape } = activeTheme();
  const look = words && [colours.light, fonts, shape];
  const parts = [RECIPE, words, picture && (drawingHash(picture) ?? picture), look];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** What an address says of it. */
export const HASH = /^[0-9a-f]{24}$/;
export const shortHash = (subject: ShareSubject): string => shareHash(subject).slice(0, 24);

const SHARED = { type: 'image/jpeg', size: { width: SHARE_WIDTH, height: SHARE_HEIGHT } };

/** `page`: path of the page that it is for. */
export const sharePicture = (page: string, subject: ShareSubject, alt: string): SharePicture => ({
  path: `/share/${shortHash(subject)}${page}.jpg`,
  isInLanguage: subject.words !== null,
  alt,
  ...SHARED,
});

/** The shop's own: a drawing of the theme in pixels, any other picture as it is. */
export function shopPicture(shopName: string): SharePicture {
  const { share } = activeTheme().pictures;
  if (!DRAWN.test(share)) return { path: share, isInLanguage: false, alt: shopName };
  return sharePicture('/shop', shopSubject(), shopName);
}

export const shopSubject = (): ShareSubject => ({ words: null, picture: activeTheme().pictures.share });
