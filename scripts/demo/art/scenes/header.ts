import type { DemoCollection, DemoProduct } from '../../types.js';
import { assemble } from '../assemble.js';
import { darken, lighten } from '../colour.js';
import { given } from '../kind.js';
import { tonesOf } from '../palette.js';
import { hills, larches, sun, windowPane } from '../scenery.js';
import { ellipse, line, path } from '../shapes.js';
import { standing, subjectOf, type Spot } from '../subject.js';
import type { Subject } from '../views.js';

const [width, height, table] = [800, 450, 316];
const indoors = new Set(['table-and-home', 'games-and-paper', 'gifts-under-25']);
/** Kinds drawn from above: here they lie on the table. */
const lying = new Set([
  'dominoes',
  'pencil',
  'card-game',
  'knife',
  'spoon',
  'fire-steel',
  'compass',
  'map',
  'postcard-set',
]);

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

/** A wooden rail with pegs on a wall, and the floor below. */
function pegRail(ground: string, pegs: readonly number[]): string {
  const wood = tonesOf(darken(ground, 0.12), 0.08);
  const rail =
    path(`M40 60h720v26H40z`, wood.mid) +
    path(`M40 60h720v4H40z`, wood.light) +
    path(`M40 82h720v6H40z`, wood.dark);
  const peg = (x: number): string =>
    ellipse(x + 4, 78, 11, wood.dark, 11) + ellipse(x, 73, 11, wood.light, 11);
  return (
    rail +
    pegs.map(peg).join('') +
    path(`M0 412H${width}V${height}H0z`, darken(ground, 0.07)) +
    path(`M0 402h${width}v10H0z`, darken(ground, 0.03))
  );
}

/** How long a thing's longer side is in a header: large things larger, but a tent does not dwarf a pillow. */
const extentOf = (sizeCm: number): number => Math.max(120, 158 * (sizeCm / 20) ** 0.27);

interface Placed extends Spot {
  subject: Subject;
  wide: number;
  high: number;
}

function sized(subject: Subject, stretch: number): Placed {
  const { w, h } = given(subject.kind.box, subject.params);
  const extent = Math.min(extentOf(subject.sizeCm) * stretch, (330 * Math.max(w, h)) / h);
  const scale = extent / Math.max(w, h);
  return { subject, extent, wide: w * scale, high: h * scale, x: 0, y: 0 };
}

const widthOf = (things: readonly Placed[]): number => things.reduce((sum, thing) => sum + thing.wide, 0);

/** The things from left to right, enlarged until they fill the picture. */
function lineUp(subjects: readonly Subject[], room: number): Placed[] {
  const stretch = Math.min(1.55, room / widthOf(subjects.map((subject) => sized(subject, 1))));
  const things = subjects.map((subject) => sized(subject, stretch));
  const gap = Math.min(28, (730 - widthOf(things)) / Math.max(1, things.length - 1));
  let left = (width - widthOf(things) - gap * (things.length - 1)) / 2;
  return things.map((thing) => {
    const x = left + thing.wide / 2;
    left += thing.wide + gap;
    return { ...thing, x };
  });
}

const draw = (things: readonly Placed[]): string =>
  things.map((thing) => standing(thing.subject, thing)).join('');

/** On a table: small things a little nearer than large ones, the far ones drawn first. */
function onTable(things: readonly Placed[], kindNames: readonly string[]): string {
  const spots = things.map((thing, i): Placed => {
    const flat = lying.has(kindNames[i] ?? '') && thing.subject.params['box'] !== true;
    if (flat) return { ...thing, y: 418, extent: thing.extent * 1.12, squash: 0.46 };
    return { ...thing, y: thing.high > 210 ? 378 : 392 + (i % 2) * 18 };
  });
  return draw(spots.sort((a, b) => a.y - b.y));
}

/** How far from its middle a thing hangs on its peg, as a part of its width. */
const hookAt: Readonly<Record<string, number>> = { socks: -0.27, scarf: -0.05 };

/** On a rail of pegs, each by a loop of tape. */
function onPegs(subjects: readonly Subject[], { ground, headerKinds }: DemoCollection): string {
  const hung = lineUp(subjects, 690).map((thing) => ({ ...thing, y: 94 + thing.high }));
  const pegs = hung.map((thing, i) => thing.x + (hookAt[headerKinds[i] ?? ''] ?? 0) * thing.wide);
  const loops = pegs.map((x) => `M${x - 2} 72Q${x - 9} 90 ${x - 3} 104M${x + 2} 72Q${x + 7} 90 ${x + 1} 104`);
  return pegRail(ground, pegs) + line(loops.join(''), darken(ground, 0.34), 2) + draw(hung);
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

/** The 16:9 picture over a collection: three to five of its things before hills, a window or on pegs. `turn` varies the scenery. */
export function header(collection: DemoCollection, products: readonly DemoProduct[], turn: number): string {
  const { ground, handle } = collection;
  const subjects = subjectsFor(collection, products);
  if (handle === 'wear') return assemble(onPegs(subjects, collection), { width, height, ground });
  const back = indoors.has(handle) ? inside(ground, turn) : outside(ground, turn);
  const board =
    path(`M0 ${table}H${width}V${height}H0z`, darken(ground, 0.06)) +
    path(`M0 ${table}h${width}v3H0z`, lighten(ground, 0.05));
  return assemble(back + board + onTable(lineUp(subjects, 690), collection.headerKinds), {
    width,
    height,
    ground,
  });
}
