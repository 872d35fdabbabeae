import { describe, expect, it } from 'vitest';
import { pdfText } from './pdf-text.js';

describe('pdfText', () => {
  it.each([
    ['Zoë Müller, Straße 1', 'Zoë Müller, Straße 1'],
    ['€ 12.50 – “fine”', '€ 12.50 – “fine”'],
    ['Łukasz Dvořák, Kőszeg', 'Lukasz Dvorák, Koszeg'],
    ['山田 太郎', '?? ??'],
    ['Zoe\u0308', 'Zoë'],
    ['−5', '-5'],
    ['🎉', '?'],
  ])('%j is shown as %j', (text, shown) => expect(pdfText(text)).toBe(shown));
});
