import type { DemoCollection, DemoProduct } from '../../types.js';
import { assemble } from '../assemble.js';
import { darken, lighten } from '../colour.js';
import { given } from '../kind.js';
import { tonesOf } from '../palette.js';
import { hills, larches, sun, windowPane } from '../scenery.js';
import { path } from '../shapes.js';
import { standing, subjectOf } from '../subject.js';
import type { Subject } from '../views.js';

const [width, height, table] = [800, 450, 318];
const indoors = new Set(['table-and-home', 'games-and-paper', 'gifts-under-25', 'wear']);

/** Sun, two ranges of hills and a few larches, in tones of the paper. */
function outside(ground: string, turn: number): string {
  const crest = (i: number, base: number, rise: number): number =>
    base - rise * (0.5 + 0.5 * Math.sin(i * 1.9 + turn * 2.3));
  const range = (base: number, rise: number, shift: number): number[] =>
    Array.from({ length: 7 }, (_, i) => crest(i + shift, base, rise));
  const trees = tonesOf(darken(ground, 0.16), 0.05);
  return (
    sun(560 + ((turn * 83) % 160), 112, 62, lighten(ground, 0.16)) +
    hills(width, 340, range(246, 90, 0), darken(ground, 0.045)) +
    hills(width, 340, range(296, 56, 3), darken(ground, 0.085)) +
    larches(20, 150, 306, 5, 92, trees) +
    larches(640, 790, 310, 6, 108, trees)
  );
}

/** A wall with a window that looks at the same hills. */
function inside(ground: string, turn: number): string {
  const x = turn % 2 === 0 ? 92 : 500;
  const frame = tonesOf(darken(ground, 0.1), 0.07);
  const view =
    sun(x + 130, 92, 34, lighten(ground, 0.2)) +
    `<g transform="translate(${x} 0)">${hills(220, 320, [196, 150, 178, 138, 170], darken(ground, 0.07))}${hills(220, 320, [226, 208, 220, 200, 214], darken(ground, 0.12))}</g>` +
    larches(x + 12, x + 90, 232, 4, 70, tonesOf(darken(ground, 0.2), 0.05));
  return windowPane(x, 46, 208, 190, frame, lighten(ground, 0.1), view);
}

/** How long a thing's longer side is in a header: large things larger, but a tent does not dwarf a pillow. */
const extentOf = (sizeCm: number): number => Math.min(290, Math.max(104, 158 * (sizeCm / 20) ** 0.27));

interface Placed {
  subject: Subject;
  extent: number;
  wide: number;
}

function placed(subject: Subject): Placed {
  const { w, h } = given(subject.kind.box, subject.params);
  const extent = extentOf(subject.sizeCm);
  return { subject, extent, wide: (w * extent) / Math.max(w, h) };
}

/** The things side by side, a little before and behind each other; those behind are drawn first. */
function group(things: readonly Placed[]): string {
  const gap = Math.min(
    18,
    (720 - things.reduce((sum, thing) => sum + thing.wide, 0)) / Math.max(1, things.length - 1),
  );
  const total = things.reduce((sum, thing) => sum + thing.wide + gap, -gap);
  let x = (width - total) / 2;
  const spots = things.map((thing, i) => {
    const middle = x + thing.wide / 2;
    x += thing.wide + gap;
    return { ...thing, x: middle, y: thing.extent > 200 ? 356 : 376 + (i % 2) * 20 };
  });
  return spots
    .sort((a, b) => a.y - b.y)
    .map((spot) => standing(spot.subject, spot.x, spot.y, spot.extent))
    .join('');
}

function subjectsFor(collection: DemoCollection, products: readonly DemoProduct[]): Subject[] {
  return collection.headerKinds.map((name, i) => {
    const ofKind = products.filter((product) => product.draw.kind === name);
    const product =
      ofKind.find((candidate) => candidate.collections.includes(collection.handle)) ?? ofKind[0];
    if (!product) throw new Error(`header of ${collection.handle}: no product of the kind "${name}"`);
    return subjectOf(product, collection.ground, product.colours[i % Math.max(1, product.colours.length)]);
  });
}

/** The 16:9 picture over a collection: three to five of its things before hills or a window. `turn` varies the scenery. */
export function header(collection: DemoCollection, products: readonly DemoProduct[], turn: number): string {
  const { ground } = collection;
  const back = indoors.has(collection.handle) ? inside(ground, turn) : outside(ground, turn);
  const board =
    path(`M0 ${table}H${width}V${height}H0z`, darken(ground, 0.06)) +
    path(`M0 ${table}h${width}v3H0z`, lighten(ground, 0.05));
  const things = subjectsFor(collection, products).map(placed);
  return assemble(back + board + group(things), { width, height, ground });
}
