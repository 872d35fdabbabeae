/** `npm run dev`: tsc --watch compiles, and what came out of it restarts the shop's processes. */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram, root } from './project.mjs';
import { warn } from './terminal.mjs';

/**
 * Restarts `processes` after each compilation. Returns a function that ends it.
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
    warn('The code has changed; restarting.');
    await Promise.all(processes.map((part) => part.restart()));
  };
  const watchers = ['src', 'migrations'].map((name) =>
    watch(join(root, 'dist', name), { recursive: true }, (_event, file) => {
      if (!file?.endsWith('.js')) return;
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
