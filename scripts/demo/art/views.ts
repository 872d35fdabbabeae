import { assemble } from './assemble.js';
import { beside, type Beside } from './beside.js';
import { given, type Kind, type Params } from './kind.js';
import type { Palette } from './palette.js';
import { ellipse, glow } from './shapes.js';

/** One thing to draw. `sizeCm` is its largest dimension. */
export interface Subject {
  kind: Kind;
  params: Params;
  palette: Palette;
  sizeCm: number;
}

const sheet = { width: 400, height: 500 };

/** View 1: the thing itself, as large as the sheet allows and a little below its middle. */
export function objectView({ kind, params, palette }: Subject): string {
  const { w, h } = given(kind.box, params);
  const scale = Math.min(1.6, 312 / w, 352 / h);
  const ground = Math.min(438, 268 + (h * scale) / 2);
  const content = `<g transform="translate(${200 - 200 * scale} ${ground - 430 * scale}) scale(${scale})">${kind.draw(palette, params)}</g>`;
  return assemble(content, { ...sheet, ground: palette.ground });
}

/** View 2: the same drawing three times as large, with the texture of its materials. */
export function detailView({ kind, params, palette }: Subject): string {
  const { x, y } = given(kind.focus, params);
  const content = `<g transform="translate(${200 - 3 * x} ${250 - 3 * y}) scale(3)">${kind.draw(palette, params)}</g>`;
  return assemble(content, { ...sheet, zoom: 3, ground: palette.ground });
}

/** Largest scale (units per centimetre) at which thing and companion stand side by side on the sheet. */
function fit(thing: { w: number; h: number }, companion: Beside): number {
  const wide = thing.w + companion.width;
  return Math.min(328 / wide, 350 / Math.max(thing.h, companion.height), 300 / Math.max(thing.w, thing.h));
}

/** View 3: thing and companion in their true proportion on one ground line. */
export function scaleView({ kind, params, palette, sizeCm }: Subject): string {
  const { w, h } = given(kind.box, params);
  const cmPerUnit = sizeCm / (kind.measured ?? Math.max(w, h));
  const companion = beside[kind.scaleBeside];
  const unitsPerCm = fit({ w: w * cmPerUnit, h: h * cmPerUnit }, companion);
  const scale = cmPerUnit * unitsPerCm;
  const gap = 30;
  const left = 200 - (w * scale + gap + companion.width * unitsPerCm) / 2;
  const [thingX, besideX] = [
    left + (w * scale) / 2,
    left + w * scale + gap + (companion.width * unitsPerCm) / 2,
  ];
  const ground = 415;
  const other = `<g transform="translate(${besideX} ${ground}) scale(${unitsPerCm})">${companion.draw(palette.flat, palette.ground)}</g>`;
  const foot = ellipse(
    besideX + 8,
    ground + 3,
    companion.width * unitsPerCm * 0.62,
    glow(`${palette.shadow}/0.7`, `${palette.shadow}/0`),
    14,
  );
  const thing = `<g transform="translate(${thingX - 200 * scale} ${ground - 430 * scale}) scale(${scale})">${kind.draw(palette, params)}</g>`;
  return assemble(foot + other + thing, { ...sheet, ground: palette.ground });
}
