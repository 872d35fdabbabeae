import { describe, expect, it } from 'vitest';
import { pdfText } from './pdf-text.js';

/** A font of Latin-1 and the Polish l. */
const hasGlyph = (code: number) => (code >= 0x20 && code <= 0xff) || code === 0x142;

describe('pdfText', () => {
  it.each([
    ['Zoë Müller, Straße 1', 'Zoë Müller, Straße 1'],
    ['Pawełek', 'Pawełek'],
    ['Dvořák, Kőszeg', 'Dvorák, Koszeg'],
    ['山田 太郎', '?? ??'],
    ['Zoe\u0308', 'Zoë'],
    ['1\u202f000\u00a0kr', '1 000 kr'],
    ['two\nlines', 'two\nlines'],
    ['🎉', '?'],
  ])('%j is shown as %j', (text, shown) => expect(pdfText(text, hasGlyph)).toBe(shown));
});
