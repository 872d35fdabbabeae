import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PlainRefusal } from './plain-refusal.js';

/** Moves when what is in a backup is laid out another way. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const DUMP = 'database.sql.gz';
export const PICTURES = 'pictures';

const schema = z.object({
  format: z.literal(FORMAT),
  /** Of the shop that wrote it; `commit` is null outside of a checkout. */
  shop: z.object({ version: z.string(), commit: z.string().nullable() }),
  /** The newest migration that had run. */
  migration: z.string(),
  server: z.object({ flavour: z.enum(['MariaDB', 'MySQL']), version: z.string() }),
  /** The moment that the rows are of, and when the last byte was written; UTC. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Rows by table. */
  tables: z.record(z.string(), z.number().int().nonnegative()),
  /** Bytes: as written, and unpacked. */
  dump: z.object({ bytes: z.number(), unpackedBytes: z.number() }),
  /** `where`: in this backup, or in the bucket that MEDIA_STORE names. */
  pictures: z.object({ where: z.string(), files: z.number(), bytes: z.number() }),
  /** What is not in it, and why. */
  leftOut: z.array(z.string()),
});
export type Manifest = z.infer<typeof schema>;

/** Errors: PlainRefusal when there is none, or it is of another format. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new PlainRefusal(
      `${folder} is no backup: it has no ${MANIFEST}. Name the folder that \`npm run backup\` wrote.`,
    );
  });
  const read = schema.safeParse(parsed(text));
  if (read.success) return read.data;
  const { format } = (parsed(text) ?? {}) as { format?: unknown };
  throw new PlainRefusal(
    typeof format === 'number' && format !== FORMAT
      ? `${folder} has the format ${format}, this version of CloudCart reads ${FORMAT}. Restore it with the version that wrote it.`
      : `${join(folder, MANIFEST)} was changed or cut off. Take another copy of this backup.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
