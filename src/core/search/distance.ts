/** How many typing mistakes a word of this length may have and still be meant. */
export const mostTypos = (word: string): number => (word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0);

/** One bit for each letter that a word has: two words whose letters differ too much need not be compared. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

export function bits(number: number): number {
  let left = number - ((number >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export interface Distances {
  /** Letters to insert, delete, replace or swap until the two are the same. */
  whole: number;
  /** Until `typed` is how the other begins. */
  beginning: number;
}

/** Restricted Damerau-Levenshtein distances of `typed` from `word`; numbers above `most` only say "more". */
export function distances(typed: string, word: string, most: number): Distances {
  const length = Math.min(word.length, typed.length + most);
  let [twoBefore, before, row] = [
    new Uint8Array(length + 1),
    new Uint8Array(length + 1),
    new Uint8Array(length + 1),
  ];
  for (let at = 0; at <= length; at += 1) before[at] = at;
  for (let i = 1; i <= typed.length; i += 1) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= length; j += 1) {
      const isSame = typed.charCodeAt(i - 1) === word.charCodeAt(j - 1);
      let steps = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (isSame ? 0 : 1));
      if (isSwap(typed, i, word, j)) steps = Math.min(steps, twoBefore[j - 2]! + 1);
      row[j] = steps;
      if (steps < least) least = steps;
    }
    if (least > most) return { whole: most + 1, beginning: most + 1 };
    [twoBefore, before, row] = [before, row, twoBefore];
  }
  const beginning = before.reduce((best, steps) => Math.min(best, steps), most + 1);
  return { whole: length < word.length ? most + 1 : before[length]!, beginning };
}

const isSwap = (a: string, i: number, b: string, j: number): boolean =>
  i > 1 &&
  j > 1 &&
  a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
  a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
