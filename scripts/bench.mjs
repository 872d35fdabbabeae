/**
 * `npm run bench`: one web process next to a bare node:http server that sends the same bytes, on throw-away servers.
 * A table for people goes to standard error, JSON to standard output. BENCH_SECONDS is the time per scenario (6).
 * `npm run bench -- pages`: one web process between the least that Node can do and the way of textbooks, in under ten minutes;
 * writes docs/page-speed.md. `--quick` tries it, `--profile` shows where the time goes.
 * `npm run bench -- sessions`: all session stores, some twenty minutes; writes docs/session-stores.md. `--quick` tries it.
 * `npm run bench -- listings`: listings of 50,000 products with 150,000 variants, a few minutes; BENCH_PRODUCTS is another number.
 * `npm run bench -- search`: searches of as many products; BENCH_PRODUCTS as before. Fails when a promise is not kept.
 * `npm run bench -- orders`: orders a second, next to the bare cost of the same SQL, a minute; `--quick` tries it.
 * `npm run bench -- capacity`: what each kind of request costs, and what so many a second want; three minutes; writes docs/capacity.md.
 * `npm run bench -- cache`: the cache beside the libraries of the field, some ten minutes; writes its part of docs/caching.md.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { makeFolder, removeDataFolder } from './launcher/data-folder.mjs';
import { build, dataDir, ensurePackages, isBuilt, nodeProgram, root } from './launcher/project.mjs';
import { programSettings } from './launcher/program-settings.mjs';
import { ensurePrograms } from './launcher/programs.mjs';
import { closeAll, describeServers, openServers } from './launcher/servers.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain, PlainError, warn } from './launcher/terminal.mjs';

const ownDir = join(dataDir(), 'bench', String(process.pid));
const otherwise = 'Or install it and type npm run bench again.';

const [kind, ...more] = process.argv.slice(2);
const isOfSessions = kind === 'sessions';
const isOfCache = kind === 'cache';
const isKnown =
  kind === undefined ||
  ['sessions', 'cache', 'capacity', 'pages', 'listings', 'orders', 'search'].includes(kind);
const script = join(root, 'dist', 'scripts', 'bench', kind ?? '.', 'main.js');

function runBench(settings) {
  const env = { ...process.env, ...settings };
  return new Promise((resolve, reject) => {
    const child = spawn(nodeProgram(), [script, ...more], { cwd: root, env, stdio: 'inherit' });
    onSignals(
      () => child.kill('SIGTERM'),
      () => child.kill('SIGKILL'),
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Where the servers are found that the comparison of sessions stores starts and kills itself. */
async function ownServers() {
  if (!isOfSessions) return {};
  const found = await ensurePrograms(['mysql', 'redis'], { programsDir: dataDir(), otherwise });
  // Unpacking replaces what was unpacked before, so this one has a folder of its own.
  const last = await ensurePrograms(['memcached'], { programsDir: join(dataDir(), 'memcached'), otherwise });
  const folder = makeFolder(join(ownDir, 'stores'), 0o711);
  return { ...programSettings({ ...found, ...last }), BENCH_FOLDER: folder };
}

/** Packages of their own: none of them is one of the shop's. */
async function ensureLibraries() {
  const folder = join(root, 'test', 'cache-libraries');
  await ensurePackages(folder).catch((error) => {
    throw new PlainError(
      `The libraries that the cache is compared with could not be installed in ${folder}. It takes the npm registry.\n${error.message}`,
    );
  });
}

async function benchCache() {
  await ensureLibraries();
  return runBench(programSettings(await ensurePrograms(['redis'], { programsDir: dataDir(), otherwise })));
}

async function main() {
  if (!isKnown)
    throw new PlainError(
      'npm run bench takes nothing, or: -- pages [--quick] [--profile], -- sessions [--quick] [--stores=redis,memory], -- capacity [--quick], -- cache [--quick], -- listings, -- search, -- orders [--quick]',
    );
  await ensurePackages();
  if (!isBuilt()) await build();
  if (isOfCache) return benchCache();
  makeFolder(ownDir, 0o711);
  const wants = { mysql: true, redis: true, cache: true };
  let opened = [];
  try {
    const servers = await openServers({ dataDir: ownDir, programsDir: dataDir(), wants, otherwise });
    opened = servers.opened;
    warn(`Node ${process.versions.node}, ${describeServers(opened)}`);
    return await runBench({ ...servers.settings, ...(await ownServers()) });
  } finally {
    await closeAll(opened);
    removeDataFolder(ownDir);
  }
}

process.exit(await main().catch(explain));
