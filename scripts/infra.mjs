/**
 * `npm run test:infra`: what `infra/` would make in AWS. Installs its packages (they have a lock file of their own), checks its types, then has
 * its tests synthesise every size with the checks of cdk-nag and compare. No network but for packages, no account. Ends with "N passed, N failed".
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages, nodeProgram, root } from './launcher/project.mjs';
import { run } from './launcher/processes.mjs';
import { explain, say, step } from './launcher/terminal.mjs';
import { countTests } from './launcher/test-report.mjs';

const folder = join(root, 'infra');
const node = nodeProgram();
const inModules = (...names) => join(root, 'node_modules', ...names);

async function runTests() {
  const own = mkdtempSync(join(tmpdir(), 'cloudcart-infra-'));
  const report = join(own, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = [inModules('vitest', 'vitest.mjs'), 'run', '--root', folder, ...reporters];
  try {
    const code = await run(node, vitest, { cwd: folder }).then(
      () => 0,
      () => 1,
    );
    return countTests(report, code);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

async function main() {
  await step('packages', ensurePackages);
  await step('of infra', () => ensurePackages(folder, ['--ignore-scripts']));
  const types = [inModules('typescript', 'bin', 'tsc'), '-p', folder];
  await step('types', () => run(node, types, { cwd: root }).then(() => ''));
  return runTests();
}

const { passed, failed } = await main().catch((error) => process.exit(explain(error)));
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
