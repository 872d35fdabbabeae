/** Patterns: the paper grain of every picture, the riso stipple, and the material textures of the detail view. */
import type { Grain } from './palette.js';

/** Repeatable scatter in 0..1: the n-th value of a sequence that fills the plane evenly (R2, by M. Roberts), slightly disturbed. */
export const scatter = (n: number, axis: 0 | 1, salt: number): number =>
  (n * (axis === 0 ? 0.7548776662 : 0.5698402911) + ((n * n * 13) % 17) * 0.006 + salt) % 1;

function specks(count: number, size: number, dot: number, salt: number): string {
  return Array.from({ length: count }, (_, i) => {
    const x = Math.round(scatter(i, 0, salt) * size * 10) / 10;
    const y = Math.round(scatter(i, 1, salt * 1.7) * size * 10) / 10;
    return `M${x} ${y}h${dot}v${dot}h-${dot}z`;
  }).join('');
}

const pattern = (
  id: string,
  size: number | readonly [number, number],
  scale: number,
  content: string,
): string => {
  const [w, h] = typeof size === 'number' ? [size, size] : size;
  return `<pattern id="${id}" width="${w}" height="${h}" patternUnits="userSpaceOnUse" patternTransform="scale(${scale}) rotate(8)">${content}</pattern>`;
};

/** The grain of the paper: sparse dots, half of them lighter than what they lie on. */
export const paperGrain = (id: string): string =>
  pattern(
    id,
    83,
    1,
    `<path d="${specks(26, 83, 0.9, 0.11)}" fill="#1d2722" opacity=".13"/><path d="${specks(22, 83, 0.9, 0.57)}" fill="#fffdf8" opacity=".3"/>`,
  );

/** Stipple; `zoom` is the enlargement of the view, so that dots keep their size on paper. */
export const stipple = (id: string, colour: string, zoom: number): string =>
  pattern(id, 17, zoom === 1 ? 1 : 0.55, `<path d="${specks(41, 17, 1.25, 0.23)}" fill="${colour}"/>`);

const drawings: Record<
  Exclude<Grain, 'none'>,
  { size: readonly [number, number]; draw: (dark: string, light: string) => string }
> = {
  speckle: {
    size: [46, 46],
    draw: (dark, light) =>
      `<path d="${specks(11, 46, 0.7, 0.31)}" fill="${dark}"/><path d="${specks(9, 46, 0.6, 0.71)}" fill="${light}"/>`,
  },
  brushed: {
    size: [61, 12],
    draw: (dark, light) =>
      `<path d="M2 1h34M40 4h18M8 8h26M44 10.500h15" stroke="${light}" stroke-width=".45"/><path d="M20 2.500h30M0 6h24M34 7h20" stroke="${dark}" stroke-width=".35"/>`,
  },
  timber: {
    size: [74, 23],
    draw: (dark) =>
      `<path d="M0 3Q20 1 37 4T74 3M4 8q16 3 30 0M0 12Q18 10 37 13T74 12M44 17q14-3 26 0M0 20q20 2 34 0" fill="none" stroke="${dark}" stroke-width=".6"/>`,
  },
  plank: {
    size: [74, 23],
    draw: (dark) =>
      `<path d="M0 3Q20 1 37 4T74 3M4 8q16 3 30 0M0 12Q18 10 37 13T74 12M44 17q14-3 26 0M0 20q20 2 34 0" fill="none" stroke="${dark}" stroke-width=".6"/>`,
  },
  weave: {
    size: [4, 4],
    draw: (dark, light) =>
      `<path d="M0 .4h2v1.200h-2zM2 2.400h2v1.200h-2z" fill="${dark}" opacity=".5"/><path d="M2.400 0h1.200v2h-1.200zM.4 2h1.200v2h-1.200z" fill="${light}" opacity=".55"/>`,
  },
  knit: {
    size: [7, 5],
    draw: (dark, light) =>
      `<path d="M.4.6 3.500 4M6.600.6 3.500 4" stroke="${dark}" stroke-width="1" opacity=".6"/><path d="M.4 0 3.500 3.300M6.600 0 3.500 3.300" stroke="${light}" stroke-width=".7" opacity=".7"/>`,
  },
  pebble: {
    size: [11, 11],
    draw: (dark, light) =>
      `<path d="M1 2q2-2 3 0M6 1q2 2 4 1M2 6q2 2 4 0M8 6q1-2 3-1M1 10q2-2 4 0M7 9q2 2 3 0" fill="none" stroke="${dark}" stroke-width=".5"/><path d="M2 3.500h1.500M7 3h1.500M3 8h1.500M8.500 7.500h1.500" stroke="${light}" stroke-width=".5"/>`,
  },
  fibre: {
    size: [37, 37],
    draw: (dark, light) =>
      `<path d="M3 4q4 1 6-1M18 9q2 4 6 3M30 3q-1 4 2 6M6 20q4-2 7 1M24 24q3 3 6 0M12 31q-3 2-7 0M32 33q2-3 0-6" fill="none" stroke="${dark}" stroke-width=".4" opacity=".4"/><path d="M12 12q3 2 6 0M2 28q3-3 6-1M22 34q3-2 5 1M28 16q3-1 5 2" fill="none" stroke="${light}" stroke-width=".5" opacity=".45"/>`,
  },
};

/** Degrees by which a texture lies on the paper, where it is not the usual 8. */
const turns: Partial<Record<Grain, number>> = { brushed: 0, plank: 0, timber: 90 };

export function materialTexture(id: string, grain: Grain, dark: string, light: string): string {
  if (grain === 'none') return '';
  const { size, draw } = drawings[grain];
  return `<pattern id="${id}" width="${size[0]}" height="${size[1]}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turns[grain] ?? 8})">${draw(dark, light)}</pattern>`;
}
