/** Runs one of our test commands as a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './project.mjs';
import { onSignals } from './signals.mjs';

let current;
onSignals(
  (signal) => current?.kill(signal),
  () => current?.kill('SIGKILL'),
);

/**
 * Runs `scripts/SCRIPT ARGS`, shows what it says, and answers { passed, failed, output }: the counts of its last line, one
 * failure when it has none.
 */
export function runTests(script, args = [], env = {}) {
  return new Promise((resolve) => {
    let output = '';
    current = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    current.stdout.on('data', (data) => {
      output += data;
      process.stdout.write(data);
    });
    current.once('close', (code) => {
      const [, passed = 0, failed = 0] =
        /^(\d+) passed, (\d+) failed\s*$/m.exec(output.trimEnd().split('\n').at(-1)) ?? [];
      resolve({ passed: Number(passed), failed: Number(failed) || (code === 0 ? 0 : 1), output });
    });
  });
}
