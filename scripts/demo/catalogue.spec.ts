import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictures } from './art/pictures.js';
import { columns, VIDEO, videoColumns, type Column } from '../../src/shop/product-csv/columns.js';
import { demoCollections, demoCsvRows, demoProducts, KETTLE_FILM, picturesOf } from './catalogue.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { videoFacts } from '../../src/platform/videos/video-facts.js';
import type { DemoProduct, DemoVariant } from './types.js';

const variants = demoProducts.flatMap((product) => product.variants);
const byHand = demoCollections.filter(({ rule }) => !rule).map(({ handle }) => handle);
const handlesWithout = (holds: (product: DemoProduct) => boolean): string[] =>
  demoProducts.filter((product) => !holds(product)).map(({ handle }) => handle);
const skusWithout = (holds: (variant: DemoVariant) => boolean): string[] =>
  variants.filter((variant) => !holds(variant)).map(({ sku }) => sku);
const duplicates = (values: string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);
const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll('&amp;', '&');
const prose = (html: string): string => plain(html.slice(0, html.indexOf('<ul class="facts">')));
const wordCount = (text: string): number => text.split(/\s+/).filter((word) => /\w/.test(word)).length;

/** Words that the brand's voice leaves out: its own list, and the superlatives and shop talk it means. */
const banned = new RegExp(
  [
    'elevat\\w*|curat\\w*|perfect(ly)?|best|finest|ultimate|premium|luxur\\w*|stunning|amazing|gorgeous|must-have',
    'timeless|iconic|artisan\\w*|crafted|effortless\\w*|unique|world-class|incredibl\\w*|seamless\\w*|game-chang\\w*',
    'lightest|warmest|softest|toughest|strongest|greatest|largest|smallest|highest|biggest|coziest|cosiest',
  ].join('|'),
  'i',
);

const shopperTexts = [
  ...demoProducts.map(({ handle, title, bodyHtml, imageAlt }) => [
    handle,
    `${title} ${plain(bodyHtml)} ${imageAlt}`,
  ]),
  ...demoCollections.map(({ handle, title, description }) => [handle, `${title} ${description}`]),
] as [string, string][];

describe('the size of the demo shop', () => {
  it('has enough of everything to look like a shop', () => {
    expect(demoProducts.length).toBeGreaterThanOrEqual(74);
    expect(demoProducts.length).toBeLessThanOrEqual(80);
    expect(variants.length).toBeGreaterThanOrEqual(210);
    expect(variants.length).toBeLessThanOrEqual(260);
  });

  it('names every product and every SKU once', () => {
    expect(duplicates(demoProducts.map(({ handle }) => handle))).toEqual([]);
    expect(duplicates(demoProducts.map(({ title }) => title))).toEqual([]);
    expect(duplicates(variants.map(({ sku }) => sku))).toEqual([]);
    expect(duplicates(variants.map(({ barcode }) => barcode ?? ''))).toEqual([]);
  });

  it('fills each collection', () => {
    const thin = byHand.filter(
      (name) => demoProducts.filter((each) => each.collections.includes(name)).length < 8,
    );
    expect(thin).toEqual([]);
    const cheap = demoProducts.filter((each) => each.variants.some(({ priceMinor }) => priceMinor < 2500));
    expect(cheap.length).toBeGreaterThanOrEqual(8);
  });

  it('puts each product in one or two collections that exist', () => {
    const placed = ({ collections }: DemoProduct): boolean =>
      [1, 2].includes(new Set(collections).size) && collections.every((name) => byHand.includes(name));
    expect(handlesWithout(placed)).toEqual([]);
  });
});

describe('the voice', () => {
  it.each(shopperTexts)('keeps to plain words: %s', (_handle, text) => {
    expect(text).not.toMatch(banned);
    expect(text).not.toContain('!');
    expect(text).not.toMatch(/[—–]/);
  });

  it.each(demoProducts.map((product) => [product.handle, product] as const))(
    'says enough and not too much: %s',
    (_handle, product) => {
      expect(wordCount(prose(product.bodyHtml))).toBeGreaterThanOrEqual(40);
      expect(wordCount(prose(product.bodyHtml))).toBeLessThanOrEqual(120);
      for (const fact of ['Material', 'Size', 'Weight', 'Care', 'Origin']) {
        expect(product.bodyHtml).toContain(`<li>${fact}: `);
      }
    },
  );
});

