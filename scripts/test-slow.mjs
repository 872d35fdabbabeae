/** `npm run test:slow`: vitest's project "slow" when it has tests, then the containers; one count for both. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './launcher/project.mjs';
import { onSignals } from './launcher/signals.mjs';
import { say } from './launcher/terminal.mjs';

let current;
onSignals(
  (signal) => current?.kill(signal),
  () => current?.kill('SIGKILL'),
);

/** Runs one of our test commands and answers the counts of its last line; one failure when it has none. */
function count(script, ...args) {
  return new Promise((resolve) => {
    let output = '';
    current = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    current.stdout.on('data', (data) => {
      output += data;
      process.stdout.write(data);
    });
    current.once('close', (code) => {
      const [, passed = 0, failed = 0] =
        /^(\d+) passed, (\d+) failed\s*$/m.exec(output.trimEnd().split('\n').at(-1)) ?? [];
      resolve({ passed: Number(passed), failed: Number(failed) || (code === 0 ? 0 : 1) });
    });
  });
}

const hasSlowTests = existsSync(join(root, 'test', 'slow'));
const counts = [
  ...(hasSlowTests ? [await count('test.mjs', '--project=slow')] : []),
  await count('test-compose.mjs'),
];
const sum = (key) => counts.reduce((total, one) => total + one[key], 0);
say(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
