import { readFileSync } from 'node:fs';
import { createConnection, type Connection } from 'mysql2/promise';
import { createClient } from 'redis';
import type { ServerProcess } from '../server-process.js';

/** What was used since the start. CPU in microseconds, user and system. */
export interface Reading {
  webCpu: number;
  redisCpu: number;
  redisCommands: number;
  mysqlCpu: number;
  mysqlQuestions: number;
  bytes: number;
  requests: number;
}

export const NOTHING: Reading = {
  webCpu: 0,
  redisCpu: 0,
  redisCommands: 0,
  mysqlCpu: 0,
  mysqlQuestions: 0,
  bytes: 0,
  requests: 0,
};

type Names = keyof Reading;
const each = (make: (name: Names) => number): Reading =>
  Object.fromEntries(
    (Object.keys(NOTHING) as Names[]).map((name) => [name, make(name)]),
  ) as unknown as Reading;

export const less = (after: Reading, before: Reading): Reading => each((name) => after[name] - before[name]);
export const times = (reading: Reading, factor: number): Reading => each((name) => reading[name] * factor);

/** Reads the web processes, the Redis servers and MySQL of one bench. */
export class Meters {
  private requests = 0;
  private bytes = 0;

  private constructor(
    private readonly redis: readonly ReturnType<typeof createClient>[],
    private readonly database: Connection,
    private readonly mysqlPid: number,
  ) {}

  static async open(env: NodeJS.ProcessEnv): Promise<Meters> {
    const urls = new Set([env['REDIS_URL']!, env['CACHE_REDIS_URL']!]);
    const redis = await Promise.all([...urls].map((url) => createClient({ url }).connect()));
    const database = await createConnection(env['DATABASE_URL']!);
    const [rows] = await database.query('SELECT @@pid_file AS file');
    const pid = Number(readFileSync((rows as { file: string }[])[0]!.file, 'utf8'));
    return new Meters(redis as unknown as ReturnType<typeof createClient>[], database, pid);
  }

  /** An answer came, so many bytes long. */
  count(bytes: number): void {
    this.requests += 1;
    this.bytes += bytes;
  }

  async read(webs: readonly ServerProcess[]): Promise<Reading> {
    const infos = await Promise.all(this.redis.map((client) => client.info()));
    const redis = (name: string) =>
      infos.reduce((all, info) => all + Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)![1]), 0);
    return {
      webCpu: webs.reduce((all, web) => all + web.cpuSeconds(), 0) * 1e6,
      redisCpu: (redis('used_cpu_sys') + redis('used_cpu_user')) * 1e6,
      redisCommands: redis('total_commands_processed'),
      mysqlCpu: cpuSecondsOf(this.mysqlPid) * 1e6,
      mysqlQuestions: await this.status('Questions'),
      bytes: this.bytes,
      requests: this.requests,
    };
  }

  /** Connections that are open now, our own left out. */
  async connections(): Promise<{ redis: number; mysql: number }> {
    const infos = await Promise.all(this.redis.map((client) => client.info('clients')));
    const clients = infos.reduce((all, info) => all + Number(/^connected_clients:(\d+)/m.exec(info)![1]), 0);
    return { redis: clients - this.redis.length, mysql: (await this.status('Threads_connected')) - 1 };
  }

  async close(): Promise<void> {
    for (const client of this.redis) client.destroy();
    await this.database.end();
  }

  private async status(name: string): Promise<number> {
    const [rows] = await this.database.query(`SHOW GLOBAL STATUS LIKE '${name}'`);
    return Number((rows as { Value: string }[])[0]!.Value);
  }
}

/** Linux counts in hundredths of a second. */
function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