describe('what is for sale', () => {
  it('has prices from 4 to 340 in whole minor units, and offers that are lower than before', () => {
    const priced = ({ priceMinor, compareAtMinor = Infinity }: DemoVariant): boolean =>
      Number.isInteger(priceMinor) &&
      priceMinor >= 400 &&
      priceMinor <= 34_000 &&
      compareAtMinor > priceMinor;
    expect(skusWithout(priced)).toEqual([]);
  });

  it('weighs something and is counted in whole pieces', () => {
    const counted = ({ grams, onHand }: DemoVariant): boolean =>
      grams > 0 && Number.isInteger(onHand) && onHand >= 0;
    expect(skusWithout(counted)).toEqual([]);
  });

  it('shows every state of stock: nearly gone, sold out in part, sold out, sold when out', () => {
    expect(variants.filter(({ onHand }) => onHand >= 1 && onHand <= 3).length).toBeGreaterThanOrEqual(8);
    expect(
      variants.filter(({ compareAtMinor }) => compareAtMinor !== undefined).length,
    ).toBeGreaterThanOrEqual(8);
    const soldOut = demoProducts.filter((product) =>
      product.variants.every(({ onHand, sellsWhenOut }) => onHand === 0 && !sellsWhenOut),
    );
    expect(soldOut.map(({ handle }) => handle)).toEqual(['bobble-hat']);
    expect(variants.filter(({ sellsWhenOut }) => sellsWhenOut).map(({ sku }) => sku)).toEqual(['LL-BELL']);
  });

  it('gives every variant one value per option, no two the same', () => {
    const complete = ({ optionNames, variants: own }: DemoProduct): boolean =>
      own.every(({ options }) => options.filter(Boolean).length === optionNames.length) &&
      duplicates(own.map(({ options }) => options.join(' / '))).length === 0;
    expect(handlesWithout(complete)).toEqual([]);
  });

  it('knows the hex of every colour, and sells each colour', () => {
    const coloured = ({ optionNames, colours, variants: own }: DemoProduct): boolean => {
      const sold = own.map(({ options }) => options[optionNames.indexOf('Colour')]);
      return (
        optionNames.includes('Colour') === colours.length > 0 &&
        colours.every(({ name, hex }) => /^#[0-9A-F]{6}$/.test(hex) && sold.includes(name)) &&
        (colours.length === 0 || sold.every((name) => colours.some((colour) => colour.name === name)))
      );
    };
    expect(handlesWithout(coloured)).toEqual([]);
  });
});

describe('the catalogue as Shopify product CSV', () => {
  const [header = [], ...rows] = [...demoCsvRows()];
  const cell = (row: string[], column: Column): string => row[header.indexOf(column)] ?? '';

  it('has one full-width row per variant or picture', () => {
    expect(header).toEqual([...columns, ...videoColumns]);
    expect(rows.every((row) => row.length === header.length)).toBe(true);
    expect(rows.filter((row) => cell(row, 'Title') !== '')).toHaveLength(demoProducts.length);
    expect(rows.filter((row) => cell(row, 'Variant SKU') !== '')).toHaveLength(variants.length);
    expect(rows.filter((row) => cell(row, 'Image Src') !== '')).toHaveLength(
      demoProducts.flatMap(picturesOf).length,
    );
  });

  it('has a short film, which is what the shop takes for one', () => {
    const films = rows.filter((row) => cell(row, VIDEO) !== '');
    expect(films.map((row) => [cell(row, 'Handle'), cell(row, VIDEO)])).toEqual([
      ['camp-kettle', KETTLE_FILM],
    ]);
    const bytes = readFileSync(join(PROJECT_ROOT, 'public', KETTLE_FILM));
    expect(videoFacts(bytes)).toEqual({ type: 'video/webm', width: 640, height: 800 });
    expect(bytes.length).toBeLessThan(150_000);
  });

  it('shows each variant with the first picture of its colour', () => {
    const row = rows.find((each) => cell(each, 'Variant SKU') === 'LL-MUG-EMBER-500');
    expect(row && cell(row, 'Variant Image')).toBe('/images/demo/squat-enamel-mug/ember-1.svg');
    expect(row && cell(row, 'Variant Price')).toBe('19.00');
    const plainRow = rows.find((each) => cell(each, 'Variant SKU') === 'LL-MATCH');
    expect(plainRow && cell(plainRow, 'Variant Image')).toBe('/images/demo/long-matches/default-1.svg');
    expect(plainRow && cell(plainRow, 'Option1 Value')).toBe('Default Title');
  });

  it('names only pictures that are drawn, and every product picture that is', () => {
    const named = rows.map((row) => cell(row, 'Image Src')).filter((src) => src !== '');
    const drawn = Array.from(pictures(), ({ file }) => `/images/demo/${file}`);
    const folders = new Set(demoProducts.map(({ handle }) => `/images/demo/${handle}/`));
    const ofProducts = drawn.filter((src) => folders.has(src.slice(0, src.lastIndexOf('/') + 1)));
    expect(named.toSorted()).toEqual(ofProducts.toSorted());
  });
});
