/** The note of who runs the shop from a data folder, so that a second start neither disturbs it nor trips over a killed one. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writePrivate } from './data-folder.mjs';
import { commandLine, endProcess, isAlive } from './processes.mjs';
import { root } from './project.mjs';
import { PlainError } from './terminal.mjs';

const note = (dataDir) => join(dataDir, 'running.json');
const read = (dataDir) => (existsSync(note(dataDir)) ? JSON.parse(readFileSync(note(dataDir), 'utf8')) : {});
const runs = (pid, what) => pid && isAlive(pid) && commandLine(pid).includes(what);

/** Notes this process as the launcher, after ending what a killed launcher left. Errors: PlainError while one runs. */
export async function claim(dataDir) {
  const { launcher, address, children = [] } = read(dataDir);
  if (launcher !== process.pid && runs(launcher, 'start.mjs')) {
    const where = address ? ` at ${address}` : '';
    throw new PlainError(`CloudCart is already running${where} (process ${launcher}).
End that one first, or start a second shop:  CLOUDCART_DATA_DIR=.data/second PORT=0 npm start`);
  }
  await Promise.all(children.filter((pid) => runs(pid, root)).map((pid) => endProcess(pid, 20)));
  makeFolder(dataDir, 0o711);
  update(dataDir, {});
}

/** Adds what is known: address, children (process ids). */
export function update(dataDir, facts) {
  writePrivate(note(dataDir), JSON.stringify({ launcher: process.pid, ...facts }));
}

export const release = (dataDir) => rmSync(note(dataDir), { force: true });
