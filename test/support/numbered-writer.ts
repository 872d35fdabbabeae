import { setTimeout as pause } from 'node:timers/promises';
import type { RedisLink } from '../../src/platform/redis/redis-link.js';
import { RedisScript } from '../../src/platform/redis/script.js';

/** As the shop writes: one script, several keys of one slot. */
const write = new RedisScript(`
redis.call('HSET', KEYS[1], ARGV[1], '1')
redis.call('SET', KEYS[2], ARGV[1])
return ARGV[1]`);
const PACE_MS = 2;

/** A client that writes 1, 2, 3 ... one after the other, whatever happens, and remembers what it was told. */
export class NumberedWriter {
  private readonly acknowledged: { number: number; at: number }[] = [];
  private failed = 0;
  private slowestMs = 0;
  private isStopped = false;
  private readonly writing: Promise<void>;

  /** `tag`: what stands in the braces of its keys. */
  constructor(
    private readonly link: RedisLink,
    readonly tag: string,
  ) {
    this.writing = this.go();
  }

  get count(): number {
    return this.acknowledged.length;
  }

  /** When the first write after `time` (both by `performance.now()`) was acknowledged, or null. */
  firstAfter(time: number): number | null {
    return this.acknowledged.find(({ at }) => at > time)?.at ?? null;
  }

  /** Stops, and compares with what is there: acknowledged but absent must be 0. */
  async audit() {
    this.isStopped = true;
    await this.writing;
    const there = new Set(await this.link.run((client) => client.hKeys(`{${this.tag}}:numbers`)));
    const absent = this.acknowledged.filter(({ number }) => !there.has(String(number)));
    const { failed, slowestMs } = this;
    return { acknowledged: this.count, failed, absent: absent.length, slowestMs: Math.round(slowestMs) };
  }

  private async go(): Promise<void> {
    const keys = [`{${this.tag}}:numbers`, `{${this.tag}}:last`];
    for (let number = 1; !this.isStopped; number += 1) {
      const started = performance.now();
      await this.link
        .run((client) => write.run(client, keys, [number]))
        .then(
          () => this.acknowledged.push({ number, at: performance.now() }),
          () => (this.failed += 1),
        );
      this.slowestMs = Math.max(this.slowestMs, performance.now() - started);
      await pause(PACE_MS);
    }
  }
}
