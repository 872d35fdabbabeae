/** `npm run build`: compiles into dist/, packs styles and scripts, and draws the demo catalogue's pictures into public/images/demo/. */
import { build } from './launcher/project.mjs';
import { explain, step } from './launcher/terminal.mjs';

await step('build', build).catch((error) => process.exit(explain(error)));
