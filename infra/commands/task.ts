/** `npm run task -- node dist/scripts/shop.js order list`: one command of the shop, run once in AWS. */
import { outputsOf, regionOf } from './region.ts';
import { runTask } from './run-task.ts';
import { shell } from './shell.ts';

try {
  await regionOf(shell);
  const command = process.argv.slice(2);
  if (command.length === 0)
    throw new Error('Which command? npm run task -- node dist/scripts/shop.js order list');
  process.stdout.write(`${await runTask(shell, await outputsOf(shell, 'CloudCartBase'), command)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
