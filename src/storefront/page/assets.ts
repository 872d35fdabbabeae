import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/config/paths.js';
import { Assets } from '../../platform/files/assets.js';

const inModules = (file: string): string => join(PROJECT_ROOT, 'node_modules', file);

/** Files of npm packages that pages load, by the address they have here: no copy of them has to be kept. */
const PACKAGE_FILES = [
  ['/js/turbo.js', inModules('@hotwired/turbo/dist/turbo.es2017-esm.js')],
  [
    '/fonts/fraunces.woff2',
    inModules('@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2'),
  ],
  [
    '/fonts/instrument-sans.woff2',
    inModules('@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2'),
  ],
] as const;

const FONTS = ['/fonts/fraunces.woff2', '/fonts/instrument-sans.woff2'];
const STYLES = ['base', 'catalog', 'cart', 'checkout', 'account'].map((name) => `/css/${name}.css`);
const SCRIPT = '/js/shop.js';

function filesBelow(folder: string, ending: string): [address: string, file: string][] {
  const path = join(PROJECT_ROOT, 'public', folder);
  const names = readdirSync(path).filter((name) => name.endsWith(ending));
  return names.map((name) => [`/${folder}/${name}`, join(path, name)]);
}

let read: Assets | undefined;

/** Style sheets, scripts and fonts, read when first asked for. */
export const assets = (): Assets =>
  (read ??= new Assets(
    new Map([...filesBelow('css', '.css'), ...filesBelow('js', '.js'), ...PACKAGE_FILES]),
  ));

/** Addresses of what every page loads, with their hashes. `modules`: all that the script imports, at any depth. */
export interface PageFiles {
  fonts: string[];
  styles: string[];
  script: string;
  modules: string[];
  /** The same, as far as the first paint waits for it, as value of the header `Link`. */
  hints: string;
}

let named: PageFiles | undefined;

export const pageFiles = (): PageFiles => (named ??= nameFiles());

function nameFiles(): PageFiles {
  const addressOf = (name: string) => assets().address(name);
  const fonts = FONTS.map(addressOf);
  const styles = STYLES.map(addressOf);
  const hints = [
    ...styles.map((address) => `<${address}>; rel=preload; as=style`),
    ...fonts.map((address) => `<${address}>; rel=preload; as=font; type="font/woff2"; crossorigin`),
  ];
  const [script, modules] = [addressOf(SCRIPT), assets().needsOf(SCRIPT)];
  return { fonts, styles, script, modules, hints: hints.join(', ') };
}
