/** What a language adds to searching: words that say nothing, and one form for singular and plural. */
export interface SearchLanguage {
  stopWords: ReadonlySet<string>;
  /** The singular of a folded word; a word that is no plural stays as it is. Need not be a word, only the same for both. */
  singular(word: string): string;
  /** Things are called by the end of a longer word: a `Stirnlampe` is a `Lampe`. */
  hasCompounds?: boolean;
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

const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

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
      `am an auf aus bei das dem den der des die ein eine einem einen einer eines fur ich im in ist mein meine mit ohne
      oder und von zu zum zur`,
    ),
    singular: germanSingular,
    hasCompounds: true,
  },
  fr: {
    stopWords: set(
      `a au aux avec c ce ces cette d dans de des du en et j l la le les mes mon ma n ou par pour qu s sans sur un une`,
    ),
    singular: frenchSingular,
  },
  es: {
    stopWords: set('a al con de del e el en la las lo los mi mis o para por sin un una unas unos y'),
    singular: spanishSingular,
  },
} satisfies Record<string, SearchLanguage>;

/** Of a language that is not here words stand for themselves. */
const UNKNOWN: SearchLanguage = { stopWords: new Set(), singular: (word) => word };

/** By a code such as `de` or `de-AT`. */
export function searchLanguageOf(code: string): SearchLanguage {
  const [language = ''] = code.split('-');
  const known: Record<string, SearchLanguage> = searchLanguages;
  return Object.hasOwn(known, language) ? known[language]! : UNKNOWN;
}
