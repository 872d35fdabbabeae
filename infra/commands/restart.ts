/** `npm run restart`: all processes anew, with the passwords and keys of now, and without a pause for shoppers. */
import { outputsOf, regionOf } from './region.ts';
import { restartShop } from './restart-shop.ts';
import { shell } from './shell.ts';

try {
  await regionOf(shell);
  await restartShop(shell, await outputsOf(shell, 'CloudCartBase'), await outputsOf(shell, 'CloudCartShop'));
  process.stdout.write('All processes were started anew.\n');
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
