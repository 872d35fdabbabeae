const MAX_WORD = 64;

/** Letters that carry no mark that could be taken off, and still are typed as others. */
const SPELT = new Map(Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }));

/** Units of measure as people write them in one of four languages, and the one way that stands for all. */
const UNITS = new Map(
  Object.entries({
    ml: ['ml', 'millilitre', 'milliliter', 'mililitro'],
    cl: ['cl'],
    l: ['l', 'litre', 'liter', 'ltr', 'litro'],
    mm: ['mm', 'millimetre', 'millimeter', 'milimetro'],
    cm: ['cm', 'centimetre', 'centimeter', 'zentimeter', 'centimetro'],
    m: ['m', 'metre', 'meter', 'metro'],
    g: ['g', 'gram', 'gramme', 'gramm', 'gramo'],
    kg: ['kg', 'kilo', 'kilogram', 'kilogramm', 'kilogramme', 'kilogramo'],
    oz: ['oz', 'ounce'],
    lb: ['lb', 'pound'],
    w: ['w', 'watt'],
    inch: ['inch', 'zoll', 'pouce', 'pulgada'],
  }).flatMap(([unit, names]) =>
    names.flatMap((name) => [name, `${name}s`, `${name}es`].map((one) => [one, unit] as const)),
  ),
);
const MEASURE = `\\d+(?:[.,]\\d+)?[ -]?(?:${[...UNITS.keys()].toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}])`;
/** What begins with a letter has no number to look at, and most words do. */
const TOKEN = new RegExp(`\\p{L}[\\p{L}\\p{N}]*|${MEASURE}|[\\p{L}\\p{N}]+`, 'gu');
const MEASURED = /^(\d+(?:[.,]\d+)?)[ -]?(\p{L}+)$/u;

/** A folded word. A measure has its number and unit as well: `10 l` is `10l`, of `10` and `l`. */
export interface Token {
  word: string;
  parts: readonly string[] | null;
}

/** No case, no accents, no `'s`. */
function plain(text: string): string {
  const lower = text.toLowerCase();
  // Most texts are plain already, and this is asked for every description of the shop.
  if (/^[\n\r\t -~]*$/.test(lower)) return lower.replaceAll(/'s\b/g, '');
  return lower
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßæœøłđı]/g, (letter) => SPELT.get(letter)!)
    .replaceAll(/['’]s(?![\p{L}\p{N}])/gu, '');
}

/**
 * The words of a text in their order, folded: nothing but letters and digits; numbers with their units in one spelling.
 * Source: docs/decisions/0038-search-in-the-process.md.
 */
export function tokensOf(text: string): Token[] {
  return (plain(text).match(TOKEN) ?? []).map(toToken);
}

/** The same, each once: long texts have most of their words more than once. */
export const differentTokens = (text: string): Token[] =>
  [...new Set(plain(text).match(TOKEN) ?? [])].map(toToken);

function toToken(text: string): Token {
  const measured = /^\d/.test(text) ? MEASURED.exec(text) : null;
  const unit = measured && UNITS.get(measured[2]!);
  if (!measured || !unit) return { word: cut(text), parts: null };
  const number = measured[1]!.replace(',', '.');
  return { word: cut(`${number}${unit}`), parts: [...number.split('.'), unit] };
}

const cut = (word: string): string =>
  word.length <= MAX_WORD ? word : Array.from(word).slice(0, MAX_WORD).join('');

/** The words of a code such as a SKU: a number in it has no unit. */
export const codeWords = (text: string): string[] => (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(cut);

/** The text of a description, without its tags. */
export const textOfHtml = (html: string): string => html.replaceAll(/<[^>]*>|&[a-z0-9#]+;/gi, ' ');
