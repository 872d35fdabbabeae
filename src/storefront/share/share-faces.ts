import { openTypeface, type Typeface } from '../../platform/lettering/typeface.js';
import type { Theme } from '../../platform/theme/theme.js';

/** What the words of a card are set in. */
export interface Faces {
  title: Typeface;
  wordmark: Typeface;
  text: Typeface;
}

/** The fonts of a theme, as its pages use them. */
export async function openFaces(theme: Theme): Promise<Faces> {
  const { text, display = text } = theme.fonts;
  const { 'title-weight': title, 'wordmark-weight': wordmark } = theme.shape;
  return {
    title: await openTypeface(theme, display, { weight: title, forSize: 72 }),
    wordmark: await openTypeface(theme, display, { weight: wordmark, forSize: 32 }),
    text: await openTypeface(theme, text, { weight: 500, forSize: 26 }),
  };
}
