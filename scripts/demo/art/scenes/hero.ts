import { assemble } from '../assemble.js';
import { line } from '../shapes.js';
import { prop, standing, type Prop, type Spot } from '../subject.js';
import { branch, evening, halo, valley } from './landscape.js';

const thing = (name: string, spot: Spot, given: Prop = {}): string =>
  standing(prop(name, evening.meadow, given), spot);

const tent = (spot: Spot): string => thing('tent', spot, { material: 'canvas', params: { bell: true } });

/** Kettle on the stove, a mug and a tin beside it. */
const kitchen = (x: number, y: number, k: number): string =>
  thing('stove', { x, y, extent: 62 * k }) +
  thing(
    'kettle',
    { x: x + 2 * k, y: y - 54 * k, extent: 66 * k },
    { hex: evening.larch, params: { bail: true }, shadowless: true },
  ) +
  thing('enamel-mug', { x: x - 62 * k, y: y + 9 * k, extent: 38 * k }, { hex: '#b84616' });

/** The lantern on its hook; `x`, `y` is where its bail meets the branch. */
const hanging = (x: number, y: number, extent: number): string =>
  halo(x, y + extent * 0.56, extent * 0.62, '#fde2a4') +
  line(`M${x} ${y - 6}v8`, '#4a4d4d', 3) +
  thing(
    'lantern',
    { x, y: y + extent, extent },
    { hex: '#b84616', params: { storm: true }, shadowless: true },
  );

/** Home page, wide (2 : 1): the left half is calm, so that words may stand on it. */
export function hero(): string {
  const [width, height] = [800, 400];
  const content =
    valley(width, height, 236, 284, 318) +
    tent({ x: 690, y: 318, extent: 190 }) +
    kitchen(566, 362, 1) +
    branch(812, 26, 400) +
    hanging(470, 44, 148);
  return assemble(content, { width, height, ground: evening.sky });
}

/** Home page on a phone (4 : 5). */
export function heroNarrow(): string {
  const [width, height] = [400, 500];
  const content =
    valley(width, height, 288, 340, 66) +
    tent({ x: 306, y: 384, extent: 176 }) +
    kitchen(138, 440, 1.05) +
    branch(412, 34, 330) +
    hanging(172, 52, 156);
  return assemble(content, { width, height, ground: evening.sky });
}

/** For links shared elsewhere (1200 x 630). */
export function openGraph(): string {
  const [width, height] = [600, 315];
  const content =
    valley(width, height, 190, 226, 104) +
    tent({ x: 492, y: 262, extent: 150 }) +
    kitchen(356, 286, 0.8) +
    branch(612, 20, 420) +
    hanging(246, 34, 136);
  return assemble(content, { width, height, ground: evening.sky });
}
