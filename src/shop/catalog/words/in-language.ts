import type { ProductCard } from '../card.types.js';
import type { CollectionSummary, Facet } from '../listing.types.js';
import type { FeedProduct } from '../outward.types.js';
import type { ProductPage } from '../product.types.js';
import type { ProductOption, SellableVariant, Variant } from '../variant.types.js';
import { variantTitle } from '../variant-row.js';
import type { Words } from './words.js';

type Collections = readonly Pick<CollectionSummary, 'id' | 'title'>[];

/** The page of a product as `words` have it, field by field; `collections` are so already. */
export function pageInLanguage(page: ProductPage, words: Words, collections: Collections): ProductPage {
  const { texts, ...rest } = page;
  const { alts = {}, ...own } = texts?.[words.language] ?? {};
  const values = page.options.map((option) => valuesOf(option, words));
  const titles = new Map(collections.map(({ id, title }) => [id, title]));
  return {
    ...rest,
    ...own,
    type: words.of('product_type', page.type),
    ownType: page.type,
    options: page.options.map((option, nth) => ({
      name: words.of('option_name', option.name),
      ownName: option.name,
      values: option.values.map((value) => values[nth]!.get(value)!),
    })),
    variants: page.variants.map((variant) => variantWith(variant, values)),
    images: page.images.map((image) => ({ ...image, alt: alts[image.alt] ?? image.alt })),
    collections: page.collections.map((one) => ({ ...one, title: titles.get(one.id) ?? one.title })),
  };
}

/** Two values that are called the same could not be told apart: then the option keeps its own words. */
function valuesOf({ values }: Pick<ProductOption, 'values'>, words: Words): Map<string, string> {
  const translated = values.map((value) => words.of('option_value', value));
  const isClear = new Set(translated).size === values.length;
  return new Map(values.map((value, nth) => [value, isClear ? translated[nth]! : value]));
}

function variantWith(variant: Variant, values: readonly ReadonlyMap<string, string>[]): Variant {
  const options = variant.options.map((value, nth) => values[nth]?.get(value) ?? value);
  return { ...variant, options, title: variantTitle(options) };
}

export function cardInLanguage({ texts, ...card }: ProductCard, words: Words): ProductCard {
  return {
    ...card,
    ...texts?.[words.language],
    type: words.of('product_type', card.type),
    colours: card.colours.map((one) => ({ ...one, name: words.of('option_value', one.name) })),
  };
}

/** `own` has what the product is called, when that is translated. */
export function variantInLanguage(
  variant: SellableVariant,
  words: Words,
  own: Partial<Pick<SellableVariant, 'productTitle' | 'imageAlt'>>,
): SellableVariant {
  const options = variant.options.map((value) => words.of('option_value', value));
  return {
    ...variant,
    ...own,
    options,
    title: variantTitle(options),
    productType: words.of('product_type', variant.productType),
    optionNames: variant.optionNames.map((name) => words.of('option_name', name)),
  };
}

export const collectionInLanguage = <T extends Pick<CollectionSummary, 'texts'>>(
  collection: T,
  { language }: Words,
): T => ({ ...collection, ...collection.texts?.[language] });

/** Names of options stay: nobody sees them, and feeds know colours and sizes by them. */
export const feedProductInLanguage = (
  product: FeedProduct,
  words: Words,
  own: Partial<Pick<FeedProduct, 'title' | 'bodyHtml'>>,
): FeedProduct => ({
  ...product,
  ...own,
  type: words.of('product_type', product.type),
  variants: product.variants.map((variant) => {
    const options = variant.options.map((value) => words.of('option_value', value));
    return { ...variant, options, title: variantTitle(options) };
  }),
});

const FACET_KINDS = { product_type: 'product_type', tag: 'tag' } as const;

/** Values stay, since addresses have them; lists in the order of the alphabet are in that of the language. */
export function facetInLanguage(facet: Facet, words: Words): Facet {
  if (facet.id === 'availability' || facet.id === 'vendor') return facet;
  const isOption = facet.id.startsWith('option:');
  const kind = isOption ? 'option_value' : FACET_KINDS[facet.id as keyof typeof FACET_KINDS];
  const values = facet.values.map((one) => ({ ...one, text: words.of(kind, one.value) }));
  if (isOption) return { ...facet, label: words.of('option_name', facet.label), values };
  const collator = new Intl.Collator(words.language, { numeric: true, sensitivity: 'base' });
  return { ...facet, values: values.toSorted((a, b) => collator.compare(a.text, b.text)) };
}
