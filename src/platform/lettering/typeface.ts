import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Font } from 'fontkit';
import { PROJECT_ROOT } from '../config/paths.js';
import { fontFile } from '../theme/font-file.js';
import type { ThemeFont } from '../theme/theme-schema.js';
import type { Theme } from '../theme/theme.js';

/** Text as shapes: how long it is, and what it looks like. `size` in pixels; `y` is the line that letters stand on. */
export interface Typeface {
  widthOf(text: string, size: number): number;
  /** The data of an SVG path. */
  outline(text: string, at: { x: number; y: number; size: number }): string;
}

/** Of a variable font. */
interface Cut {
  weight: number;
  forSize: number;
}

/** For letters that a theme's font lacks: all Latin, Greek and Cyrillic ones, Arabic, Hebrew and many signs. */
const STAND_INS = { serif: 'DejaVuSerif', other: 'DejaVuSans' };

/**
 * A font of the theme in one weight, with the shapes of one size (`forSize`, in pixels) where it has several. Letters that it lacks come from its file with more of them, where the package has
 * one, and from a stand-in; what none of them has is left out.
 */
export async function openTypeface(theme: Theme, font: ThemeFont, cut: Cut): Promise<Typeface> {
  const own = fontFile(theme, font);
  const more = own.replace('-latin-', '-latin-ext-');
  const files = [own, ...(more !== own && existsSync(more) ? [more] : [])];
  const fonts = await Promise.all([...files.map((file) => openFont(file, cut)), standIn(font)]);
  return typefaceOf(fonts);
}

/** As far as the font goes. */
async function openFont(file: string, { weight, forSize }: Cut): Promise<Font> {
  const [{ create }, { default: decompress }] = await Promise.all([
    import('fontkit'),
    import('woff2-encoder/decompress'),
  ]);
  const font = create(Buffer.from(await decompress(await readFile(file)))) as Font;
  const axes = Object.entries(font.variationAxes);
  if (axes.length === 0) return font;
  const wanted: Record<string, number> = { wght: weight, opsz: forSize };
  const settings = axes.flatMap(([name, axis]) =>
    axis ? [[name, Math.min(Math.max(wanted[name] ?? axis.default, axis.min), axis.max)] as const] : [],
  );
  return font.getVariation(Object.fromEntries(settings));
}

async function standIn({ generic }: ThemeFont): Promise<Font> {
  const name = generic === 'serif' ? STAND_INS.serif : STAND_INS.other;
  const { create } = await import('fontkit');
  return create(await readFile(join(PROJECT_ROOT, `node_modules/dejavu-fonts-ttf/ttf/${name}.ttf`))) as Font;
}

interface Run {
  font: Font;
  text: string;
}

export function typefaceOf(fonts: readonly Font[]): Typeface {
  const laidOut = (text: string, size: number) =>
    runsOf(text, fonts).map((run) => ({ scale: size / run.font.unitsPerEm, ...run.font.layout(run.text) }));
  return {
    widthOf: (text, size) =>
      laidOut(text, size).reduce((sum, { scale, positions }) => {
        return sum + scale * positions.reduce((wide, { xAdvance }) => wide + xAdvance, 0);
      }, 0),
    outline(text, { x, y, size }) {
      let [pen, path] = [x, ''];
      for (const { scale, glyphs, positions } of laidOut(text, size))
        for (const [i, glyph] of glyphs.entries()) {
          const { xAdvance, xOffset, yOffset } = positions[i]!;
          path += glyph.path
            .scale(scale, -scale)
            .translate(pen + xOffset * scale, y - yOffset * scale)
            .toSVG();
          pen += xAdvance * scale;
        }
      return path;
    },
  };
}

/** Neighbours that one font has are set together: it knows what belongs between them. */
function runsOf(text: string, fonts: readonly Font[]): Run[] {
  const runs: Run[] = [];
  for (const sign of text.normalize('NFC')) {
    const font = fonts.find((one) => one.hasGlyphForCodePoint(sign.codePointAt(0)!));
    if (!font) continue;
    const last = runs.at(-1);
    if (last?.font === font) last.text += sign;
    else runs.push({ font, text: sign });
  }
  return runs;
}
