/**
 * `npm run bench`: one web process next to a bare node:http server that sends the same bytes, on throw-away servers.
 * A table for people goes to standard error, JSON to standard output. BENCH_SECONDS is the time per scenario (6).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { makeFolder, removeDataFolder } from './launcher/data-folder.mjs';
import { build, dataDir, ensurePackages, isBuilt, nodeProgram, root } from './launcher/project.mjs';
import { closeAll, describeServers, openServers } from './launcher/servers.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain, warn } from './launcher/terminal.mjs';

const ownDir = join(dataDir(), 'bench', String(process.pid));
const otherwise = 'Or install it and type npm run bench again.';

function runBench(settings) {
  const env = { ...process.env, ...settings };
  return new Promise((resolve, reject) => {
    const script = join(root, 'dist', 'scripts', 'bench', 'main.js');
    const child = spawn(nodeProgram(), [script], { cwd: root, env, stdio: 'inherit' });
    onSignals(
      () => child.kill('SIGTERM'),
      () => child.kill('SIGKILL'),
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main() {
  await ensurePackages();
  if (!isBuilt()) await build();
  makeFolder(ownDir, 0o711);
  const wants = { mysql: true, redis: true, cache: true };
  let opened = [];
  try {
    const servers = await openServers({ dataDir: ownDir, programsDir: dataDir(), wants, otherwise });
    opened = servers.opened;
    warn(`Node ${process.versions.node}, ${describeServers(opened)}`);
    return await runBench(servers.settings);
  } finally {
    await closeAll(opened);
    removeDataFolder(ownDir);
  }
}

process.exit(await main().catch(explain));
