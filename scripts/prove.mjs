/**
 * `npm run prove`: a whole shop (HAProxy, three web instances, two workers, MySQL with a replica, two Redis, mail and payment)
 * on throw-away servers; people shop, things go wrong, and in the end everything is compared. About five minutes of faults; `--quick`
 * takes one, `--compose` does the same to the shop of docker-compose.yml, `--hours N` goes on for longer, `--seed N` repeats a run, `--out FOLDER` copies the report, which is in .data/proof.
 * Progress and a summary go to standard error, the report as JSON to standard output. Exit code 1 when a promise is broken.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, dataDir, ensurePackages, isBuilt, nodeProgram, root } from './launcher/project.mjs';
import { programSettings } from './launcher/program-settings.mjs';
import { ensurePrograms } from './launcher/programs.mjs';
import { onSignals } from './launcher/signals.mjs';
import { explain, PlainError, warn } from './launcher/terminal.mjs';

const otherwise = 'Then type npm run prove again.';

/** Where the servers are found that the proof starts and kills. */
async function programs() {
  const found = await ensurePrograms(['mysql', 'redis'], { programsDir: dataDir(), otherwise });
  if (found.mysql.flavour !== 'mariadb')
    throw new PlainError(`The proof starts MariaDB servers of its own and found ${found.mysql.file}, which is none. Please install it:

  Debian, Ubuntu   sudo apt-get install --no-install-recommends mariadb-server-core mariadb-client-core
  macOS            brew install mariadb`);
  // Unpacking replaces what was unpacked before, so this one has a folder of its own.
  const last = await ensurePrograms(['haproxy'], { programsDir: join(dataDir(), 'haproxy'), otherwise });
  return programSettings({ ...found, ...last });
}

function prove(settings) {
  const script = join(root, 'dist', 'scripts', 'prove', 'main.js');
  const env = { ...process.env, CLOUDCART_DATA_DIR: dataDir(), ...settings };
  return new Promise((resolve, reject) => {
    const child = spawn(nodeProgram(), [script, ...process.argv.slice(2)], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    onSignals(
      () => child.kill('SIGTERM'),
      () => child.kill('SIGKILL'),
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main() {
  warn('packages, build, programs');
  await ensurePackages();
  if (!isBuilt()) await build();
  return prove(process.argv.includes('--compose') ? {} : await programs());
}

process.exit(await main().catch(explain));
