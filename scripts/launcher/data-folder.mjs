/** The data folder: who may read it, the secrets in it, and where the private servers keep their files. */
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import {
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './project.mjs';

/** Makes `folder` with just this mode, whatever the umask, owned by `user` when one is given; others' modes stay. */
export function makeFolder(folder, mode, user) {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  if (isNew || user) chmodSync(folder, mode);
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** Writes a file that only its owner may read; whoever reads it finds the whole old or the whole new text. */
export function writePrivate(file, text, user) {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  if (user) chownSync(`${file}.new`, user.uid, user.gid);
  renameSync(`${file}.new`, file);
}

/**
 * Who runs the private servers: undefined for ourselves. When we are root it is the owner of the checkout
 * (`sudo npm start`), or else `nobody`.
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(root);
  if (uid !== 0) return { uid, gid };
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(nobody?.[1] ?? 65534), gid: Number(nobody?.[2] ?? 65534) };
}

/** True when `user` may pass through `folder` and everything above it. */
function canReach(user, folder) {
  const { mode, uid } = statSync(folder);
  const passes = (mode & 0o001) !== 0 || (uid === user.uid && (mode & 0o100) !== 0);
  return passes && (dirname(folder) === folder || canReach(user, dirname(folder)));
}

/**
 * The private servers' folder: `servers` in the data folder. Below a folder that is closed to their user (root's
 * home, usually) it is a link to a folder of theirs under /var/lib.
 */
export function serversFolder(dataDir, user) {
  makeFolder(dataDir, 0o711);
  const folder = join(dataDir, 'servers');
  if (existsSync(folder)) return realpathSync(folder);
  if (!user || canReach(user, resolve(dataDir))) return makeFolder(folder, 0o711);
  rmSync(folder, { force: true }); // a link whose target is gone
  mkdirSync('/var/lib', { recursive: true });
  const elsewhere = mkdtempSync('/var/lib/cloudcart-');
  chmodSync(elsewhere, 0o711);
  symlinkSync(elsewhere, folder);
  return elsewhere;
}

/** Removes a data folder, and the servers' folder when that is elsewhere. */
export function removeDataFolder(dataDir) {
  const servers = join(dataDir, 'servers');
  if (lstatSync(servers, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(servers)) {
    rmSync(realpathSync(servers), { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}

/** The random secrets of this data folder, made once: passwords of the private servers and what signs sessions. */
export function secretsOf(dataDir) {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    makeFolder(dataDir, 0o711);
    const names = ['mysql', 'mysqlRoot', 'redis', 'sessions'];
    const made = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('hex')]));
    writePrivate(file, JSON.stringify(made, null, 2));
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Folders of `parent` that are named after a process. */
export const foldersByPid = (parent) =>
  existsSync(parent) ? readdirSync(parent).filter((name) => /^\d+$/.test(name)) : [];
