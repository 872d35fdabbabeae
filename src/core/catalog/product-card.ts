import type { Measure } from '../pricing/unit-price.js';

interface CardVariant {
  options: readonly string[];
  price: number;
  compareAtPrice: number | null;
  measure?: Measure | undefined;
  imageSource: string | null;
}

interface CardImage {
  source: string;
  src: string;
  alt: string;
}

export interface CardSource {
  optionNames: readonly string[];
  variants: readonly CardVariant[];
  images: readonly CardImage[];
}

/** What a listing shows of a product beside its texts; worked out when the product is saved. Amounts in minor units. */
export interface CardSummary {
  priceMin: number;
  priceMax: number;
  /** Highest compare-at price above its variant's price; null when nothing is reduced. */
  compareAtPrice: number | null;
  /** Of the first variant at `priceMin`; left out for what is not sold by measure. */
  measure?: Measure;
  imageSrc: string | null;
  imageAlt: string;
  secondImageSrc: string | null;
  /** Left out when there is none. */
  thirdImageSrc?: string;
  variantCount: number;
  /** Values of the option called Colour or Color, each with the picture of its first variant that has one. */
  colours: { name: string; imageSrc: string | null }[];
}

const COLOUR = /^colou?r$/i;

export function summarise({ optionNames, variants, images }: CardSource): CardSummary {
  const prices = variants.map((variant) => variant.price);
  const [first, second, third] = images;
  const priceMin = Math.min(...prices);
  const measure = variants.find(({ price }) => price === priceMin)?.measure;
  return {
    priceMin,
    priceMax: Math.max(...prices),
    compareAtPrice: highestReduction(variants),
    ...(measure && { measure }),
    imageSrc: first?.src ?? null,
    imageAlt: first?.alt ?? '',
    secondImageSrc: second?.src ?? null,
    ...(third && { thirdImageSrc: third.src }),
    variantCount: variants.length,
    colours: colours(optionNames, variants, images),
  };
}

/** Highest compare-at price above its variant's price; null when nothing is reduced. */
export function highestReduction(
  variants: readonly Pick<CardVariant, 'price' | 'compareAtPrice'>[],
): number | null {
  const before = variants.filter((v) => (v.compareAtPrice ?? 0) > v.price).map((v) => v.compareAtPrice ?? 0);
  return before.length === 0 ? null : Math.max(...before);
}

function colours(names: readonly string[], variants: readonly CardVariant[], images: readonly CardImage[]) {
  const index = names.findIndex((name) => COLOUR.test(name));
  if (index < 0) return [];
  const found = new Map<string, string | null>();
  for (const variant of variants) {
    const name = variant.options[index] ?? '';
    const image = images.find(({ source }) => source === variant.imageSource);
    if (!found.get(name)) found.set(name, image?.src ?? null);
  }
  return [...found].map(([name, imageSrc]) => ({ name, imageSrc }));
}
