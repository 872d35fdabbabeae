import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Env } from '../../src/platform/config/env.js';
import { dropSchema, stepOver } from './after-restore.js';
import { checkBackup } from './check-backup.js';
import { checkRows, loadDump } from './load-dump.js';
import { withLoginFile } from './login-file.js';
import { DUMP, PICTURES, readManifest, type Manifest } from './manifest.js';
import { withMigrationLock } from './migration-lock.js';
import { restorePictures } from './pictures.js';
import { PlainRefusal } from './plain-refusal.js';
import { assertKnown, prepareSchema } from './prepare-schema.js';
import { Server } from './server.js';
import { step } from './step.js';
import { createSchema, swap } from './swap.js';
import { checkTarget } from './target.js';

export interface RestoreOptions {
  /** Whether the schema may have something in it, which is deleted. */
  mayReplace: boolean;
  /** Whether books that the audit finds wrong are taken as they are. */
  acceptsFindings: boolean;
}

function assertFits({ server: { flavour } }: Manifest, server: Server): void {
  if (flavour === server.flavour) return;
  throw new PlainRefusal(
    `The backup is of ${flavour}, and DATABASE_URL names ${server.flavour} ${server.version}. Restore it on ${flavour}.`,
  );
}

/** Fills `scratch` with the backup and finds it right. */
async function load(
  server: Server,
  folder: string,
  scratch: string,
  signal: AbortSignal,
  manifest: Manifest,
): Promise<void> {
  await step('database', () =>
    withLoginFile(server.address, server.flavour, async (login) => {
      await loadDump(server, login, join(folder, DUMP), scratch, signal);
      return {
        detail: `${await checkRows(server, scratch, manifest.tables)} rows, as many as were backed up`,
      };
    }),
  );
}

async function putPicturesBack(env: Env, folder: string, { pictures }: Manifest): Promise<void> {
  if (pictures.where !== 'backup') {
    process.stdout.write(`  - pictures are in ${pictures.where}, which keeps its own\n`);
    return;
  }
  if (env.MEDIA_STORE) {
    const sync = `aws s3 sync ${join(folder, PICTURES)} ${env.MEDIA_STORE.replace(/\?.*/, '')}`;
    process.stdout.write(
      `  - the backup has pictures of a folder, and MEDIA_STORE names a bucket: ${sync}\n`,
    );
    return;
  }
  await step('pictures', async () => {
    const restored = await restorePictures(join(folder, PICTURES), env.MEDIA_DIR);
    return { detail: `${restored} of ${pictures.files} were missing` };
  });
}

/**
 * Puts a backup into the schema of DATABASE_URL. All work is done in a schema beside it, which takes its place at the end in one
 * statement; whatever goes wrong before that leaves everything as it was. Errors: PlainRefusal.
 */
export async function restoreBackup(
  env: Env,
  folder: string,
  options: RestoreOptions,
  signal: AbortSignal,
): Promise<Manifest> {
  const found = await readManifest(folder);
  assertKnown(found);
  const server = await Server.connect(env.DATABASE_URL);
  const scratch = `${server.schema}_restore_${randomBytes(4).toString('hex')}`;
  const aside = `${scratch}_old`;
  const made: string[] = [];
  try {
    assertFits(found, server);
    const lost = await checkTarget(server, options.mayReplace);
    if (lost) process.stdout.write(`  ! ${lost}: deleted when the backup is in place\n`);
    const { manifest } = await step('backup', () => checkBackup(folder));
    for (const name of [scratch, aside]) {
      await createSchema(server, name, server.schema);
      made.push(name);
    }
    await load(server, folder, scratch, signal, manifest);
    await prepareSchema(env, server.addressOf(scratch), options.acceptsFindings);
    await stepOver(server, scratch);
    await putPicturesBack(env, folder, manifest);
    signal.throwIfAborted();
    await checkTarget(server, options.mayReplace);
    await withMigrationLock(server, () => swap(server, scratch, server.schema, aside));
    return manifest;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    for (const name of made) await dropSchema(server, name);
    await server.close();
  }
}
