import { assemble } from '../art/assemble.js';
import { subjectOf } from '../art/subject.js';
import { demoCollections, demoProducts } from '../catalogue.js';

/** Drawings that lie over one another, as SVG: steam rises between them and before them. */
export interface Layers {
  ground: string;
  thing: string;
}

const SHEET = { width: 400, height: 500 };
const HANDLE = 'camp-kettle';

/** The camp kettle as its first picture shows it, in the first of its colours. */
export function kettleLayers(): Layers {
  const product = demoProducts.find(({ handle }) => handle === HANDLE)!;
  const { ground } = demoCollections.find(({ handle }) => handle === product.collections[0])!;
  const { kind, palette, params } = subjectOf(product, ground, product.colours[0]);
  return {
    ground: assemble('', { ...SHEET, ground }),
    thing: assemble(kind.draw(palette, params), SHEET),
  };
}
