import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnServer } from './own-server.js';
import { freePort } from './processes.js';
import { launchRedis } from './redis-process.js';

type Settings = Record<string, string>;

/**
 * What it has acknowledged was written before. It does not wait for the disk: that is a matter of power cuts, and on a
 * machine whose disk is busy it takes longer than the shop waits.
 */
export const DURABLE: Settings = { appendonly: 'yes', appendfsync: 'no' };

/** A Redis of a test's or a bench's own, to be frozen, killed and started again on the same port. */
export class OwnRedis extends OwnServer {
  /** `settings`: those of redis.conf, such as `maxmemory-policy`. */
  static async start(settings: Settings = {}): Promise<OwnRedis> {
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'cloudcart-redis-'))];
    const launch = () => launchRedis(port, folder, settings);
    return new OwnRedis(port, launch, await launch(), folder);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }
}
