import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Env } from '../../src/platform/config/env.js';
import { s3Address } from '../../src/platform/config/media-address.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { checkBackup } from './check-backup.js';
import { dumpDatabase, type Dumped } from './dump-database.js';
import { withLoginFile } from './login-file.js';
import { DUMP, FORMAT, MANIFEST, PICTURES, type Manifest } from './manifest.js';
import { withMigrationLock } from './migration-lock.js';
import { savePictures } from './pictures.js';
import { PlainRefusal } from './plain-refusal.js';
import { Server } from './server.js';
import { megabytes, step } from './step.js';
import { sumOf, writeSums, type Sums } from './sums.js';

const LEFT_OUT = [
  'Redis: whoever is signed in signs in again, and carts of guests are gone; carts of customers have a copy in the table customer_carts.',
  'Settings and secrets (.env, SESSION_SECRETS, keys of payment providers): keep them where you keep passwords.',
];

type Settings = Pick<Env, 'DATABASE_URL' | 'MEDIA_DIR' | 'MEDIA_STORE'>;

async function shopVersion(): Promise<Manifest['shop']> {
  const { version } = JSON.parse(await readFile(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  try {
    const options = { cwd: PROJECT_ROOT, encoding: 'utf8', stdio: 'pipe' } as const;
    return { version, commit: execFileSync('git', ['rev-parse', 'HEAD'], options).trim() };
  } catch {
    return { version, commit: null };
  }
}

/** Errors: PlainRefusal for a schema that is not a shop's. */
async function newestMigration(server: Server): Promise<string> {
  const rows = await server
    .query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp DESC LIMIT 1')
    .catch(() => []);
  if (rows[0]) return rows[0].name;
  throw new PlainRefusal(`The schema ${server.schema} has no shop in it: nothing to back up.`);
}

function dumped(server: Server, folder: string, signal: AbortSignal): Promise<Dumped & { detail: string }> {
  return step('database', () =>
    withLoginFile(server.address, server.flavour, async (login) => {
      const result = await dumpDatabase(server, login, join(folder, DUMP), signal);
      const rows = Array.from(result.rows.values()).reduce((sum, n) => sum + n, 0);
      return { ...result, detail: `${rows} rows, ${megabytes(result.bytes)} packed` };
    }),
  );
}

async function pictures(env: Settings, folder: string, sums: Sums): Promise<Manifest['pictures']> {
  if (env.MEDIA_STORE) {
    const where = `s3://${s3Address(env.MEDIA_STORE)!.bucket}`;
    process.stdout.write(
      `  - pictures are in ${where}: turn on versioning of that bucket, it keeps its own\n`,
    );
    return { where, files: 0, bytes: 0 };
  }
  const saved = await step('pictures', async () => {
    const { files, bytes } = await savePictures(env.MEDIA_DIR, folder, PICTURES, sums);
    return { files, bytes, detail: `${files} files, ${megabytes(bytes)}` };
  });
  return { where: 'backup', files: saved.files, bytes: saved.bytes };
}

/** Everything but the name of the finished folder. */
async function fill(server: Server, env: Settings, folder: string, signal: AbortSignal): Promise<void> {
  const startedAt = new Date().toISOString();
  const sums: Sums = new Map();
  const migration = await newestMigration(server);
  const dump = await dumped(server, folder, signal);
  sums.set(DUMP, dump.sum);
  const kept = await pictures(env, folder, sums);
  const tables = await server.names(server.schema, 'BASE TABLE');
  const manifest: Manifest = {
    format: FORMAT,
    shop: await shopVersion(),
    migration,
    server: { flavour: server.flavour, version: server.version },
    startedAt,
    finishedAt: new Date().toISOString(),
    tables: Object.fromEntries(tables.map((name) => [name, dump.rows.get(name) ?? 0])),
    dump: { bytes: dump.bytes, unpackedBytes: dump.unpackedBytes },
    pictures: kept,
    leftOut: LEFT_OUT,
  };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  sums.set(MANIFEST, await sumOf(join(folder, MANIFEST)));
  await writeSums(folder, sums);
}

/** `cloudcart-20261127T231500Z`: sorts by time. */
const nameAt = (moment: Date): string => `cloudcart-${moment.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;

/**
 * Writes a backup of the shop into a new folder in `into`, and reads it again; answers its path. It gets its name when it
 * is complete: one that failed leaves nothing. Nobody migrates meanwhile. Errors: PlainRefusal.
 */
export async function writeBackup(env: Settings, into: string, signal: AbortSignal): Promise<string> {
  const name = nameAt(new Date());
  const [draft, folder] = [resolve(into, `.${name}.part`), resolve(into, name)];
  const server = await Server.connect(env.DATABASE_URL);
  try {
    // Names and addresses of customers are in it.
    await mkdir(into, { recursive: true, mode: 0o700 });
    await mkdir(draft, { mode: 0o700 });
    await withMigrationLock(server, () => fill(server, env, draft, signal));
    await step('read again', () => checkBackup(draft));
    signal.throwIfAborted();
    await rename(draft, folder);
    return folder;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await server.close();
  }
}
