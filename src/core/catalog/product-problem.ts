import { MAX_PRICE } from '../money/money.js';
import { type Measure, measureProblem } from '../pricing/unit-price.js';
import { limits } from './limits.js';

interface CheckedVariant {
  options: readonly string[];
  sku: string | null;
  barcode: string | null;
  price: number;
  compareAtPrice: number | null;
  costPerItem: number | null;
  measure?: Measure | undefined;
  grams: number;
  taxCode: string;
  fulfilmentService: string;
  stock: { onHand: number };
}

export interface CheckedProduct {
  handle: string;
  title: string;
  bodyHtml: string;
  vendor: string;
  category: string;
  type: string;
  tags: readonly string[];
  seoTitle: string | null;
  seoDescription: string | null;
  optionNames: readonly string[];
  variants: readonly CheckedVariant[];
  images: readonly { source: string; src: string; alt: string }[];
  videos: readonly {
    source: string;
    title: string;
    poster: { source: string } | null;
    captions: { source: string } | null;
  }[];
}

/** Why this product cannot be stored as it is, in English for staff; null when it can. */
export function productProblem(product: CheckedProduct): string | null {
  return (
    textProblem(product) ??
    countProblem(product) ??
    imageProblem(product) ??
    firstProblem(product.videos, videoProblem) ??
    optionProblem(product) ??
    firstProblem(product.variants, variantProblem)
  );
}

function firstProblem<T>(things: readonly T[], problem: (thing: T) => string | null): string | null {
  for (const thing of things) {
    const found = problem(thing);
    if (found !== null) return found;
  }
  return null;
}

const length = (text: string): number => Array.from(text).length;

function tooLong(name: string, text: string | null, max: number): string | null {
  if (text === null) return null;
  if (!text.isWellFormed() || text.includes('\u0000')) return `${name} has a character that is none`;
  return length(text) > max ? `${name} has ${length(text)} characters; ${max} are possible` : null;
}

function textProblem(product: CheckedProduct): string | null {
  if (product.handle === '') return 'the handle is empty';
  if (product.title.trim() === '') return 'the title is empty';
  return (
    tooLong('the description', product.bodyHtml, limits.body) ??
    tooLong('the handle', product.handle, limits.handle) ??
    tooLong('the title', product.title, limits.title) ??
    tooLong('the vendor', product.vendor, limits.shortText) ??
    tooLong('the category', product.category, limits.shortText) ??
    tooLong('the type', product.type, limits.shortText) ??
    tooLong('the SEO title', product.seoTitle, limits.shortText) ??
    tooLong('the SEO description', product.seoDescription, limits.seoDescription) ??
    firstProblem(product.tags, (tag) => tooLong('a tag', tag, limits.tag))
  );
}

function countProblem({ tags, optionNames, variants, images, videos }: CheckedProduct): string | null {
  if (variants.length === 0) return 'it has no variant';
  const counts = { tags, options: optionNames, variants, images, videos };
  return firstProblem(Object.keys(counts) as (keyof typeof counts)[], (name) =>
    counts[name].length > limits[name]
      ? `it has ${counts[name].length} ${name}; ${limits[name]} are possible`
      : null,
  );
}

function imageProblem({ images }: CheckedProduct): string | null {
  return firstProblem(
    images,
    ({ source, alt }) =>
      tooLong('the address of an image', source, limits.imageAddress) ??
      tooLong('the text of an image', alt, limits.imageAlt),
  );
}

const videoProblem = ({ source, title, poster, captions }: CheckedProduct['videos'][number]): string | null =>
  tooLong('the address of a video', source, limits.imageAddress) ??
  tooLong('the title of a video', title, limits.videoTitle) ??
  tooLong('the address of a poster', poster?.source ?? null, limits.imageAddress) ??
  tooLong('the address of captions', captions?.source ?? null, limits.imageAddress);

/** Variants are told apart by their options, letters and accents aside, as the database compares them. */
function optionProblem({ optionNames, variants }: CheckedProduct): string | null {
  const names = new Set(optionNames.map(foldOption));
  if (names.size < optionNames.length || names.has('')) return 'its options need a name each';
  const seen = new Set<string>();
  return firstProblem(variants, ({ options }) => {
    if (options.length !== optionNames.length || options.includes(''))
      return `a variant has the options "${options.join(' / ')}" where ${optionNames.length} values are expected`;
    const key = optionsKey(options);
    if (seen.has(key)) return `two variants are "${options.join(' / ')}"`;
    seen.add(key);
    return firstProblem(options, (value) => tooLong('an option', value, limits.shortText));
  });
}

const foldOption = (text: string): string => text.normalize('NFC').toLowerCase().trim();

/** The same for two variants that staff would call the same. */
export const optionsKey = (options: readonly string[]): string => JSON.stringify(options.map(foldOption));

const isAmount = (amount: number | null): boolean =>
  amount === null || (Number.isSafeInteger(amount) && amount >= 0 && amount <= MAX_PRICE);

function variantProblem(variant: CheckedVariant): string | null {
  if (![variant.price, variant.compareAtPrice, variant.costPerItem].every(isAmount))
    return `a price is not between 0 and ${MAX_PRICE / 100}`;
  if (!Number.isSafeInteger(variant.grams) || variant.grams < 0 || variant.grams > limits.grams)
    return `a weight is not between 0 and ${limits.grams} g`;
  if (!Number.isSafeInteger(variant.stock.onHand) || Math.abs(variant.stock.onHand) > limits.stock)
    return 'a quantity in stock is no whole number, or too large';
  return (
    (variant.measure ? measureProblem(variant.measure) : null) ??
    tooLong('a SKU', variant.sku, limits.shortText) ??
    tooLong('a barcode', variant.barcode, limits.shortText) ??
    tooLong('a tax code', variant.taxCode, limits.shortText) ??
    tooLong('a fulfilment service', variant.fulfilmentService, limits.shortText)
  );
}
