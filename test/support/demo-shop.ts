import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/platform/database/database.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { testDatabase } from './database.js';
import { startProcess, type RunningProcess } from './processes.js';
import { redisUrl, testRedis } from './redis.js';
import { Shopper } from './shopper.js';

const program = (name: string): string => join(PROJECT_ROOT, 'dist', name);

/** One web process on the demo catalogue, with pictures, as a stranger finds it after `npm start`. */
export class DemoShop {
  private constructor(
    private readonly web: RunningProcess,
    private readonly db: Awaited<ReturnType<typeof testDatabase>>,
    private readonly mailDir: string,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<DemoShop> {
    const link = await testRedis();
    await link.close();
    const db = await testDatabase();
    const mailDir = mkdtempSync(join(tmpdir(), 'cloudcart-mail-'));
    const shop = {
      DATABASE_URL: db.url,
      REDIS_URL: redisUrl(),
      CACHE_REDIS_URL: redisUrl(),
      MAIL_DIR: mailDir,
    };
    const place = { NODE_ENV: 'test', PORT: '0', METRICS_PORT: 'off', HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
    const env = { ...process.env, ...shop, ...place, ...settings };
    const file = process.execPath;
    const seed = await startProcess({
      file,
      args: [program('scripts/seed.js')],
      env,
      ready: /Demo catalogue loaded/,
    });
    await seed.end();
    const ready = /listens on (http:\S+)/;
    const web = await startProcess({ file, args: [program('src/main.js')], env, ready });
    return new DemoShop(web, db, mailDir);
  }

  get url(): string {
    return this.web.found;
  }

  get database(): Database {
    return this.db.database;
  }

  /** What the web process has logged so far. */
  get log(): string {
    return this.web.output();
  }

  shopper(): Shopper {
    return new Shopper(this.url);
  }

  async close(): Promise<void> {
    await this.web.end('SIGKILL');
    await this.db.drop();
    rmSync(this.mailDir, { recursive: true, force: true });
  }
}
