import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

function findProjectRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json was not found above the running file');
  return findProjectRoot(parent);
}

/** Folder that holds package.json, views/ and public/; the same from `src` (tests) and from `dist`. */
export const PROJECT_ROOT = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

/** Whether what runs was compiled into `dist`, be it a module there or one file of many. */
const IS_BUILT = fileURLToPath(import.meta.url).startsWith(join(PROJECT_ROOT, 'dist', sep));

/** Path of a module of ours that is a program of its own, compiled or not; `module` as in `src/platform/images/drawing-process`. */
export const programFile = (module: string): string =>
  join(PROJECT_ROOT, IS_BUILT ? 'dist' : '.', `${module}.${IS_BUILT ? 'js' : 'ts'}`);
