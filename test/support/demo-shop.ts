import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/platform/database/database.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { testDatabase } from './database.js';
import { startProcess, type RunningProcess } from './processes.js';
import { redisUrl, testRedis } from './redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

const program = (name: string): string => join(PROJECT_ROOT, 'dist', name);

interface OwnParts {
  web: RunningProcess;
  db: Awaited<ReturnType<typeof testDatabase>>;
  mailDir: string;
}

/**
 * One web process on the demo catalogue, with pictures, as a stranger finds it after `npm start`; with TEST_SHOP_URL the shop that
 * stands there already (`npm run test:compose`), of which tests see what a browser sees.
 */
export class DemoShop {
  private constructor(
    readonly url: string,
    private readonly parts: OwnParts | null,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<DemoShop> {
    const address = process.env['TEST_SHOP_URL'];
    if (address) return new DemoShop(address, null);
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
    return new DemoShop(web.found, { web, db, mailDir });
  }

  get database(): Database {
    return this.own.db.database;
  }

  /** What the web process has logged so far. */
  get log(): string {
    return this.own.web.output();
  }

  shopper(): Shopper {
    return new Shopper(this.url);
  }

  async close(): Promise<void> {
    if (!this.parts) return;
    await this.parts.web.end('SIGKILL');
    await this.parts.db.drop();
    rmSync(this.parts.mailDir, { recursive: true, force: true });
  }

  private get own(): OwnParts {
    if (this.parts) return this.parts;
    throw new Error(`the shop at ${this.url} belongs to somebody else: its database and log are not at hand`);
  }
}
