const ADJECTIVES = ['plain', 'ribbed', 'weathered', 'northern', 'quiet', 'heavy', 'little'];
const THINGS = [
  'mug',
  'lantern',
  'blanket',
  'rope',
  'kettle',
  'stool',
  'jacket',
  'bowl',
  'scarf',
  'lamp',
  'knife',
];

/** Texts of one kind, each another one. */
export type Kind = 'new' | 'one product' | 'typing mistakes' | 'frequent beginnings' | 'nothing';

const pairs = ADJECTIVES.flatMap((adjective) => THINGS.map((thing) => [adjective, thing] as const));

/** Swaps two letters in the middle: `lantern` -> `latnern`. */
function misspelt(word: string): string {
  const at = word.length >> 1;
  return `${word.slice(0, at - 1)}${word[at]}${word[at - 1]}${word.slice(at + 1)}`;
}

/** Of the same cost, for the compiler to see before anything is measured: as much as a shop is asked in its first minutes. */
export const warmUp = [' ', '  ', '   ', '    '].flatMap((blanks) =>
  pairs.map(([adjective, thing]) => `${thing}${blanks}${adjective}`),
);

/** Searches over the made-up catalogue of the benchmark of listings, where each of these words is in thousands of products. */
export const searches: Record<Kind, string[]> = {
  new: pairs.map(([adjective, thing]) => `${adjective} ${thing}`),
  'one product': pairs.map(([adjective, thing], n) => `${adjective} ${thing} ${7 + n * 11}`),
  'typing mistakes': pairs.map(([adjective, thing]) => `${misspelt(adjective)} ${thing}`),
  'frequent beginnings': pairs.map(([adjective, thing]) => `${adjective} ${thing[0]}${thing[1]}`),
  nothing: pairs.map(
    ([adjective, thing], n) => `${adjective} ${thing} zyxgruftle${String.fromCodePoint(97 + (n % 26))}`,
  ),
};
