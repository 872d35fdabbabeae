/** What a language adds to searching: words that say nothing, and one form for singular and plural. */
export interface SearchLanguage {
  stopWords: ReadonlySet<string>;
  /** The singular of a folded word; a word that is no plural stays as it is. Need not be a word, only the same for both. */
  singular(word: string): string;
}

const IRREGULAR = new Map(
  Object.entries({
    axes: 'axe',
    children: 'child',
    feet: 'foot',
    halves: 'half',
    knives: 'knife',
    leaves: 'leaf',
    loaves: 'loaf',
    men: 'man',
    mice: 'mouse',
    scarves: 'scarf',
    shelves: 'shelf',
    teeth: 'tooth',
    women: 'woman',
    wolves: 'wolf',
  }),
);

/** `berries` -> `berry`, `boxes` -> `box`, `mugs` -> `mug`. */
function englishSingular(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular) return irregular;
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(x|z|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** `lampen` -> `lamp`, `lampe` -> `lamp`: endings fall away on both sides. */
const germanSingular = (word: string): string =>
  word.length < 5 ? word : word.replace(/(?:ern|en|er|es|e|n|s)$/, '');

/** `bougies` -> `bougie`, `bateaux` -> `bateau`, `journaux` -> `journal`. */
function frenchSingular(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith('eaux')) return word.slice(0, -1);
  if (word.endsWith('aux')) return `${word.slice(0, -2)}l`;
  return word.replace(/[sx]$/, '');
}

/** `tazas` -> `taza`, `luces` -> `luz`, `faroles` -> `farol`. */
function spanishSingular(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith('ces')) return `${word.slice(0, -3)}z`;
  return word.replace(/(?<=[lrndj])es$|s$/, '');
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** By the code of the language. A shop in another one adds its own here. */
export const searchLanguages = {
  en: {
    stopWords: set(
      'a an and any are at by for from i in is it me my of on or our some that the this to with you your',
    ),
    singular: englishSingular,
  },
  de: {
    stopWords: set(
      'am auf aus das dem den der des die ein eine einen einer fur im in ist mit oder und von zu zum zur',
    ),
    singular: germanSingular,
  },
  fr: {
    stopWords: set('a au aux avec d dans de des du en et l la le les ou par pour sur un une'),
    singular: frenchSingular,
  },
  es: {
    stopWords: set('a al con de del el en la las los o para por un una unos unas y'),
    singular: spanishSingular,
  },
} satisfies Record<string, SearchLanguage>;
