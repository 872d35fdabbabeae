/**
 * Server programs without root rights on Debian and Ubuntu: their packages are downloaded and unpacked into the data
 * folder and run from there with their own libraries. Nothing outside that folder changes.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

const complete = (dataDir) => join(dataDir, 'programs');

/** Folders of libraries in `folder`, such as usr/lib/x86_64-linux-gnu. */
const libraryFolders = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.includes('-linux-gnu'))
        .map((name) => join(folder, name))
    : [];

/** Folders with programs, and what these need to run: environment, options of MariaDB. Undefined when not unpacked. */
export function unpackedPrograms(dataDir) {
  const usr = join(complete(dataDir), 'usr');
  if (!existsSync(usr)) return undefined;
  const libraries = [join(usr, 'lib'), join(complete(dataDir), 'lib')].flatMap(libraryFolders);
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: libraries.join(':'),
    PATH: `${join(usr, 'bin')}:${join(usr, 'sbin')}:${process.env.PATH}`,
  };
  return { folders: [join(usr, 'sbin'), join(usr, 'bin')], env, options: [`--basedir=${usr}`] };
}

/** Downloads the packages with all that this machine lacks for them, and unpacks them. */
export async function unpackPackages(dataDir, packages) {
  const place = `${complete(dataDir)}.new`;
  rmSync(place, { recursive: true, force: true });
  for (const name of ['lists/partial', 'cache/archives/partial', 'root']) {
    mkdirSync(join(place, name), { recursive: true });
  }
  const own = { 'Dir::State::Lists': 'lists', 'Dir::Cache': 'cache' };
  const options = Object.entries(own).flatMap(([key, name]) => ['-o', `${key}=${join(place, name)}`]);
  const apt = (...args) =>
    run('apt-get', [...options, '-o', 'Debug::NoLocking=1', '-o', 'Acquire::Retries=2', ...args]);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', '--download-only', ...packages);
  const archives = join(place, 'cache', 'archives');
  for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', join(archives, name), join(place, 'root')]);
  }
  rmSync(complete(dataDir), { recursive: true, force: true });
  renameSync(join(place, 'root'), complete(dataDir));
  rmSync(place, { recursive: true, force: true });
}
