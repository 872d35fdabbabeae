import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/config/paths.js';
import { themeStyle } from '../../platform/theme/theme-style.js';
import type { Theme } from '../../platform/theme/theme.js';

const FOLDER = join(PROJECT_ROOT, 'public', 'css');

/** Folders of `public/css`, which are cascade layers: what stands later wins, however exact a selector is. */
const LAYERS = ['ground', 'parts', 'pages', 'theme', 'paper'];

/**
 * The one style sheet of all pages: the theme's colours and fonts, then all files in their layers, then the theme's own file.
 * One file, because the first paint waits for all of them, and the second page for none.
 */
export function styleSheet(theme: Theme): Buffer {
  const own = join(theme.folder, 'theme.css');
  const layers = LAYERS.map((layer) => {
    const text = layer === 'theme' ? (existsSync(own) ? readFileSync(own, 'utf8') : '') : textOf(layer);
    return `@layer ${layer} {\n${text}\n}`;
  });
  const order = `@layer tokens, ${LAYERS.join(', ')};`;
  return Buffer.from([order, `@layer tokens {\n${themeStyle(theme)}\n}`, ...layers].map(slim).join('\n'));
}

const textOf = (layer: string): string =>
  readdirSync(join(FOLDER, layer))
    .toSorted()
    .map((name) => readFileSync(join(FOLDER, layer, name), 'utf8'))
    .join('\n');

/** Without comments and indents: browsers read no prose. */
const slim = (css: string): string => css.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/\n\s*/g, '\n');
