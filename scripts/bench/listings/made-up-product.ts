import type { ProductInput, VariantInput } from '../../../src/shop/catalog/catalog-input.types.js';

/** A product of the catalogue that `fillCatalogue` writes, with what history gave it. */
export interface MadeUpProduct extends ProductInput {
  createdAt: Date;
  unitsSold: number;
}

const ADJECTIVES = [
  'Plain',
  'Ribbed',
  'Étoile',
  'Weathered',
  'Northern',
  'Quiet',
  'Heavy',
  'Little',
  'émaillé',
];
const THINGS = [
  'Mug',
  'Lantern',
  'Blanket',
  'Rope',
  'Kettle',
  'Stool',
  'Jacket',
  'Bowl',
  'Scarf',
  'Lamp',
  'Knife',
];
const COLOURS = [
  'Moss',
  'Rust',
  'Slate',
  'Oat',
  'Ink',
  'Sky',
  'Chalk',
  'Plum',
  'Café',
  'Sand',
  'Fog',
  'Clay',
];
const SIZES = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
const MATERIALS = ['Wool', 'Linen', 'Oak', 'Steel'];
/** Variants of ten products in a row: three on average. */
const VARIANTS = [1, 1, 2, 2, 3, 3, 4, 4, 4, 6];
const FIRST_DAY = Date.UTC(2021, 0, 1);
const DAYS = 1800;
const DAY_MS = 86_400_000;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Low numbers are much commoner than high ones, as with vendors and sales. */
const skewed = (chance: number, most: number): number => Math.floor(most * chance ** 3);
const pick = <T>(list: readonly T[], chance: number): T => list[Math.floor(chance * list.length)]!;

/**
 * The `n`th product. 300 vendors, 80 types, 500 tags; prices end in 00, 50 or 99, so that many are the same; titles and
 * days come more than once too. One in fifty is a draft, one variant in nine is sold out.
 */
export function madeUpProduct(n: number, chance: () => number): MadeUpProduct {
  const thing = pick(THINGS, chance());
  const tags = Array.from({ length: 1 + (n % 5) }, () => `tag ${skewed(chance(), 500)}`);
  const price = 100 * (3 + skewed(chance(), 400)) + pick([0, 50, 99], chance());
  return {
    handle: `made-up-${n}`,
    title: `${pick(ADJECTIVES, chance())} ${pick(ADJECTIVES, chance())} ${thing} ${skewed(chance(), 900)}`,
    bodyHtml: `<p>${'Made by people who know how, from what grows near by. '.repeat(3 + (n % 20))}</p>`,
    vendor: `Vendor ${skewed(chance(), 300)}`,
    category: '',
    type: `${thing} ${skewed(chance(), 8)}`,
    tags: [...new Set(tags)],
    status: n % 50 === 49 ? 'draft' : 'active',
    isPublished: true,
    isGiftCard: false,
    seoTitle: null,
    seoDescription: null,
    ...variants(n, price, chance),
    images: [],
    videos: [],
    createdAt: new Date(FIRST_DAY + DAY_MS * Math.floor(chance() * DAYS)),
    unitsSold: skewed(chance(), 400),
  };
}

function variants(n: number, price: number, chance: () => number) {
  const count = VARIANTS[n % VARIANTS.length]!;
  if (count === 1) return { optionNames: [], variants: [variant(n, 0, [], price, chance)] };
  const optionNames = n % 7 === 0 ? ['Colour', 'Size', 'Material'] : ['Colour', 'Size'];
  const [first, material] = [Math.floor(chance() * COLOURS.length), pick(MATERIALS, chance())];
  return {
    optionNames,
    variants: Array.from({ length: count }, (_, nth) => {
      const options = [
        COLOURS[(first + (nth >> 1)) % COLOURS.length]!,
        SIZES[(n + nth) % SIZES.length]!,
        material,
      ];
      return variant(n, nth, options.slice(0, optionNames.length), price + 50 * (nth >> 1), chance);
    }),
  };
}

const variant = (
  n: number,
  nth: number,
  options: string[],
  price: number,
  chance: () => number,
): VariantInput => ({
  options,
  sku: `MU-${n}-${nth}`,
  barcode: null,
  price,
  compareAtPrice: chance() < 0.1 ? price + 1000 : null,
  costPerItem: null,
  grams: 100 + Math.floor(chance() * 2000),
  weightUnit: 'g',
  isTaxed: true,
  taxCode: '',
  requiresShipping: true,
  fulfilmentService: 'manual',
  imageSource: null,
  stock: {
    isCounted: chance() < 0.9,
    sellsWhenOut: chance() < 0.05,
    onHand: chance() < 0.13 ? 0 : 1 + skewed(chance(), 60),
  },
});
