/** The columns of Shopify's file of translations, in its order. */
export const translationColumns = [
  'Type',
  'Identification',
  'Field',
  'Locale',
  'Market',
  'Status',
  'Default content',
  'Translated content',
] as const;

export type TranslationColumn = (typeof translationColumns)[number];

/** One row of a file: where it starts, and its cells, trimmed. */
export type TranslationRow = { line: number } & Record<TranslationColumn, string>;

/** The others may be missing. */
export const requiredColumns: readonly TranslationColumn[] = [
  'Type',
  'Identification',
  'Field',
  'Locale',
  'Translated content',
];

/** Types of Shopify's that the shop translates; `TAG` is ours. */
export const WORD_TYPES = {
  PRODUCT_OPTION: 'option_name',
  PRODUCT_OPTION_VALUE: 'option_value',
  TAG: 'tag',
} as const;

export const THING_TYPES = { PRODUCT: 'product', COLLECTION: 'collection', MEDIA_IMAGE: 'product' } as const;

export const isWordType = (type: string): type is keyof typeof WORD_TYPES => Object.hasOwn(WORD_TYPES, type);
export const isThingType = (type: string): type is keyof typeof THING_TYPES =>
  Object.hasOwn(THING_TYPES, type);
