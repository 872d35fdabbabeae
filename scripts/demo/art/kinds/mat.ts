import { flag, type Kind, type Params } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, ellipse, line, path, poly, rect, texture, turned, type Point } from '../shapes.js';
import { flatShadow, shadow, solid } from '../solids.js';
import { crease, spiral } from './cloth.js';

/** Foam panels in a zigzag, like a screen that is not quite shut. */
function zigzag(p: Palette): string {
  const feet: Point[] = [
    [40, 420],
    [92, 440],
    [132, 408],
    [186, 438],
    [228, 406],
    [284, 436],
    [326, 404],
    [372, 420],
  ];
  const height = 236;
  const panel = (a: Point, b: Point, lit: boolean): string => {
    const d = poly([a[0], a[1] - height], [b[0], b[1] - height], b, a);
    const rows = Array.from({ length: 9 }, (_, row) =>
      [0.25, 0.5, 0.75].map((t) => {
        const [x, y] = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t - height + 18 + row * 25];
        return (
          ellipse(x, y, 4.6, lit ? p.body.mid : p.body.dark, 6) +
          ellipse(x - 1.2, y - 1.6, 2.4, lit ? p.body.dark : p.body.mid, 3.4)
        );
      }),
    );
    const edge = path(
      poly(
        [a[0], a[1] - height],
        [a[0], a[1] - height - 9],
        [b[0], b[1] - height - 9],
        [b[0], b[1] - height],
      ),
      p.body.light,
    );
    return (
      path(d, lit ? p.body.light : p.body.mid) +
      clipped(d, texture(d, p.body) + rows.flat().join('')) +
      edge +
      (lit
        ? ''
        : path(poly([b[0] - 7, b[1] - height], [b[0], b[1] - height], b, [b[0] - 7, b[1] - 3]), p.body.dark))
    );
  };
  const panels = feet.slice(0, -1).map((a, i) => panel(a, feet[i + 1] ?? a, i % 2 === 1));
  return shadow(p, 210, 424, 160) + panels.join('');
}

/** A quilted mat, half rolled up. */
function halfRolled(p: Palette): string {
  const [cx, cy, r] = [118, 366, 64];
  const [dx, dy] = [74, -56];
  const sheet = poly([cx, 430], [352, 430], [352 + dx * 0.4, 430 + dy * 0.9], [cx + dx, 430 + dy]);
  const channels = [0.2, 0.36, 0.52, 0.68, 0.84].map((t) => {
    const x = cx + (352 - cx) * t;
    return `M${x} 431L${x + dx - dx * 0.6 * t} ${430 + dy * (1 - 0.1 * t)}`;
  });
  const side = `M${cx - r * 0.64} ${cy - r * 0.77}L${cx - r * 0.64 + dx} ${cy - r * 0.77 + dy}A${r} ${r} 0 0 1 ${cx + r * 0.64 + dx} ${cy + r * 0.77 + dy}L${cx + r * 0.64} ${cy + r * 0.77}z`;
  const top = `M${cx - r * 0.64} ${cy - r * 0.77}L${cx - r * 0.64 + dx} ${cy - r * 0.77 + dy}L${cx + r * 0.3 + dx} ${cy - r * 0.95 + dy}L${cx + r * 0.3} ${cy - r * 0.95}z`;
  const front = `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
  return (
    flatShadow(p, sheet, 12, 6) +
    shadow(p, cx + 10, 428, 70) +
    path(sheet, p.body.mid) +
    clipped(
      sheet,
      texture(sheet, p.body) +
        line(channels.join(''), p.body.dark, 5) +
        line(channels.join(''), p.body.light, 3, { transform: 'translate(5 0)' }),
    ) +
    path(poly([cx, 430], [352, 430], [352, 443], [cx, 443]), p.body.dark) +
    path(
      poly([352, 430], [352 + dx * 0.4, 430 + dy * 0.9], [352 + dx * 0.4, 443 + dy * 0.9], [352, 443]),
      p.accent.dark,
    ) +
    path(side, p.body.mid) +
    clipped(
      side,
      path(top, p.body.light) +
        path(
          `M${cx + r * 0.4} ${cy - r}L${cx + r * 0.4 + dx} ${cy - r + dy}L${cx + r + dx + 20} ${cy + r + dy}L${cx + r + 20} ${cy + r}z`,
          p.body.dark,
          { opacity: 0.85 },
        ) +
        line(
          [0.25, 0.5, 0.75].map((t) => `M${cx - 60 + dx * t} ${cy - 90 + dy * t}q110 10 110 130`).join(''),
          p.body.dark,
          3,
          { opacity: 0.5 },
        ),
    ) +
    path(front, p.accent.mid) +
    clipped(front, texture(front, p.body)) +
    line(spiral(cx, cy, r - 5, r - 5, 4), p.accent.dark, 7) +
    line(spiral(cx, cy, r - 2, r - 2, 4), p.body.mid, 3.4) +
    path(rect(350, 400, 12, 8, 2), p.ink)
  );
}

/** A square of thick felt lying down, a cord over one corner. */
function felt(p: Palette): string {
  const d = rect(64, 192, 272, 208, 14);
  const flecks = Array.from({ length: 90 }, (_, i) => {
    const [x, y] = [66 + ((i * 73) % 268), 194 + ((i * 127) % 204)];
    return `M${x} ${y}l${(i % 5) - 2} ${3 - (i % 4)}`;
  });
  const cord = 'M64 248C96 242 128 220 140 192';
  const thing =
    solid(d, p.body, { light: 6, dark: 10, drop: 10, stipple: 14 }, line(flecks.join(''), p.accent.mid, 2)) +
    crease('M78 206H322V386H78z', p.body, 1.6, 0.5) +
    line(cord, p.leather.dark, 6) +
    line(cord, p.leather.mid, 4, { transform: 'translate(-.8 -.8)' }) +
    line('M108 232q-18 22 4 34M108 232q20 10 28 30', p.leather.mid, 4) +
    ellipse(108, 232, 7, p.leather.dark, 6);
  return `<g transform="translate(6 10)">${turned(path(d, p.shadow), -7, 200, 296)}</g><g transform="translate(2 5)">${turned(path(d, p.body.dark), -7, 200, 296)}</g>${turned(thing, -7, 200, 296)}`;
}

function look(params: Params): 'felt' | 'rolled' | 'folded' {
  if (flag(params, 'felt')) return 'felt';
  return flag(params, 'rolled') ? 'rolled' : 'folded';
}

/** Something to lie or sit on. folded (foam in a zigzag), rolled (air mat) or felt (a square). */
export const mat: Kind = {
  material: 'nylon',
  scaleBeside: 'figure',
  focus: (params) =>
    ({ felt: { x: 118, y: 240 }, rolled: { x: 190, y: 396 }, folded: { x: 180, y: 250 } })[look(params)],
  box: (params) =>
    ({ felt: { w: 300, h: 266 }, rolled: { w: 330, h: 190 }, folded: { w: 334, h: 268 } })[look(params)],
  draw: (p, params) => ({ felt, rolled: halfRolled, folded: zigzag })[look(params)](p),
};
