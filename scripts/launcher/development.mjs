/** `npm run dev`: tsc --watch compiles; what came out of it and what the shop reads once restart its processes. */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram, root } from './project.mjs';
import { warn } from './terminal.mjs';

/**
 * Folders whose files are read at the start of a process, and how their names end. Styles and scripts are among them for
 * the hashes in their addresses. Templates are not: with RELOAD_VIEWS they are read for each page.
 */
const READ_ONCE = {
  'dist/src': ['.js'],
  'dist/migrations': ['.js'],
  'views/messages': ['.json'],
  content: ['.md'],
  'public/css': ['.css'],
  'public/js': ['.js'],
  themes: ['.json', '.css', '.md'],
};

/** What runs meanwhile: modules as they are compiled, and not the file that a build makes of them all. */
export const developmentPrograms = { 'main.js': 'web-process.js', 'worker.js': 'worker-process.js' };

/** Settings of the shop's processes meanwhile. */
export const developmentSettings = { RELOAD_VIEWS: '1' };

/**
 * Restarts `processes` after each compilation, and when a sentence, a style or a script was changed. Returns a function that ends it.
 * Not node --watch: its watcher stays behind when the launcher is killed, and it starts at the first of many files.
 */
export function recompileAndRestart(processes) {
  const tsc = [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--watch'];
  const compiler = spawn(nodeProgram(), [...tsc, '--preserveWatchOutput'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  let timer;
  let restarting = Promise.resolve();
  const restart = async () => {
    warn('The shop has changed; restarting.');
    await Promise.all(processes.map((part) => part.restart()));
  };
  const watchers = Object.entries(READ_ONCE).map(([folder, endings]) =>
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (!endings.some((ending) => file?.endsWith(ending))) return;
      clearTimeout(timer);
      timer = setTimeout(() => (restarting = restarting.then(restart)), 300);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    compiler.kill();
  };
}
