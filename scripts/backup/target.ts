import { setTimeout as pause } from 'node:timers/promises';
import { PlainRefusal } from './plain-refusal.js';
import { table, type Server } from './server.js';

/** What a person loses with the schema: its orders, and when the last one was placed. */
async function inhabitants(server: Server, tables: readonly string[]): Promise<string> {
  if (!tables.includes('orders')) return `${tables.length} tables, none of them orders`;
  const [row] = await server.query<{ n: number; last: Date | null }>(
    `SELECT COUNT(*) AS n, MAX(placed_at) AS last FROM ${table(server.schema, 'orders')}`,
  );
  const last = row!.last ? `, the last one placed at ${row!.last.toISOString()}` : '';
  return `${tables.length} tables with ${row!.n} orders${last}`;
}

/** How long a connection that was closed may still be in the server's list, in ms: it is taken out some time after its goodbye. */
const GOODBYE_MS = 2000;
const ASK_AGAIN_MS = 50;

const othersIn = (server: Server) =>
  server.query<{ id: number }>(
    'SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()',
    [server.schema],
  );

/** Errors: PlainRefusal while the shop, or somebody else, is connected to the schema and stays so. */
async function assertAlone(server: Server): Promise<void> {
  const end = performance.now() + GOODBYE_MS;
  let others = await othersIn(server);
  while (others.length > 0 && performance.now() < end) {
    await pause(ASK_AGAIN_MS);
    others = await othersIn(server);
  }
  if (others.length > 0)
    throw new PlainRefusal(
      `${others.length} other connections are open to ${server.schema}. Stop the shop first, web processes and workers, and try again.`,
    );
}

/**
 * Looks at the schema that is going to be replaced, and answers what will be deleted; null when there is nothing. Errors:
 * PlainRefusal when something is in it and `mayReplace` is false, and while somebody uses it.
 */
export async function checkTarget(server: Server, mayReplace: boolean): Promise<string | null> {
  await assertAlone(server);
  const tables = await server.names(server.schema, 'BASE TABLE');
  if (tables.length === 0) return null;
  const what = `${server.schema} has ${await inhabitants(server, tables)}`;
  if (mayReplace) return what;
  throw new PlainRefusal(
    `${what}. Nothing was changed. To delete all of that and put the backup in its place, add --replace (and take a backup of it first).`,
  );
}
