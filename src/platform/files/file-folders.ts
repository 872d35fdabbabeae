import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config/paths.js';
import { activeTheme } from '../theme/theme.js';

/** Folders whose files are served as they lie: of the theme, whose pictures take the place of ours, and ours. */
export const publicFolders = (): string[] =>
  [join(activeTheme().folder, 'public'), join(PROJECT_ROOT, 'public')].filter((path) => existsSync(path));

/** What is served from memory, from packages or from a store of pictures, whether or not it lies in `public/` too. */
const KNOWN = ['css', 'js', 'fonts', 'images', 'media', 'drawn'];

/** First parts of the addresses of what lies in these folders. */
export const publicNames = (): ReadonlySet<string> =>
  new Set(publicFolders().flatMap((folder) => readdirSync(folder)));

/** First parts of the addresses of all files: what is below them is no page. */
export const fileFolders = (): ReadonlySet<string> => new Set([...KNOWN, ...publicNames()]);
