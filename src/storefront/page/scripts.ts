import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/config/paths.js';
import { hashOf } from '../../platform/files/static-file.js';

export const SCRIPTS = join(PROJECT_ROOT, 'public', 'js');
export const BUNDLES = join(PROJECT_ROOT, 'dist', 'bundled');

/** Files as they are written, by name; Turbo is served from its package. */
const written = (): [name: string, file: string][] => [
  ['turbo.js', join(PROJECT_ROOT, 'node_modules', '@hotwired', 'turbo', 'dist', 'turbo.es2017-esm.js')],
  ...filesOf(SCRIPTS),
];

function filesOf(folder: string): [name: string, file: string][] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return names.map((name) => [name, join(folder, name)]);
}

/** Where the bundles of the scripts as they are now belong: made of other ones, they are in another folder. */
export function bundleFolder(): string {
  const texts = written().map(([name, file]) => `${name}\n${readFileSync(file, 'utf8')}`);
  return join(BUNDLES, hashOf(Buffer.from(texts.join('\0'))));
}

/**
 * Address of each script to its file. `isBundled`: what pages name is a bundle of the build, if there is one of these very scripts. The parts
 * keep their addresses beside it: a page of another release may be about to load them.
 */
export function scriptFiles({ isBundled }: { isBundled: boolean }): [address: string, file: string][] {
  const folder = isBundled ? bundleFolder() : '';
  const bundles = existsSync(folder) ? filesOf(folder) : [];
  return [...written(), ...bundles].map(([name, file]) => [`/js/${name}`, file]);
}
