import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from '../../../src/platform/config/paths.js';

/** The libraries have packages of their own, so that none of them is one of the shop's. */
export const LIBRARIES = join(PROJECT_ROOT, 'test', 'cache-libraries');
const require = createRequire(join(LIBRARIES, 'package.json'));

/** A module of a library, in the shape that its caller knows. */
export async function libraryPackage<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(require.resolve(name)).href)) as T;
}
