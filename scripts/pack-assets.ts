/**
 * Part of `npm run build`: bundles scripts into dist/bundled, packs them and style sheets of all themes into dist/packed, so that no process of
 * the shop has to, and makes one file of each process in dist/processes.
 */
import { packFiles } from '../src/platform/files/packed-files.js';
import { loadTheme, themeNames } from '../src/platform/theme/theme.js';
import { assetsOf } from '../src/storefront/page/assets.js';
import { bundleProcesses } from './bundle-processes.js';
import { bundleScripts } from './bundle-scripts.js';

await bundleProcesses();
const bundles = await bundleScripts();
const texts = themeNames().flatMap((name) => [...assetsOf(loadTheme(name)).texts()]);
const count = await packFiles(new Map(texts));
process.stdout.write(`${bundles} scripts in dist/bundled, ${count} packed files in dist/packed\n`);
