import { flag, type Kind } from '../kind.js';
import type { Palette, Tones } from '../palette.js';
import { ellipse, line, path, place, poly, rect, smooth, turned } from '../shapes.js';
import { box, shadow, solid } from '../solids.js';

const card = rect(142, 150, 132, 196, 10);

function back(p: Palette): string {
  const lozenges = Array.from({ length: 18 }, (_, i) => {
    const [x, y] = [166 + (i % 3) * 42, 178 + Math.floor(i / 3) * 28];
    return `M${x} ${y - 12}l12 12l-12 12l-12-12z`;
  }).join('');
  return (
    path(card, p.paper.light) +
    path(rect(149, 157, 118, 182, 6), p.body.mid) +
    path(lozenges, p.body.light) +
    path(rect(156, 164, 104, 168, 3), 'none', { stroke: p.paper.mid, 'stroke-width': 1.6 })
  );
}

function face(p: Palette): string {
  const pip = (x: number, y: number): string =>
    path(`M${x} ${y - 11}l10 17h-20zM${x - 2} ${y + 6}h4v5h-4z`, p.body.dark);
  return (
    path(card, p.paper.light) +
    pip(160, 174) +
    pip(256, 322) +
    ellipse(238, 206, 14, p.flame.mid, 14) +
    path(poly([170, 252], [208, 214], [246, 252]), p.body.dark) +
    path('M178 250h60v42h-60z', p.body.mid) +
    path('M226 250h12v42h-12z', p.body.dark) +
    path('M200 266h16v26h-16z', p.flame.light) +
    path(
      smooth([
        [154, 296],
        [180, 288],
        [220, 294],
        [262, 286],
        [262, 306],
        [154, 306],
      ]),
      p.leaf.mid,
    )
  );
}

/** Five cards held as a fan, the foremost face up. */
function fan(p: Palette): string {
  const turns = [-38, -20, -2, 16, 34];
  return turns
    .map(
      (angle, i) =>
        `<g transform="translate(4 7)">${turned(path(card, p.shadow), angle, 208, 420)}</g>` +
        turned(i === 4 ? face(p) : back(p), angle, 208, 420),
    )
    .join('');
}

/** A tuck box with a cairn on it, three cards leaning against it. */
function tuckBox(p: Palette): string {
  const stone = (x: number, y: number, w: number, h: number, tones: Palette['body']): string =>
    solid(
      smooth([
        [x - w, y],
        [x - w * 0.7, y - h],
        [x + w * 0.3, y - h * 1.1],
        [x + w, y - h * 0.1],
        [x + w * 0.6, y + h],
        [x - w * 0.6, y + h * 0.9],
      ]),
      tones,
      { light: 4, dark: 9, drop: 5, stipple: 5 },
    );
  const slate: Tones = { ...p.steel, grain: 'speckle' };
  const cairn =
    stone(176, 372, 52, 16, p.felt) +
    stone(172, 343, 38, 14, slate) +
    stone(178, 318, 28, 12, p.felt) +
    stone(174, 297, 18, 10, slate) +
    stone(176, 280, 10, 7, p.flame);
  return (
    shadow(p, 210, 424, 112) +
    box(
      92,
      430,
      166,
      236,
      74,
      p.body,
      path('M92 194h166v26h-166z', p.accent.mid) +
        ellipse(175, 318, 66, p.accent.light, 84) +
        cairn +
        line('M112 390H240', p.body.dark, 2.4),
    ) +
    line('M92 194H258L299 164', p.body.light, 2) +
    path('M160 194q15 16 32 0z', p.body.dark) +
    [16, 8, 0]
      .map((d) =>
        turned(
          `<g transform="translate(${112 - d} ${84 - d * 0.2})">${d === 0 ? face(p) : path(card, p.paper.mid) + path(card, 'none', { stroke: p.paper.dark, 'stroke-width': 1.5 })}</g>`,
          9 - d * 0.5,
          320,
          430,
        ),
      )
      .join('')
  );
}

/** A pack of cards: fan (the fallback) or box (with cards beside it). */
export const cardGame: Kind = {
  material: 'paper',
  scaleBeside: 'hand',
  focus: (params) => (flag(params, 'box') ? { x: 176, y: 310 } : { x: 280, y: 220 }),
  box: (params) => (flag(params, 'box') ? { w: 300, h: 270 } : { w: 350, h: 270 }),
  draw: (p, params) => (flag(params, 'box') ? place(tuckBox(p), -24, 0) : fan(p)),
};
