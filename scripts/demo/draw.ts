import { mkdirSync, writeFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pictures } from './art/pictures.js';

/** The folder that holds package.json, above this file (which runs from dist/ too). */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('no package.json above scripts/demo/draw');
    folder = dirname(folder);
  }
  return folder;
}

const target = join(projectRoot(), 'public', 'images', 'demo');
rmSync(target, { recursive: true, force: true });
let count = 0;
for (const { file, svg } of pictures()) {
  mkdirSync(dirname(join(target, file)), { recursive: true });
  writeFileSync(join(target, file), svg);
  count += 1;
}
process.stdout.write(`${count} pictures drawn into public/images/demo\n`);
