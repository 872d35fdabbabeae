import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createConnection } from 'mysql2/promise';
import { createClient } from 'redis';

/** The server under test has a core for itself; the load, Redis and MySQL share another one. */
const SERVER_CORE = 0;
const OTHER_CORE = 1;

/** The core for the server under test; null where the machine has one core only, or no `taskset`. */
export async function pinOthers(env: NodeJS.ProcessEnv): Promise<number | null> {
  try {
    if (cpus().length < 2) return null;
    const stores = [
      redisPid(env['REDIS_URL']!),
      redisPid(env['CACHE_REDIS_URL']!),
      mysqlPid(env['DATABASE_URL']!),
    ];
    for (const pid of new Set([process.pid, ...(await Promise.all(stores))])) pin(pid);
    return SERVER_CORE;
  } catch {
    return null;
  }
}

const pin = (pid: number) =>
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `${OTHER_CORE}`, `${pid}`]);

async function redisPid(url: string): Promise<number> {
  const client = await createClient({ url }).connect();
  const info = await client.info('server');
  client.destroy();
  return Number(/^process_id:(\d+)/m.exec(info)![1]);
}

async function mysqlPid(url: string): Promise<number> {
  const database = await createConnection(url);
  try {
    const [rows] = await database.query('SELECT @@pid_file AS file');
    return Number(readFileSync((rows as { file: string }[])[0]!.file, 'utf8'));
  } finally {
    await database.end();
  }
}
