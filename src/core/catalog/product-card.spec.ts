import { expect, it } from 'vitest';
import { toHandle } from './handle.js';
import { summarise } from './product-card.js';

const image = (name: string) => ({ source: name, src: `/media/${name}`, alt: name });
const variant = (colour: string, price: number, changes = {}) => ({
  options: [colour],
  price,
  compareAtPrice: null as number | null,
  imageSource: null as string | null,
  ...changes,
});

it('shows the range of prices, two pictures and a picture for each colour', () => {
  const card = summarise({
    optionNames: ['Color'],
    images: [image('a'), image('b')],
    variants: [
      variant('Moss', 500, { imageSource: 'b' }),
      variant('Moss', 900, { imageSource: 'a' }),
      variant('Ink', 700, { compareAtPrice: 800 }),
    ],
  });
  expect(card).toEqual({
    priceMin: 500,
    priceMax: 900,
    compareAtPrice: 800,
    imageSrc: '/media/a',
    imageAlt: 'a',
    secondImageSrc: '/media/b',
    variantCount: 3,
    colours: [
      { name: 'Moss', imageSrc: '/media/b' },
      { name: 'Ink', imageSrc: null },
    ],
  });
});

it('shows a third picture, and what is in the cheapest variant, where there are such', () => {
  const measure = (total: number) => ({ total, totalUnit: 'g', base: 1, baseUnit: 'kg' }) as const;
  const card = summarise({
    optionNames: [],
    images: ['a', 'b', 'c', 'd'].map(image),
    variants: [
      variant('', 900, { measure: measure(500_000) }),
      variant('', 500, { measure: measure(250_000) }),
    ],
  });
  expect(card).toMatchObject({ thirdImageSrc: '/media/c', measure: measure(250_000) });
  const plain = summarise({ optionNames: [], images: [], variants: [variant('', 1)] });
  expect('thirdImageSrc' in plain || 'measure' in plain).toBe(false);
});

it('shows no reduction when the price before was not higher', () => {
  const variants = [variant('', 500, { compareAtPrice: 500 }), variant('', 500, { compareAtPrice: 400 })];
  expect(summarise({ optionNames: [], images: [], variants }).compareAtPrice).toBeNull();
});

it.each([
  ['Ocean Blue Shirt', 'ocean-blue-shirt'],
  ['tent_peg--2', 'tent_peg-2'],
  [' Zelt-Häring! ', 'zelt-häring'],
  ['../etc/passwd', 'etc-passwd'],
  ['!!!', ''],
])('makes of "%s" the handle "%s"', (text, handle) => {
  expect(toHandle(text)).toBe(handle);
});
