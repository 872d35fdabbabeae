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

/** Tints that styles make with `color-mix(in srgb, colour, var(--ink) share)`: what stands on them, what they are made of. */
const tinted = [
  ['on-action', 'action-strong', 0.2],
  ['paper', 'accent', 0.2],
  ['ink', 'paper', 0.12],
  ...grounds.flatMap((ground) => [['ink', ground, 0.06] as const, ['action', ground, 0.06] as const]),
  ['quiet', 'raised', 0.04],
] as const;

/** As browsers mix: each of red, green and blue by its share. */
function mix(colour: string, other: string, share: number): string {
  const channel = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(channel(colour, at) * (1 - share) + channel(other, at) * share),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

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

  it.each(tinted)('can be read under the pointer: %s on %s with %d of ink', (text, ground, share) =>
    expect(contrastOf(colours[text], mix(colours[ground], colours.ink, share))).toBeGreaterThanOrEqual(4.5),
  );

  it.each(edges)('shows its edges: %s on %s', (edge, ground) =>
    expect(contrastOf(colours[edge], colours[ground])).toBeGreaterThanOrEqual(3),
  );
});

it('measures black on white as WCAG does', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
});
