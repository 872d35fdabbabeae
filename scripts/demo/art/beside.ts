/** What gives the size in the third view: each drawn upright on y = 0, in centimetres (1 unit = 1 cm), one flat tone. */
import { ellipse, line, path, smooth } from './shapes.js';
import type { Kind } from './kind.js';

export interface Beside {
  width: number;
  height: number;
  draw(tone: string, ground: string): string;
}

/** A finger: `base` and `tip` are heights, `width` at the knuckle; it tapers and leans by `lean`. */
function finger(x: number, base: number, tip: number, width: number, lean: number): string {
  const [w, t] = [width / 2, width * 0.42];
  return `M${x - w} ${base}L${x + lean - t} ${tip}a${t} ${t} 0 0 1 ${2 * t} 0L${x + w} ${base}z`;
}

/** An open left hand, upright, with the end of a sleeve. */
const hand: Beside = {
  width: 11.5,
  height: 22,
  draw: (tone, ground) =>
    path(
      smooth([
        [-3, 0.2],
        [-3, -3.2],
        [-3.7, -5.6],
        [-4.1, -8],
        [-4, -10.4],
        [0, -11.2],
        [3.8, -9.8],
        [4.1, -7.5],
        [3.7, -5],
        [3, -3],
        [3, 0.2],
      ]),
      tone,
    ) +
    path(
      finger(-3.05, -8.5, -17.6, 2.06, -0.45) +
        finger(-0.98, -9, -19.8, 2.12, -0.1) +
        finger(1.13, -9, -19, 2.06, 0.3) +
        finger(3.12, -8, -15.9, 1.86, 0.8),
      tone,
    ) +
    path(
      smooth([
        [-2.6, -3.2],
        [-4.5, -5.6],
        [-6, -8.2],
        [-7.2, -10.6],
        [-7, -11.8],
        [-5.9, -11.8],
        [-4.9, -10.3],
        [-3.8, -8.9],
        [-1.6, -7],
      ]),
      tone,
    ) +
    line('M-3.850 -8.700Q-1.900 -6.900 -1.950 -4.200', ground, 0.2) +
    path('M-4.200 1L-3.900 -2.200Q0 -2.900 3.900 -2.200L4.200 1z', tone) +
    line('M-3.800 -2.300Q0 -3 3.800 -2.300', ground, 0.25),
};

const cup: Beside = {
  width: 11.5,
  height: 8.5,
  draw: (tone, ground) =>
    path('M-5.200 -8.200L-4.400 -.6Q-4.300 .9 -1 1H1.200Q3.400 .9 3.600 -.6L4.400 -8.200z', tone) +
    line('M4 -6.600C7.400 -7 7 -1.800 3.500 -2.200', tone, 0.95) +
    ellipse(-0.4, -8.2, 4.8, tone, 1.15) +
    ellipse(-0.4, -8.15, 4.2, ground, 0.85),
};

/** Somebody sitting on the ground in profile, knees drawn up, looking to the left. */
const figure: Beside = {
  width: 78,
  height: 88,
  draw: (tone, ground) =>
    path(
      smooth([
        [6, -74],
        [-1, -76],
        [-5, -82],
        [-3, -89],
        [4, -92],
        [11, -89],
        [13, -82],
        [10.5, -75],
      ]),
      tone,
    ) +
    path(
      smooth([
        [3, -76],
        [13, -75],
        [20, -70],
        [27, -52],
        [30, -30],
        [32, -8],
        [28, 0],
        [8, 0.5],
        [-2, -1],
        [2, -14],
        [4, -34],
        [-1, -56],
        [-1, -68],
      ]),
      tone,
    ) +
    line('M18 -8L-16 -41', tone, 15) +
    line('M-16 -41L-24 -6', tone, 12) +
    path(
      smooth([
        [-18, -8],
        [-18, 0.4],
        [-36, 0.4],
        [-39, -2.4],
        [-31, -6],
        [-27, -11],
      ]),
      tone,
    ) +
    line('M6 -64Q1 -48 -9 -36', ground, 1.1) +
    line('M9 -64Q4 -42 -20 -37', tone, 8) +
    line('M-1 -8L-13 -30', ground, 1.1),
};

export const beside: Readonly<Record<Kind['scaleBeside'], Beside>> = { hand, cup, figure };
