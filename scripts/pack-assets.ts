/** Part of `npm run build`: packs style sheets and scripts into dist/packed, so that no process of the shop has to. */
import { packFiles } from '../src/platform/files/packed-files.js';
import { assets } from '../src/storefront/page/assets.js';

const count = await packFiles(assets().texts());
process.stdout.write(`${count} packed files in dist/packed\n`);
