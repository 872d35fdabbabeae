import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';

/** Of a file in docker/: each begins with its kind and its name, such as `backend web`. */
export const sections = (name: string): string[] =>
  readFileSync(join(PROJECT_ROOT, 'docker', name), 'utf8').split(
    /^(?=(?:global|defaults|resolvers|frontend|backend)\b)/m,
  );

/** The lines of servers at these addresses, such as http://127.0.0.1:4000. */
export const serverLines = (prefix: string, urls: readonly string[]): string =>
  urls.map((url, nth) => `    server ${prefix}-${nth + 1} ${new URL(url).host}\n`).join('');

/**
 * What a container is given, for this machine. `servers`: lines by the prefix of the names that they stand for, such as `web`;
 * a prefix without any has no process. `api`: where it takes orders while it runs, instead of a fixed port.
 */
export function onThisMachine(
  container: readonly string[],
  servers: Readonly<Record<string, string>>,
  api = '',
): string {
  return container
    .filter((section) => !section.startsWith('resolvers'))
    .join('')
    .replace(/^ +stats socket .*\n/m, api && `    stats socket ${api} level admin\n`)
    .replaceAll(/^ +server-template (\w+)-.*\n/gm, (_, prefix: string) => servers[prefix] ?? '');
}
