import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { PlainRefusal } from './plain-refusal.js';
import { RowCounter } from './row-counter.js';
import { serverProgram } from './server-programs.js';
import type { Server } from './server.js';
import { Tap } from './sums.js';

/** The last line of a dump that ran to its end. */
const END = '-- Dump completed';
/** Level 6 takes three times as long for a tenth less. */
const GZIP_LEVEL = 3;

/** One snapshot of all rows, read without a lock: the shop goes on. Times are UTC, bytes are written as numbers. */
const OPTIONS = [
  '--single-transaction',
  '--quick',
  '--skip-lock-tables',
  '--no-tablespaces',
  '--hex-blob',
  '--tz-utc',
  '--skip-triggers',
  '--default-character-set=utf8mb4',
];
/** Else a restore would change what the server says of its own history. */
const OWN = { MySQL: ['--set-gtid-purged=OFF', '--column-statistics=0'], MariaDB: [] } as const;

/** Looks on while the text of a dump goes by. */
class Onlooker {
  readonly counter = new RowCounter();
  bytes = 0;
  private tail = '';

  /** `more`: statements to put behind the dump. */
  through(more: string) {
    return async function* (this: Onlooker, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of source) {
        this.counter.feed(piece);
        this.bytes += piece.length;
        this.tail = `${this.tail}${piece.subarray(-200).toString('latin1')}`.slice(-200);
        yield piece;
      }
      yield Buffer.from(more);
    }.bind(this);
  }

  get sawEnd(): boolean {
    return this.tail.includes(END);
  }
}

export interface Dumped {
  sum: string;
  bytes: number;
  unpackedBytes: number;
  rows: Map<string, number>;
}

/** Views name the schema they were made in, and who made them: they are written by us, for any schema and anybody. */
async function viewStatements(server: Server, views: readonly string[]): Promise<string> {
  const statements = await Promise.all(views.map((name) => server.viewStatement(server.schema, name)));
  return statements.map((statement) => `${statement};\n`).join('');
}

/**
 * Writes all tables and views of the server's schema as packed SQL to `file`, piece by piece. Errors: PlainRefusal with what
 * the program said when it did not come to its end.
 */
export async function dumpDatabase(
  server: Server,
  loginFile: string,
  file: string,
  signal: AbortSignal,
): Promise<Dumped> {
  const views = await server.names(server.schema, 'VIEW');
  const ignored = views.map((name) => `--ignore-table=${server.schema}.${name}`);
  const args = [
    `--defaults-file=${loginFile}`,
    ...OPTIONS,
    ...OWN[server.flavour],
    ...ignored,
    server.schema,
  ];
  const program = serverProgram('dump', server.flavour);
  const more = await viewStatements(server, views);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const said = text(child.stderr);
  const [onlooker, tap] = [new Onlooker(), new Tap()];
  const out = createWriteStream(file, { flags: 'wx', flush: true });
  const gzip = createGzip({ level: GZIP_LEVEL });
  const written = pipeline(child.stdout, onlooker.through(more), gzip, tap.through, out, { signal });
  const [[code]] = await Promise.all([ended, written]);
  if (code !== 0 || !onlooker.sawEnd)
    throw new PlainRefusal(`${program} did not come to its end:\n${(await said).trim()}`);
  const { bytes } = tap;
  return { sum: tap.sum(), bytes, unpackedBytes: onlooker.bytes, rows: onlooker.counter.rows };
}
