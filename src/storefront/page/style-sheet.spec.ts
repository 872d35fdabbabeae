import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadTheme } from '../../platform/theme/theme.js';
import { styleSheet } from './style-sheet.js';

const sheetOf = (name: string) => styleSheet(loadTheme(name)).toString();
const [ours, studio] = [sheetOf('larch-and-lantern'), sheetOf('studio')];

/** Bytes that a server may send before the first answer of the other side (RFC 6928), in packets as they fit on Ethernet. */
const TEN_PACKETS = 10 * 1460;
/** The head of the answer (600 bytes), what TLS puts around it, and what a balancer adds. */
const HEAD_AND_TLS = 1000;

/** What would stand on the wrong side where a language is written from right to left. */
const ONE_SIDED = [
  /[\n{;] *((margin|padding|border|scroll-margin|scroll-padding|inset)-)?(left|right|top|bottom)(-\w+)*:.*/g,
  /border-(top|bottom)-(left|right)-radius:.*/g,
  /(float|clear|text-align|justify-\w+): (left|right)\b.*/g,
  /(background|object|transform|perspective)-(position|origin)(-x)?: [^;]*\b(left|right)\b.*/g,
  /translate(X|3d)?\((?![^;]*var\(--forward\))-?[1-9.][^;]*;/g,
  /box-shadow: inset -?[1-9][^;]*/g,
];

/** Shorthands of four sides, of which the second and the fourth differ. */
const lopsided = (sheet: string): string[] =>
  Array.from(
    sheet.matchAll(
      /\b(?:margin|padding|inset|border-(?:width|style|color)|scroll-(?:margin|padding)): ([^;]+);/g,
    ),
  )
    .filter(([, sides]) => {
      const [, right, , left] = sides!.match(/(?:[\w-]*\((?:[^()]|\([^()]*\))*\)|[^\s()])+/g)!;
      return left !== undefined && left !== right;
    })
    .map(([declaration]) => declaration);

describe('the style sheet', () => {
  it('names its layers first, so that their order is the same wherever they stand', () => {
    expect(ours.startsWith('@layer tokens, ground, parts, pages, theme, paper;')).toBe(true);
    const layers = [...ours.matchAll(/^@layer (\w+) \{/gm)].map(([, name]) => name);
    expect(layers).toEqual(['tokens', 'ground', 'parts', 'pages', 'theme', 'paper']);
  });

  it('leaves nothing outside its layers, where it would win over all of them', () => {
    const outside = ours
      .split('\n')
      .slice(1)
      .reduce(
        ({ depth, lines }, line) => ({
          depth: depth + line.split('{').length - line.split('}').length,
          lines: depth === 0 && !line.startsWith('@layer') && line !== '' ? [...lines, line] : lines,
        }),
        { depth: 0, lines: [] as string[] },
      );
    expect(outside).toEqual({ depth: 0, lines: [] });
  });

  it('has the colours of the theme for light and dark, its fonts and stand-ins', () => {
    expect(ours).toContain('--paper: #f6f2ea;');
    expect(ours).toMatch(/prefers-color-scheme: dark\) \{\n:root \{\n--paper: #131714;/);
    expect(ours).toContain("src: url('/fonts/fraunces.woff2') format('woff2');");
    expect(ours).toContain(
      "--font-display: 'Fraunces', 'Fraunces stand-in 1', 'Fraunces stand-in 2', serif;",
    );
    expect(studio).toContain("--font-display: 'Hanken Grotesk', 'Hanken Grotesk stand-in 1',");
    expect(studio).not.toContain('Fraunces');
  });

  it.each([
    ['larch-and-lantern', ours],
    ['studio', studio],
  ])('of %s uses no property that nobody sets', (_name, sheet) => {
    const names = (pattern: RegExp) => new Set(Array.from(sheet.matchAll(pattern), ([, name]) => name!));
    const isSet = names(/^(--[\w-]+):/gm);
    expect([...names(/var\((--[\w-]+)/g)].filter((name) => !isSet.has(name))).toEqual([]);
  });

  it('ends with what the theme says itself, and what paper and stillness need', () => {
    expect(studio.indexOf('.index__row')).toBeGreaterThan(studio.indexOf('@layer theme {'));
    expect(ours).not.toContain('.index__row');
  });

  it.each([
    ['larch-and-lantern', ours],
    ['studio', studio],
  ])('of %s knows where a line begins and ends, not what is left and right', (_name, sheet) => {
    const found = ONE_SIDED.flatMap((pattern) =>
      Array.from(sheet.matchAll(pattern), ([text]) => text.trim()),
    );
    expect([...found, ...lopsided(sheet)]).toEqual([]);
  });

  it('comes with its head in the first ten packets of a connection, which nobody has to ask for again', () => {
    for (const sheet of [ours, studio])
      expect(brotliCompressSync(sheet).length + HEAD_AND_TLS).toBeLessThan(TEN_PACKETS);
  });
});
