import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../platform/config/paths.js';

const css = readFileSync(join(PROJECT_ROOT, 'public', 'css', 'base.css'), 'utf8');

/** Colours of the `:root` block that begins after `start`, by name. */
function coloursAfter(start: number): Map<string, string> {
  const block = css.slice(css.indexOf(':root {', start), css.indexOf('}', css.indexOf(':root {', start)));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

const light = coloursAfter(0);
const dark = new Map([...light, ...coloursAfter(css.indexOf('(prefers-color-scheme: dark)'))]);

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(colours: Map<string, string>, one: string, other: string): number {
  const [bright, dim] = [one, other]
    .map((name) => luminance(colours.get(name) ?? `no colour --${name}`))
    .toSorted((a, b) => b - a);
  return (bright! + 0.05) / (dim! + 0.05);
}

const grounds = ['paper', 'raised'];
const texts = ['ink', 'quiet', 'larch', 'larch-strong', 'ember'];
const pairs = texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground]));

describe.each([
  ['light', light],
  ['dark', dark],
])('the brand in %s', (_name, colours) => {
  it.each([...pairs, ['on-larch', 'larch'], ['on-larch', 'larch-strong'], ['on-sand', 'sand']])(
    'can be read: %s on %s',
    (text, ground) => expect(contrast(colours, text, ground)).toBeGreaterThanOrEqual(4.5),
  );

  it.each([...grounds.map((ground): [string, string] => ['control', ground]), ['larch', 'paper']])(
    'shows its edges: %s on %s',
    (edge, ground) => expect(contrast(colours, edge, ground)).toBeGreaterThanOrEqual(3),
  );
});

it('holds light and dark for each colour of the brand', () => {
  expect(light.get('paper')).toBe('#f6f2ea');
  expect(dark.get('paper')).toBe('#131714');
});
