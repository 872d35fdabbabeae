import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from '../config/env.js';
import { PROJECT_ROOT } from '../config/paths.js';

interface Manifest {
  peerDependencies: Record<string, string>;
}

/** The version that the shop was tested with. */
function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as Manifest;
  return manifest.peerDependencies[name] ?? 'latest';
}

/**
 * Loads a driver that is installed only where it is used. `load` is the import itself, so that the types come along;
 * `setting` is the one that asked for it. Errors: SettingsError with the line to type when the package is missing.
 */
export async function optionalPackage<T>(
  name: string,
  load: () => Promise<T>,
  setting = 'SESSION_STORE',
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(`'${name}'`)) throw error;
    // Among the development packages the plain `npm install` of a production image would leave it out again.
    const line = `npm install --save-prod --save-exact ${name}@${versionOf(name)}`;
    throw new SettingsError(`${setting}: its driver is not installed. Please type\n\n  ${line}\n`, {
      cause: error,
    });
  }
}
