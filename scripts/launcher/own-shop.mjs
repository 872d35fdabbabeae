/** A shop with the demo catalogue for one command, on a free port and with servers and data of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeFolder, removeDataFolder } from './data-folder.mjs';
import { dataDir, root } from './project.mjs';
import { onSignals } from './signals.mjs';
import { PlainError } from './terminal.mjs';

const READY = /^CloudCart is ready: (\S+)$/m;

function launch(folder) {
  const env = { ...process.env, PORT: '0', METRICS_PORT: 'off', CLOUDCART_DATA_DIR: folder };
  return spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Address of the shop. Errors: PlainError with what it said, when it ends instead. */
function ready(child) {
  return new Promise((resolve, reject) => {
    let heard = '';
    const hear = (data) => {
      heard += data;
      const [, address] = READY.exec(heard) ?? [];
      if (address) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => reject(new PlainError(`The shop did not open:\n${heard}`)));
  });
}

/** Runs `work(address)` and ends the shop, whatever comes of it. */
export async function withOwnShop(work) {
  const folder = makeFolder(join(dataDir(), 'own-shop', String(process.pid)), 0o711);
  const child = launch(folder);
  const closed = once(child, 'close');
  onSignals(
    () => child.kill('SIGTERM'),
    () => child.kill('SIGKILL'),
  );
  try {
    return await work(await ready(child));
  } finally {
    child.kill('SIGTERM');
    await closed;
    removeDataFolder(folder);
  }
}
