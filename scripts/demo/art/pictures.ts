import { colourSlug, demoCollections, demoProducts } from '../catalogue.js';
import type { DemoColour, DemoProduct } from '../types.js';
import { header } from './scenes/header.js';
import { hero, heroNarrow, openGraph } from './scenes/hero.js';
import { emptyCart, favicon, lostTent, parcel } from './scenes/small.js';
import { subjectOf } from './subject.js';
import { detailView, objectView, scaleView } from './views.js';

/** One file: its path under public/images/demo and its text. */
export interface Picture {
  file: string;
  svg: string;
}

const views = [objectView, detailView, scaleView];

/** The paper tint of the first collection a product is in. */
function groundOf(product: DemoProduct): string {
  const [first] = product.collections;
  const collection = demoCollections.find(({ handle }) => handle === first);
  if (!collection) throw new Error(`${product.handle}: no collection "${first}"`);
  return collection.ground;
}

function* productPictures(product: DemoProduct): Generator<Picture> {
  const ground = groundOf(product);
  const colours: (DemoColour | undefined)[] = product.colours.length > 0 ? product.colours : [undefined];
  for (const colour of colours) {
    const subject = subjectOf(product, ground, colour);
    const stem = `${product.handle}/${colour ? colourSlug(colour.name) : 'default'}`;
    for (const [index, view] of views.entries())
      yield { file: `${stem}-${index + 1}.svg`, svg: view(subject) };
  }
}

/** Pictures that belong to no product, by file. */
const pagePictures: Readonly<Record<string, () => string>> = {
  'hero.svg': hero,
  'hero-narrow.svg': heroNarrow,
  'og.svg': openGraph,
  'favicon.svg': favicon,
  'tent-404.svg': lostTent,
  'empty-cart.svg': emptyCart,
  'placeholder.svg': parcel,
};

/** Every picture of the demo shop. The same catalogue always gives the same bytes. Errors: see `subjectOf`. */
export function* pictures(): Generator<Picture> {
  for (const product of demoProducts) yield* productPictures(product);
  for (const [turn, collection] of demoCollections.entries()) {
    yield { file: `collections/${collection.handle}.svg`, svg: header(collection, demoProducts, turn) };
  }
  for (const [file, paint] of Object.entries(pagePictures)) yield { file, svg: paint() };
}
