/**
 * `node scripts/run.mjs NAME ...`: runs dist/scripts/NAME.js with the settings of `npm start`: your own servers, or
 * the private ones, which are opened for the time of the command when the shop is not running.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  build,
  dataDir,
  ensurePackages,
  isBuilt,
  loadEnvFile,
  nodeProgram,
  root,
} from './launcher/project.mjs';
import { leaveRunning, openShopServers } from './launcher/servers.mjs';
import { childEnvironment } from './launcher/settings.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain } from './launcher/terminal.mjs';

const [name, ...args] = process.argv.slice(2);

function runScript(env) {
  return new Promise((resolve, reject) => {
    const script = join(root, 'dist', 'scripts', `${name}.js`);
    const child = spawn(nodeProgram(), [script, ...args], { env, stdio: 'inherit' });
    onSignals(
      (signal) => child.kill(signal),
      () => child.kill('SIGKILL'),
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main() {
  loadEnvFile();
  await ensurePackages();
  if (!isBuilt()) await build();
  const { settings, opened } = await openShopServers(dataDir());
  try {
    return await runScript(childEnvironment(dataDir(), settings));
  } finally {
    await leaveRunning(opened);
  }
}

process.exit(await main().catch(explain));
