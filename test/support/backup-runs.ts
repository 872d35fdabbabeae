import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createConnection } from 'mysql2/promise';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';

/** `npm run backup` or `npm run restore` as a process, without npm and the launcher in between. */
export function start(script: 'backup' | 'restore', args: readonly string[], env: NodeJS.ProcessEnv) {
  const file = join(PROJECT_ROOT, 'dist', 'scripts', `${script}.js`);
  const settings = { ...process.env, REDIS_URL: 'redis://127.0.0.1:1', ...env };
  const child = spawn(process.execPath, [file, ...args], {
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const all = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const ended = all.then(([out, err, [code]]) => ({ code: code as number, said: `${out}${err}` }));
  return { ended, end: (signal: NodeJS.Signals) => child.kill(signal) };
}

/** Asks the server of `url` without its pool: a restore wants nobody in the schema. */
export async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const connection = await createConnection(url.replace(/^mariadb:/, 'mysql:'));
  try {
    const [rows] = await connection.query({ sql, typeCast: (field) => field.string() });
    return rows as unknown as Row[];
  } finally {
    await connection.end();
  }
}

/** Names of the tables of the schema, by the alphabet. */
export async function tablesOf(url: string): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    url,
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  return rows.map(({ name }) => name);
}

/** A digest of all rows of each table, by its name. `change`: what to do to the rows of a table first. */
export async function contentOf(
  url: string,
  change: (table: string, row: Record<string, unknown>) => unknown = (_, row) => row,
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const name of await tablesOf(url)) {
    const rows = await ask<Record<string, unknown>>(url, `SELECT * FROM \`${name}\``);
    const lines = rows.map((row) => JSON.stringify(change(name, row))).sort();
    digests[name] = `${rows.length} ${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
  }
  return digests;
}

/** A program of that name in `folder` that runs `script`, a shell's; put the folder first in PATH. */
export function program(folder: string, name: string, script: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Writes the sums of a backup again, as somebody would who changed it on purpose. */
export function sumAgain(folder: string, name: string): void {
  const file = join(folder, 'SHA256SUMS');
  const sum = createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => (line.endsWith(`  ${name}`) ? `${sum}  ${name}` : line));
  writeFileSync(file, lines.join('\n'));
}
