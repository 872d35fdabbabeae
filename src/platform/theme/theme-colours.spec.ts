import { describe, expect, it } from 'vitest';
import { contrastOf } from './contrast.js';
import { loadTheme, themeNames } from './theme.js';

const grounds = ['paper', 'raised'] as const;
const texts = ['ink', 'quiet', 'action', 'action-strong', 'accent'] as const;
const readable = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ['on-action', 'action'],
  ['on-action', 'action-strong'],
  ['on-mark', 'mark'],
  ['paper', 'accent'],
] as const;
const edges = [...grounds.map((ground) => ['control', ground] as const), ['action', 'paper']] as const;

const palettes = themeNames().flatMap((name) => {
  const { light, dark } = loadTheme(name).colours;
  return [
    [`${name} in light`, light],
    [`${name} in dark`, dark],
  ] as const;
});

describe.each(palettes)('%s', (_name, colours) => {
  it.each(readable)('can be read: %s on %s', (text, ground) =>
    expect(contrastOf(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5),
  );

  it.each(edges)('shows its edges: %s on %s', (edge, ground) =>
    expect(contrastOf(colours[edge], colours[ground])).toBeGreaterThanOrEqual(3),
  );
});

it('measures black on white as WCAG does', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
});
