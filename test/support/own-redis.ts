import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProcess } from './processes.js';
import { launchRedis } from './redis-process.js';

/** A Redis of the test's own, to be frozen, killed and started again on the same port. */
export class OwnRedis {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private server: RunningProcess,
    private readonly options: Record<string, string>,
  ) {}

  /** `options`: those of redis.conf, such as `maxmemory-policy`. */
  static async start(options: Record<string, string> = {}): Promise<OwnRedis> {
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'cloudcart-redis-'))];
    return new OwnRedis(port, folder, await launchRedis(port, folder, options), options);
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

  /** Dies at once; what it held is gone. */
  async kill(): Promise<void> {
    await this.server.end('SIGKILL');
  }

  /** Starts again on the same port, empty. */
  async restart(): Promise<void> {
    this.server = await launchRedis(this.port, this.folder, this.options);
  }

  async close(): Promise<void> {
    await this.server.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
