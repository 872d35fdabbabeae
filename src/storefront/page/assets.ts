import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/config/paths.js';
import { Assets } from '../../platform/files/assets.js';
import { fontAddress } from '../../platform/theme/theme-style.js';
import type { ThemeFont } from '../../platform/theme/theme-schema.js';
import { activeTheme, type Theme } from '../../platform/theme/theme.js';
import { scriptFiles } from './scripts.js';
import { styleSheet } from './style-sheet.js';

const inModules = (file: string): string => join(PROJECT_ROOT, 'node_modules', file);

const STYLE = '/css/shop.css';
const SCRIPT = '/js/shop.js';

const fontsOf = ({ fonts }: Theme): ThemeFont[] => [fonts.text, ...(fonts.display ? [fonts.display] : [])];

/** A font of an npm package or of the theme itself. */
function fontFile({ folder }: Theme, { file }: ThemeFont): string {
  const own = join(folder, file);
  return existsSync(own) ? own : inModules(file);
}

let read: Assets | undefined;

/**
 * Style sheet, scripts and fonts of a theme. Files of npm packages have an address here: no copy of them has to be kept.
 * `isBundled`: with the bundles of the build, as far as there are any.
 */
export const assetsOf = (theme: Theme, { isBundled = true } = {}): Assets =>
  new Assets(
    new Map<string, string | Buffer>([
      ...fontsOf(theme).map((font): [string, string] => [fontAddress(font), fontFile(theme, font)]),
      [STYLE, styleSheet(theme)],
      ...scriptFiles({ isBundled }),
    ]),
  );

/** Those of this process, read when first asked for. Who works on the shop gets scripts as they are written. */
export const assets = (): Assets =>
  (read ??= assetsOf(activeTheme(), { isBundled: process.env['RELOAD_VIEWS'] !== '1' }));

/** Addresses of what every page loads, with their hashes. `modules`: all that the script imports, at any depth. */
export interface PageFiles {
  fonts: string[];
  style: string;
  script: string;
  modules: string[];
  /** The same, as far as the first paint waits for it, as value of the header `Link`. */
  hints: string;
}

let named: PageFiles | undefined;

export const pageFiles = (): PageFiles => (named ??= nameFiles());

function nameFiles(): PageFiles {
  const addressOf = (name: string) => assets().address(name);
  const fonts = fontsOf(activeTheme()).map((font) => addressOf(fontAddress(font)));
  const style = addressOf(STYLE);
  const hints = [
    `<${style}>; rel=preload; as=style`,
    ...fonts.map((address) => `<${address}>; rel=preload; as=font; type="font/woff2"; crossorigin`),
  ];
  const [script, modules] = [addressOf(SCRIPT), assets().needsOf(SCRIPT)];
  return { fonts, style, script, modules, hints: hints.join(', ') };
}
