import type { Typeface } from './typeface.js';

/** Sizes of text to try, the largest first, each with the most lines that there is room for. Units: pixels. */
export interface Setting {
  width: number;
  sizes: readonly { size: number; lines: number }[];
}

/** Text in lines none of which is wider than there is room. */
export interface SetText {
  size: number;
  lines: string[];
}

/** How long text is at a size of 1: what it is made of is measured once, and the parts are added up. */
type Measure = (text: string) => number;
type Fits = (line: string) => boolean;

const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const signsOf = (text: string): string[] => Array.from(signs.segment(text), ({ segment }) => segment);

/**
 * `text` in the largest size in which all of it fits without a word being parted. In the smallest one, words that are too long are parted,
 * and what does not fit is cut, with dots.
 */
export function setLines(typeface: Typeface, text: string, { width, sizes }: Setting): SetText {
  const words = text.split(/\s+/).filter(Boolean);
  const [byWords, bySigns] = [
    measureBy(typeface, (line) => line.split(/(?= )|(?<= )/)),
    measureBy(typeface, signsOf),
  ];
  for (const { size, lines: most } of sizes) {
    const fits: Fits = (line) => byWords(line) * size <= width;
    if (!words.every(fits)) continue;
    const lines = wrap(words, fits);
    if (lines.length <= most) return { size, lines };
  }
  const { size, lines: most } = sizes.at(-1)!;
  const fits: Fits = (line) => bySigns(line) * size <= width;
  const lines = wrap(
    words.flatMap((word) => parted(word, fits)),
    fits,
  );
  return { size, lines: lines.length <= most ? lines : cut(lines.slice(0, most), fits) };
}

function measureBy(typeface: Typeface, partsOf: (text: string) => string[]): Measure {
  const known = new Map<string, number>();
  const one = (part: string): number => {
    const width = known.get(part) ?? typeface.widthOf(part, 1);
    known.set(part, width);
    return width;
  };
  return (text) => partsOf(text).reduce((sum, part) => sum + one(part), 0);
}

function wrap(words: readonly string[], fits: Fits): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A word in parts that fit, where it has to be. */
function parted(word: string, fits: Fits): string[] {
  if (fits(word)) return [word];
  const parts = [''];
  for (const sign of signsOf(word)) {
    const longer = parts.at(-1)! + sign;
    if (fits(longer)) parts[parts.length - 1] = longer;
    else parts.push(sign);
  }
  return parts.filter(Boolean);
}

/** After a whole word where there is one. */
function cut(lines: string[], fits: Fits): string[] {
  const words = lines.at(-1)!.split(' ');
  while (words.length > 1 && !fits(`${words.join(' ')} …`)) words.pop();
  let last = signsOf(words.join(' '));
  while (last.length > 0 && !fits(`${last.join('')} …`)) last = last.slice(0, -1);
  return [...lines.slice(0, -1), `${last.join('')} …`];
}
