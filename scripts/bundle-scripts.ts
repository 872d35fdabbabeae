/** Part of `npm run build`: makes few scripts of the many in public/js, without what only people read. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown, type InputOptions } from 'rolldown';
import { BUNDLES, bundleFolder, SCRIPTS, scriptFiles } from '../src/storefront/page/scripts.js';

const TURBO = 'turbo.js';

/** What is bundled: everything that no other script imports. Turbo is one of its own, as it changes with none of our releases. */
function entries(): string[] {
  const names = readdirSync(SCRIPTS).filter((name) => name.endsWith('.js'));
  const texts = names.map((name) => readFileSync(join(SCRIPTS, name), 'utf8')).join('\n');
  return names.filter((name) => !texts.includes(`'./${name}'`));
}

async function write(input: InputOptions, dir: string): Promise<void> {
  const bundle = await rolldown({ platform: 'browser', ...input });
  await bundle.write({
    dir,
    format: 'es',
    minify: true,
    entryFileNames: '[name].js',
    // Not the name of a script: a page of another release may ask for that, and expects what it exports.
    chunkFileNames: 'shared-[name].js',
  });
  await bundle.close();
}

/** Answers how many bundles there are. A process that starts meanwhile finds none and serves the scripts as they are written. */
export async function bundleScripts(): Promise<number> {
  const folder = bundleFolder();
  const part = join(BUNDLES, `${basename(folder)}.part`);
  rmSync(BUNDLES, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const turbo = new Map(scriptFiles({ isBundled: false })).get(`/js/${TURBO}`)!;
  await write({ input: { turbo } }, part);
  await write({ input: entries().map((name) => join(SCRIPTS, name)), external: `./${TURBO}` }, part);
  renameSync(part, folder);
  return readdirSync(folder).length;
}
