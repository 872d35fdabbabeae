/** A product of the shop, as its page needs it. */
export interface Product {
  handle: string;
  title: string;
  /** Of the source; a change counts it up. */
  version: number;
  description: string;
  options: { name: string; values: string[] }[];
  variants: { id: number; sku: string; title: string; price: number; options: string[] }[];
  images: { src: string; alt: string; width: number; height: number }[];
}

const SENTENCE = '<p>Thrown by hand from stoneware, glazed twice and fired for nine hours.</p> ';
const SIZES = ['S', 'M', 'L', 'XL'];
const COLOURS = ['Moss', 'Clay', 'Slate'];
/** Characters that make some 3 KB of JSON of it. */
export const USUAL_LENGTH = 1100;

/** `length`: characters of its description. */
export function productOf(handle: string, version: number, length: number): Product {
  const description = SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);
  const pairs = SIZES.flatMap((size) => COLOURS.map((colour) => [size, colour]));
  return {
    handle,
    title: `A mug called ${handle}`,
    version,
    description: `${handle} ${description}`,
    options: [
      { name: 'Size', values: SIZES },
      { name: 'Colour', values: COLOURS },
    ],
    variants: pairs.map((options, nth) => ({
      id: 41_000_000 + nth,
      sku: `${handle}-${options.join('-')}`,
      title: options.join(' / '),
      price: 1999 + nth,
      options,
    })),
    images: COLOURS.map((colour) => ({
      src: `/images/${handle}-${colour.toLowerCase()}.jpg`,
      alt: `The mug in ${colour}`,
      width: 1200,
      height: 1200,
    })),
  };
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** What a page would break on. */
export function isProduct(value: unknown): value is Product {
  if (typeof value !== 'object' || value === null) return false;
  const { handle, title, version, description, variants } = value as Partial<Record<keyof Product, unknown>>;
  return [handle, title, description].every(isText) && Number.isInteger(version) && Array.isArray(variants);
}
