import { limits } from '../../../core/catalog/limits.js';
import { altName, FIELD_NAMES } from '../../catalog/words/text-names.js';
import type { Original, TextChange, Translated } from '../../catalog/words/translated.types.js';
import { sanitiseBody } from '../sanitise-body.js';
import type { TranslationGroup } from './read-translations.js';
import { THING_TYPES, WORD_TYPES, isWordType, type TranslationRow } from './translation-columns.js';

export interface ParseOptions {
  /** Into which the shop can be translated. */
  languages: readonly string[];
  /** An empty cell takes the text away; else it says nothing. */
  removesEmpty: boolean;
}

export type ParsedTranslation =
  { ok: true; things: Translated[] } | { ok: false; line: number; reason: string };

/** A row does not hold what it should. */
class RowProblem extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const MOST: Record<string, number> = {
  [FIELD_NAMES.title]: limits.title,
  [FIELD_NAMES.bodyHtml]: limits.body,
  [FIELD_NAMES.seoTitle]: limits.shortText,
  [FIELD_NAMES.seoDescription]: limits.seoDescription,
};
const FIELDS = Object.values(FIELD_NAMES);
const COLLECTION_FIELDS: readonly string[] = [FIELD_NAMES.title, FIELD_NAMES.bodyHtml];

/** What the rows of one thing say. `original`: the product or collection that they are about; null for words of the shop. */
export function parseTranslation(
  group: TranslationGroup,
  original: Original | null,
  options: ParseOptions,
): ParsedTranslation {
  try {
    const rows = group.rows.filter((row) => isWanted(row, group, options));
    return { ok: true, things: rows.map((row) => thingOf(row, group, original, options)) };
  } catch (error) {
    if (error instanceof RowProblem) return { ok: false, line: error.line, reason: error.message };
    throw error;
  }
}

/** Handles are the same in every language; what only one market reads belongs to no language as a whole. */
function isWanted(row: TranslationRow, { type }: TranslationGroup, { removesEmpty }: ParseOptions): boolean {
  if (row.Market !== '' || (row['Translated content'] === '' && !removesEmpty)) return false;
  if (isWordType(type)) return row.Field === 'name';
  if (type === 'MEDIA_IMAGE') return row.Field === 'alt';
  if (type === 'COLLECTION') return COLLECTION_FIELDS.includes(row.Field);
  return row.Field === 'product_type' || (FIELDS as string[]).includes(row.Field);
}

function thingOf(
  row: TranslationRow,
  group: TranslationGroup,
  original: Original | null,
  options: ParseOptions,
): Translated {
  const language = languageOf(row, options);
  const { type } = group;
  if (isWordType(type))
    return wordOf(WORD_TYPES[type], row['Default content'] || group.identification, language, row);
  if (row.Field === 'product_type')
    return wordOf('product_type', row['Default content'] || original!.type, language, row);
  const name = type === 'MEDIA_IMAGE' ? altNameFor(group, original!, row) : row.Field;
  const most = type === 'MEDIA_IMAGE' ? limits.imageAlt : MOST[name]!;
  const text = textOf(row, name === FIELD_NAMES.bodyHtml && type === 'PRODUCT', most);
  return {
    resource: THING_TYPES[type as keyof typeof THING_TYPES],
    id: original!.id,
    texts: [{ language, name, text }],
  };
}

function wordOf(
  resource: 'product_type' | (typeof WORD_TYPES)[keyof typeof WORD_TYPES],
  own: string,
  language: string,
  row: TranslationRow,
): Translated {
  if (own === '' || own.length > limits.shortText)
    throw new RowProblem(
      row.line,
      'the word to translate is missing or too long: write it into "Default content"',
    );
  const change: TextChange = { language, name: own, text: textOf(row, false, limits.shortText) };
  return { resource, id: 0, texts: [change] };
}

function languageOf({ line, Locale }: TranslationRow, { languages }: ParseOptions): string {
  const known = languages.find((language) => language.toLowerCase() === Locale.toLowerCase());
  if (known !== undefined) return known;
  const others = languages.length > 0 ? languages.join(', ') : 'none';
  throw new RowProblem(
    line,
    `the shop is not translated into "${Locale.slice(0, 20)}", only into: ${others}; add the language to LOCALES or correct the cell`,
  );
}

/** Null: the text is taken away. */
function textOf(row: TranslationRow, isHtml: boolean, most: number): string | null {
  const typed = row['Translated content'];
  if (!typed.isWellFormed() || typed.includes('\u0000'))
    throw new RowProblem(row.line, `"Translated content" has a character that is none; type the text again`);
  const text = isHtml ? sanitiseBody(typed) : withoutTags(typed);
  const length = Array.from(text).length;
  if (length > most)
    throw new RowProblem(
      row.line,
      `${row.Field} has ${length} characters; ${most} are possible, so shorten it`,
    );
  return text === '' ? null : text;
}

/** Shopify's descriptions of collections are HTML; here they are text. */
const withoutTags = (text: string): string =>
  text
    .replaceAll(/<\/?[a-z][^>]*>/gi, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();

/** `camp-kettle/2`: what the second picture of the product says. */
function altNameFor(
  { identification }: TranslationGroup,
  { alts, handle }: Original,
  { line }: TranslationRow,
): string {
  const position = Number(/\/([1-9]\d{0,3})$/.exec(identification)?.[1] ?? 0);
  const alt = alts[position - 1];
  if (alt) return altName(alt);
  const reason =
    alt === undefined ? `${handle} has ${alts.length} pictures` : `that picture of ${handle} says nothing`;
  throw new RowProblem(line, `${reason}; name one as "handle/number", such as ${handle}/1`);
}
