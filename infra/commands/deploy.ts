/** `npm run deploy`: the shop in AWS, new or in another version. Settings: `settings.json`, or `--size small` and so on. */
import { App } from 'aws-cdk-lib';
import { readSettings } from '../lib/settings.ts';
import { commitTag } from './image.ts';
import { deployShop } from './deploy-shop.ts';
import { readChoices } from './options.ts';
import { regionOf } from './region.ts';
import { shell } from './shell.ts';

try {
  const choices = readChoices(process.argv.slice(2));
  const context = { ...choices, imageTag: choices['imageTag'] ?? (await commitTag(shell)) };
  // Before anything is made.
  readSettings(new App({ context }).node);
  const region = await regionOf(shell);
  process.stdout.write(`CloudCart is open: ${await deployShop({ run: shell, region, context })}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
