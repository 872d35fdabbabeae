import { flag, type Kind } from '../kind.js';
import type { Palette } from '../palette.js';
import { clipped, line, path, poly, rect, texture } from '../shapes.js';
import { foldedStack, shadow, strap } from '../solids.js';
import { roll } from './cloth.js';

const bars = (y: number, h: number, fill: string): string =>
  path(rect(112, y, 14, h) + rect(136, y, 14, h) + rect(160, y, 6, h), fill);

/** Folded four times and laid down, the upper face towards the light. */
function folded(p: Palette, stripes: boolean): string {
  const [thick, count, w] = [46, 4, 286];
  const top = 430 - thick * count;
  const face = poly([70, top + 4], [104, top - 42], [322, top - 42], [341, top + 4]);
  const onFace =
    poly([112, top + 6], [140, top - 44], [154, top - 44], [126, top + 6]) +
    poly([136, top + 6], [162, top - 44], [175, top - 44], [150, top + 6]) +
    poly([160, top + 6], [184, top - 44], [190, top - 44], [166, top + 6]);
  return (
    shadow(p, 200, 430, 148) +
    foldedStack(200, 430, w, thick, count, p.body, (y) =>
      stripes ? bars(y - 4, thick + 10, p.accent.mid) : '',
    ) +
    path(face, p.body.light) +
    clipped(face, (stripes ? path(onFace, p.accent.light) : '') + texture(face, p.body)) +
    line(`M72 ${top + 3}Q200 ${top} 340 ${top + 4}`, p.body.mid, 5)
  );
}

function check(p: Palette): string {
  const lengthways = [322, 352, 396].map((y, i) =>
    path(rect(80, y, 280, [8, 20, 10][i] ?? 8), p.accent.mid, { opacity: 0.55 }),
  );
  const around = [128, 176, 224, 272, 320].map((x) =>
    path(`M${x} 280q-26 80 0 160h16q-26-80 0-160z`, p.accent.mid, { opacity: 0.55 }),
  );
  return lengthways.join('') + around.join('');
}

/** Rolled up in two leather straps with a handle between them. */
function rolled(p: Palette): string {
  const belt = (x: number): string =>
    strap(`M${x} 296Q${x - 24} 362 ${x} 429`, 15, p.leather) +
    path(rect(x - 22, 344, 17, 24, 3), p.brass.mid) +
    path(rect(x - 18, 349, 9, 14, 1), p.leather.mid);
  return (
    shadow(p, 212, 428, 140) +
    roll({ x: 100, y: 430, length: 222, r: 68, turns: 4 }, p.body, check(p)) +
    belt(166) +
    belt(280) +
    line('M164 298C176 236 270 236 282 298', p.leather.dark, 14) +
    line('M164 298C176 236 270 236 282 298', p.leather.mid, 10, { transform: 'translate(-1 -1.5)' })
  );
}

/** A wool blanket. stripes; rolled (in straps), check. */
export const blanket: Kind = {
  material: 'wool',
  scaleBeside: 'figure',
  focus: (params) => (flag(params, 'rolled') ? { x: 138, y: 346 } : { x: 120, y: 300 }),
  box: (params) => (flag(params, 'rolled') ? { w: 292, h: 190 } : { w: 292, h: 232 }),
  draw: (p, params) => (flag(params, 'rolled') ? rolled(p) : folded(p, flag(params, 'stripes'))),
};
