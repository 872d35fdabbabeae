import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from '../config/paths.js';

const DIST = join(PROJECT_ROOT, 'dist');

/**
 * Loads and starts `web-process` or `worker-process`: the one file that `npm run build` has made of it and its packages, or else the
 * module itself. What Node compiles is kept beside the build, for later starts, in a folder of our own, since bytecode is run without
 * being read: nobody else may lay it there. Where the folder cannot be written, each start compiles anew.
 * Source: docs/decisions/0066-one-file-per-process.md.
 */
export async function startProgram(name: 'web-process' | 'worker-process'): Promise<void> {
  enableCompileCache(join(DIST, 'compile-cache'));
  const bundled = join(DIST, 'processes', `${name}.js`);
  const module = existsSync(bundled) ? bundled : join(DIST, 'src', `${name}.js`);
  await import(pathToFileURL(module).href);
}
