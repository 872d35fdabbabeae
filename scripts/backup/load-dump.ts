import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PlainRefusal } from './plain-refusal.js';
import { serverProgram } from './server-programs.js';
import { table, type Server } from './server.js';

/** Sends the packed SQL of `file` into the empty schema `schema`. Errors: PlainRefusal with what the server said. */
export async function loadDump(
  server: Server,
  loginFile: string,
  file: string,
  schema: string,
  signal: AbortSignal,
): Promise<void> {
  const program = serverProgram('client', server.flavour);
  const args = [`--defaults-file=${loginFile}`, '--binary-mode', '--default-character-set=utf8mb4', schema];
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], signal });
  const said = text(child.stderr);
  const ended = once(child, 'close') as Promise<[number | null]>;
  const sent = pipeline(createReadStream(file), createGunzip(), child.stdin, { signal });
  // A client that gives up closes its end first; what it said is the reason then.
  const [[code], broken] = await Promise.all([
    ended,
    sent.then(
      () => null,
      (error: Error) => error,
    ),
  ]);
  if (code !== 0 || broken)
    throw new PlainRefusal(`The server did not take the backup:\n${(await said).trim() || broken?.message}`);
}

/** Errors: PlainRefusal when a table has not as many rows as the backup. */
export async function checkRows(
  server: Server,
  schema: string,
  expected: Readonly<Record<string, number>>,
): Promise<number> {
  let all = 0;
  for (const [name, count] of Object.entries(expected)) {
    const [row] = await server.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table(schema, name)}`);
    if (row!.n !== count)
      throw new PlainRefusal(`${name} has ${row!.n} rows after loading, ${count} in the backup.`);
    all += count;
  }
  return all;
}
