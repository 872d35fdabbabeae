/** `npm run test:slow`: vitest's project "slow" when it has tests, then the containers and what would be made in AWS; one count for all. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './launcher/project.mjs';
import { say } from './launcher/terminal.mjs';
import { runTests } from './launcher/test-command.mjs';

const hasSlowTests = existsSync(join(root, 'test', 'slow'));
const counts = [
  ...(hasSlowTests ? [await runTests('test.mjs', ['--project=slow'])] : []),
  await runTests('test-compose.mjs'),
  await runTests('infra.mjs'),
];
const sum = (key) => counts.reduce((total, one) => total + one[key], 0);
say(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
