/** `npm run check`: style, lint with types, types, import directions, dead code. No server needed. */
import { ensurePackages, root, withLocalBin } from './launcher/project.mjs';
import { run } from './launcher/processes.mjs';
import { PlainError, explain, step } from './launcher/terminal.mjs';

const CHECKS = [
  ['formatting', 'prettier --check .'],
  ['lint', 'oxlint --type-aware --deny-warnings'],
  ['types', 'tsc --noEmit -p tsconfig.json'],
  ['imports', 'depcruise src scripts --config .dependency-cruiser.cjs'],
  ['dead code', 'knip'],
];

/** Every check runs, so that one failure does not hide another. */
async function main() {
  const failures = [];
  await step('packages', ensurePackages);
  for (const [name, command] of CHECKS) {
    const [file, ...args] = command.split(' ');
    const options = { cwd: root, env: withLocalBin(process.env) };
    await step(name, () => run(file, args, options).then(() => '')).catch((error) =>
      failures.push(error.message),
    );
  }
  if (failures.length > 0) throw new PlainError(failures.join('\n\n'));
}

await main().catch((error) => process.exit(explain(error)));
