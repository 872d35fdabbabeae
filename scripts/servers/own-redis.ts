import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProcess } from './processes.js';
import { launchRedis } from './redis-process.js';

type Settings = Record<string, string>;

/**
 * What it has acknowledged was written before. It does not wait for the disk: that is a matter of power cuts, and on a
 * machine whose disk is busy it takes longer than the shop waits.
 */
export const DURABLE: Settings = { appendonly: 'yes', appendfsync: 'no' };

/** A Redis of a test's or a bench's own, to be frozen, killed and started again on the same port. */
export class OwnRedis {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly settings: Settings,
    private server: RunningProcess,
  ) {}

  /** `settings`: those of redis.conf, such as `maxmemory-policy`. */
  static async start(settings: Settings = {}): Promise<OwnRedis> {
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'cloudcart-redis-'))];
    return new OwnRedis(port, folder, settings, await launchRedis(port, folder, settings));
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  freeze(): void {
    this.server.signal('SIGSTOP');
  }

  thaw(): void {
    this.server.signal('SIGCONT');
  }

  /** Dies at once; what it held is gone, unless it is on its disk. */
  async kill(): Promise<void> {
    await this.server.end('SIGKILL');
  }

  /** Starts again on the same port, empty or with what is on its disk. */
  async restart(): Promise<void> {
    this.server = await launchRedis(this.port, this.folder, this.settings);
  }

  async close(): Promise<void> {
    await this.server.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
