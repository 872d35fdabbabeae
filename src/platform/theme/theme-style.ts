import type { ThemeFile, ThemeFont } from './theme-schema.js';

/**
 * The theme as CSS: a custom property for each colour (light and dark) and shape, faces for the fonts and for what stands
 * in for them until they are there.
 */
export function themeStyle({ colours, fonts, shape }: ThemeFile): string {
  const { text, display } = fonts;
  return [
    ...[text, ...(display ? [display] : [])].map(faces),
    block([
      ...properties(colours.light),
      ...properties(shape),
      ['--font-text', stackOf(text)],
      ['--font-display', stackOf(display ?? text)],
    ]),
    `@media (prefers-color-scheme: dark) {\n${block(properties(colours.dark))}\n}`,
  ].join('\n');
}

/** Address at which the shop serves a font of the theme. */
export const fontAddress = ({ family }: ThemeFont): string =>
  `/fonts/${family.toLowerCase().replaceAll(' ', '-')}.woff2`;

type Property = [name: string, value: string | number];

const properties = (values: Record<string, string | number>): Property[] =>
  Object.entries(values).map(([name, value]) => [`--${name}`, value]);

const block = (entries: Property[]): string =>
  `:root {\n${entries.map(([name, value]) => `  ${name}: ${value};`).join('\n')}\n}`;

const standInName = ({ family }: ThemeFont, nth: number): string => `${family} stand-in ${nth + 1}`;

const stackOf = (font: ThemeFont): string =>
  [
    `'${font.family}'`,
    ...font.standIns.map((_, nth) => `'${standInName(font, nth)}'`),
    ...(font.generic === 'sans-serif' ? ['system-ui'] : []),
    font.generic,
  ].join(', ');

/** They have the same width and height, so that nothing moves when the real one arrives. */
function faces(font: ThemeFont): string {
  const real = face(font.family, [
    `src: url('${fontAddress(font)}') format('woff2')`,
    `font-weight: ${font.weights}`,
    'font-display: swap',
  ]);
  const standIns = font.standIns.map(({ local, size, ascent, descent }, nth) =>
    face(standInName(font, nth), [
      `src: ${local.map((name) => `local('${name}')`).join(', ')}`,
      `size-adjust: ${size}%`,
      `ascent-override: ${ascent}%`,
      `descent-override: ${descent}%`,
      'line-gap-override: 0%',
    ]),
  );
  return [real, ...standIns].join('\n');
}

const face = (family: string, lines: string[]): string =>
  `@font-face {\n  font-family: '${family}';\n${lines.map((line) => `  ${line};`).join('\n')}\n}`;
