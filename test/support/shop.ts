import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/platform/database/database.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import type { ProductInput } from '../../src/shop/catalog/catalog-input.types.js';
import { testProducts } from './test-products.js';
import { testDatabase } from './database.js';
import { startProcess, type RunningProcess } from './processes.js';
import { redisUrl, testRedis } from './redis.js';
import { RoundRobin } from './round-robin.js';
import { seed } from './seed.js';
import { Shopper } from '../../scripts/rig/shopper.js';

const FOUND = { ...process.env };
const MAIN = join(PROJECT_ROOT, 'dist', 'src', 'main.js');
const WORKER = join(PROJECT_ROOT, 'dist', 'src', 'worker.js');

interface ShopOptions {
  /** Web processes behind the balancer; 1 unless told. */
  instances?: number;
  /** Products beside `testProducts`; none unless told. */
  products?: readonly ProductInput[];
  /** More settings for them. */
  env?: Record<string, string>;
  /** Address of the Redis for sessions and carts, or one for each web process; this worker's own number unless told. */
  redis?: string | readonly string[];
  /** Address of the MySQL server; the one of all tests unless told. */
  mysql?: string;
  /** Addresses of its replicas; none unless told. */
  replicas?: readonly string[];
  /** Address of the Redis that only caches; this worker's own number unless told. */
  cache?: string;
}

/** A whole shop in processes of its own, on its own database, behind a balancer without stickiness. */
export class TestShop {
  private readonly workers: RunningProcess[] = [];

  private constructor(
    readonly instances: RunningProcess[],
    readonly balancer: RoundRobin,
    private readonly db: Awaited<ReturnType<typeof testDatabase>>,
    private readonly env: NodeJS.ProcessEnv,
    private readonly variantIds: Map<string, number[]>,
    readonly mailDir: string,
  ) {}

  static async open(options: ShopOptions = {}): Promise<TestShop> {
    const link = await testRedis();
    await link.close();
    const db = await testDatabase([], options.mysql);
    const mailDir = mkdtempSync(join(tmpdir(), 'cloudcart-mail-'));
    const env = settings(db.url, mailDir, options);
    Object.assign(process.env, env);
    const variantIds = await seed([...testProducts, ...(options.products ?? [])]);
    const names = Array.from({ length: options.instances ?? 1 }, (_, index) => `web-${index + 1}`);
    const redis = [options.redis ?? env['REDIS_URL']!].flat();
    const instances = await allOrNone(
      names.map((name, nth) => startWeb(name, { ...env, REDIS_URL: redis[nth % redis.length]! })),
    );
    const balancer = await RoundRobin.listen(instances.map((instance) => instance.found));
    return new TestShop(instances, balancer, db, env, variantIds, mailDir);
  }

  /** Address of the balancer. */
  get url(): string {
    return this.balancer.url;
  }

  get databaseUrl(): string {
    return this.db.url;
  }

  get database(): Database {
    return this.db.database;
  }

  shopper(): Shopper {
    return new Shopper(this.url);
  }

  /** Id of a product's variant, the first unless told. */
  variant(handle: string, nth = 0): number {
    return this.variantIds.get(handle)![nth]!;
  }

  variants(handle: string): number[] {
    return this.variantIds.get(handle)!;
  }

  /** Starts one more worker process; workers send mails into `mailDir`. */
  async startWorker(): Promise<RunningProcess> {
    const env = { ...process.env, ...this.env };
    const worker = await startProcess({ file: process.execPath, args: [WORKER], env, ready: /works on:/ });
    this.workers.push(worker);
    return worker;
  }

  /** Starts one more web process with other settings; it is not behind the balancer. */
  async another(more: Record<string, string>): Promise<{ url: string; kill: () => Promise<unknown> }> {
    const instance = await startWeb(`web-${this.instances.length + 1}`, { ...this.env, ...more });
    this.workers.push(instance);
    return { url: instance.found, kill: () => instance.end('SIGKILL') };
  }

  /** Sets what is on the shelf and promised to nobody. */
  async setStock(handle: string, onHand: number): Promise<void> {
    const sql = 'UPDATE stock_levels SET on_hand = ?, reserved = 0 WHERE variant_id = ?';
    await this.database.execute(sql, [onHand, this.variant(handle)]);
  }

  async available(handle: string): Promise<number> {
    const sql = 'SELECT on_hand - reserved AS available FROM stock_levels WHERE variant_id = ?';
    const [row] = await this.database.query<{ available: number }>(sql, [this.variant(handle)]);
    return row!.available;
  }

  async close(): Promise<void> {
    await this.balancer.close();
    await Promise.all([...this.workers, ...this.instances].map((started) => started.end('SIGKILL')));
    await this.db.drop();
    rmSync(this.mailDir, { recursive: true, force: true });
    asFound(Object.keys(this.env));
  }
}

/** What the shop's settings were before: the next file of tests runs in this process too. */
function asFound(names: readonly string[]): void {
  for (const name of names) {
    const before = FOUND[name];
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
}

function settings(databaseUrl: string, mailDir: string, options: ShopOptions): Record<string, string> {
  return {
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    REDIS_URL: [options.redis ?? redisUrl()].flat()[0]!,
    CACHE_REDIS_URL: options.cache ?? redisUrl(),
    MAIL_DIR: mailDir,
    PORT: '0',
    METRICS_PORT: 'off',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...(options.replicas && { DATABASE_REPLICA_URLS: replicaUrls(options.replicas, databaseUrl) }),
    ...options.env,
  };
}

/** The same database on each of these servers. */
function replicaUrls(servers: readonly string[], databaseUrl: string): string {
  const { pathname } = new URL(databaseUrl);
  return servers.map((server) => Object.assign(new URL(server), { pathname }).toString()).join();
}

/** Those that have started, or the error of one that has not; the others are ended then. */
async function allOrNone(starts: Promise<RunningProcess>[]): Promise<RunningProcess[]> {
  const outcomes = await Promise.allSettled(starts);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (!failed) return started;
  await Promise.all(started.map((one) => one.end('SIGKILL')));
  throw failed.reason;
}

function startWeb(name: string, env: NodeJS.ProcessEnv): Promise<RunningProcess> {
  const all = { ...process.env, ...env, INSTANCE_NAME: name };
  return startProcess({ file: process.execPath, args: [MAIN], env: all, ready: /listens on (http:\S+)/ });
}
