import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, static as serveStatic } from 'express';
import { PROJECT_ROOT } from '../../platform/config/paths.js';

const MODULES = join(PROJECT_ROOT, 'node_modules');

/** Files of npm packages that pages load, by the address they have here. */
const PACKAGE_FILES = {
  '/js/turbo.js': '@hotwired/turbo/dist/turbo.es2017-esm.js',
  '/fonts/fraunces.woff2': '@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2',
  '/fonts/instrument-sans.woff2':
    '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
};

/** Serves the script and the fonts that come from npm, so that no copy of them has to be kept. */
export function packageFiles(): Router {
  const router = Router();
  for (const [address, file] of Object.entries(PACKAGE_FILES)) {
    const maxAge = address.startsWith('/fonts/') ? '30d' : '1h';
    router.use(address, serveStatic(join(MODULES, file), { maxAge, index: false, redirect: false }));
  }
  return router;
}

function hashOfFiles(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 8);
}

let version: string | undefined;

/** Changes when a style sheet or script changed: pages ask for `/css/base.css?v=...`, so no old copy is used. */
export const assetVersion = (): string =>
  (version ??=
    hashOfFiles(join(PROJECT_ROOT, 'public', 'css')) + hashOfFiles(join(PROJECT_ROOT, 'public', 'js')));
