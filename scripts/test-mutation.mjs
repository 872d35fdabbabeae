/**
 * `node scripts/test-mutation.mjs`: changes the rules that cost money (carts, prices, promotions, stock, placing orders) in
 * hundreds of small ways and sees how many of the changes the tests notice; part of `npm run test:full`. Once with the specs
 * alone, once with MySQL and Redis for what asks them. One count per folder.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensurePackages, nodeProgram, root } from './launcher/project.mjs';
import { run } from './launcher/processes.mjs';
import { explain, say, step } from './launcher/terminal.mjs';
import { withTestServers } from './launcher/test-servers.mjs';

/** Of a hundred changes in a folder so many must be noticed. */
const LEAST = 90;
const own = join(root, 'test', 'mutation');
const stryker = join(own, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const CONFIGS = {
  'stryker.config.json': 'mutation.json',
  'servers.stryker.config.json': 'mutation-servers.json',
};
const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/** Packages of its own: nobody else needs them. */
async function ensureStryker() {
  if (existsSync(stryker)) return 'up to date';
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: own });
  return 'installed';
}

/** [folder, statuses of its mutants] of each. */
function mutantsByFolder() {
  const folders = new Map();
  for (const report of Object.values(CONFIGS)) {
    const { files } = JSON.parse(readFileSync(join(root, '.data', report), 'utf8'));
    for (const [file, { mutants }] of Object.entries(files)) {
      const folder = dirname(file).split('/').slice(0, 3).join('/');
      folders.set(folder, [...(folders.get(folder) ?? []), ...mutants.map(({ status }) => status)]);
    }
  }
  return [...folders];
}

function isGood([folder, statuses]) {
  const count = (kinds) => statuses.filter((status) => kinds.includes(status)).length;
  const [noticed, missed] = [count(NOTICED), count(UNNOTICED)];
  const percent = Math.round((100 * noticed) / (noticed + missed));
  say(`[figure] mutants noticed in ${folder}: ${percent} % of ${noticed + missed}`);
  return percent >= LEAST;
}

async function main() {
  await step('packages', ensurePackages);
  await step('mutation tests', ensureStryker);
  await withTestServers({ needsBrowser: false, needsBuild: false }, async (servers) => {
    const options = { cwd: root, env: { ...servers, SHORT: '1' }, stdio: ['ignore', 'inherit', 'inherit'] };
    for (const config of Object.keys(CONFIGS))
      await run(nodeProgram(), [stryker, 'run', join(own, config)], options);
  });
  return mutantsByFolder().map(isGood);
}

const verdicts = await main().catch((error) => process.exit(explain(error)));
const passed = verdicts.filter(Boolean).length;
say(`${passed} passed, ${verdicts.length - passed} failed`);
process.exit(passed === verdicts.length ? 0 : 1);
