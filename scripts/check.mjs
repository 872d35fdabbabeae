/** `npm run check`: the package's check:* scripts, one after the other. No server needed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, root, withLocalBin } from './launcher/project.mjs';
import { run } from './launcher/processes.mjs';
import { PlainError, explain, step } from './launcher/terminal.mjs';

/** Every check runs, so that one failure does not hide another. */
async function main() {
  const failures = [];
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const options = { cwd: root, env: withLocalBin(process.env), shell: true };
  await step('packages', ensurePackages);
  for (const name of Object.keys(scripts).filter((key) => key.startsWith('check:'))) {
    const check = () => run(scripts[name], [], options).then(() => '');
    await step(name.slice('check:'.length), check).catch((error) => failures.push(error.message));
  }
  if (failures.length > 0) throw new PlainError(failures.join('\n\n'));
}

await main().catch((error) => process.exit(explain(error)));
