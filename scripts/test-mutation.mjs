/**
 * `node scripts/test-mutation.mjs`: changes the rules that need no server (carts, money, prices) in hundreds of small ways
 * and sees how many of the changes the specs notice; part of `npm run test:full`. One count per folder of `src/core`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages, nodeProgram, root, withLocalBin } from './launcher/project.mjs';
import { run } from './launcher/processes.mjs';
import { explain, say, step } from './launcher/terminal.mjs';

/** Of a hundred changes so many must be noticed. */
const LEAST = 75;
const own = join(root, 'test', 'mutation');
const stryker = join(own, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const report = join(root, '.data', 'mutation.json');
const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/** Packages of its own: nobody else needs them. */
async function ensureStryker() {
  if (existsSync(stryker)) return 'up to date';
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: own });
  return 'installed';
}

/** [folder of src/core, statuses of its mutants] of each. */
function mutantsByFolder() {
  const folders = new Map();
  for (const [file, { mutants }] of Object.entries(JSON.parse(readFileSync(report, 'utf8')).files)) {
    const folder = file.split('/')[2];
    folders.set(folder, [...(folders.get(folder) ?? []), ...mutants.map(({ status }) => status)]);
  }
  return [...folders];
}

function isGood([folder, statuses]) {
  const count = (kinds) => statuses.filter((status) => kinds.includes(status)).length;
  const [noticed, missed] = [count(NOTICED), count(UNNOTICED)];
  const percent = Math.round((100 * noticed) / (noticed + missed));
  say(`[figure] mutants noticed in src/core/${folder}: ${percent} % of ${noticed + missed}`);
  return percent >= LEAST;
}

async function main() {
  await step('packages', ensurePackages);
  await step('mutation tests', ensureStryker);
  const options = { cwd: root, env: withLocalBin(process.env), stdio: ['ignore', 'inherit', 'inherit'] };
  await run(nodeProgram(), [stryker, 'run', join(own, 'stryker.config.json')], options);
  return mutantsByFolder().map(isGood);
}

const verdicts = await main().catch((error) => process.exit(explain(error)));
const passed = verdicts.filter(Boolean).length;
say(`${passed} passed, ${verdicts.length - passed} failed`);
process.exit(passed === verdicts.length ? 0 : 1);
