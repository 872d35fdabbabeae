/** Writes the templates, by `settings.json` and what the `cdk` command says differently: for that command, and for whoever wants to read them first. */
import { readChoices } from '../commands/options.ts';
import { cloudCart } from '../lib/app.ts';

/** `npm run deploy` says which image; to look at templates, or to take them down, none is needed. */
const NO_IMAGE = { imageTag: 'none' };

try {
  cloudCart({ ...NO_IMAGE, ...readChoices([]) }).app.synth();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
