import { Assets } from '../../platform/files/assets.js';
import { fontFile, fontsOf } from '../../platform/theme/font-file.js';
import { fontAddress } from '../../platform/theme/theme-style.js';
import { activeTheme, type Theme } from '../../platform/theme/theme.js';
import { scriptFiles } from './scripts.js';
import { speculationRules } from './speculation-rules.js';
import { styleSheet } from './style-sheet.js';

const STYLE = '/css/shop.css';
const SCRIPT = '/js/shop.js';
const AHEAD = '/js/ahead.json';

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
      [AHEAD, speculationRules()],
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
  /** Rules for what browsers may fetch ahead, as value of the header `Speculation-Rules`. */
  ahead: string;
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
  return { fonts, style, script, modules, hints: hints.join(', '), ahead: `"${addressOf(AHEAD)}"` };
}
