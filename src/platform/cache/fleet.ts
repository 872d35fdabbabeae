import { setTimeout as pause } from 'node:timers/promises';
import { keys } from '../redis/keys.js';
import type { RedisCommands } from '../redis/redis-commands.js';
import type { RedisLink } from '../redis/redis-link.js';
import { acknowledgeScript, announceScript, auditScript } from './cache-scripts.js';

/** How many of the web processes serve a change already. */
export interface Liveness {
  live: number;
  of: number;
}

const BEAT_MS = 2000;
/** A change that was announced is heard long before. */
const UNDER_WAY_MS = 300;
/** A process that has not been heard of for so long serves nobody. */
const GONE_MS = 7000;

interface Ears {
  /** Whether changes are told to this process. */
  isHearing: () => boolean;
  /** A change was announced and not heard. */
  missed: () => void;
}

/**
 * The processes that share a cache, and which generation each of them serves: the number of changes that were announced,
 * counted in Redis. A process that finds itself behind has missed a change. Never throws: what Redis does not answer is
 * null, or not done.
 */
export class Fleet {
  /** 0 until the first word of the others. */
  private served = 0;
  /** The last one that it has announced itself. */
  private announced = 0;
  private servesVisitors = false;
  private readonly beating: NodeJS.Timeout;

  /** `id`: of this process. */
  constructor(
    private readonly redis: RedisLink,
    private readonly id: string,
    private readonly ears: Ears,
  ) {
    this.beating = setInterval(() => void this.beat(), BEAT_MS).unref();
  }

  /** Tells all processes what has changed. Answers the generation that begins with it; null when Redis is away. */
  async announce(names: readonly string[]): Promise<number | null> {
    const known = Math.max(this.served, this.announced);
    const values = [keys.cacheChannel, this.id, JSON.stringify(names), known];
    const reply = await this.run((client) =>
      announceScript.run(client, [keys.cacheFleet.generation], values),
    );
    if (reply === null) return null;
    this.announced = Number(reply);
    return this.announced;
  }

  /** From now on this process is one of those that serve visitors. */
  join(): void {
    this.servesVisitors = true;
    void this.acknowledge();
  }

  async leave(): Promise<void> {
    clearInterval(this.beating);
    if (this.servesVisitors) await this.run((client) => client.hDel(keys.cacheFleet.instances, this.id));
    this.servesVisitors = false;
  }

  /** The change that begins this generation has been seen to. Says whether those before were heard of too. */
  hears(generation: number): boolean {
    const isNext = generation <= this.served + 1;
    if (isNext) this.serves(generation);
    return isNext;
  }

  /** After a time of not hearing, once nothing is trusted that was read before. */
  async catchUp(): Promise<void> {
    const newest = await this.newest();
    if (newest !== null) this.serves(newest);
  }

  /** Null when Redis is away. */
  async liveness(generation: number): Promise<Liveness | null> {
    const known = await this.run((client) => client.hGetAll(keys.cacheFleet.instances));
    if (!known) return null;
    const states = Object.values(known).map((text) => text.split(' ').map(Number) as [number, number]);
    const newest = Math.max(...states.map(([, moment]) => moment));
    const alive = states.filter(([, moment]) => newest - moment < GONE_MS);
    return { live: alive.filter(([served]) => served >= generation).length, of: alive.length };
  }

  private serves(generation: number): void {
    this.served = Math.max(this.served, generation);
    void this.acknowledge();
  }

  private async beat(): Promise<void> {
    if (!this.ears.isHearing()) return;
    const newest = await this.newest();
    if (newest !== null && newest > this.served) await this.checkHeard(newest);
    await this.acknowledge();
  }

  private async checkHeard(newest: number): Promise<void> {
    await pause(UNDER_WAY_MS, undefined, { ref: false });
    if (newest > this.served) this.ears.missed();
  }

  private newest(): Promise<number | null> {
    const { generation } = keys.cacheFleet;
    return this.run(async (client) => Number(await auditScript.run(client, [generation], [this.served])));
  }

  private async acknowledge(): Promise<void> {
    if (!this.servesVisitors || !this.ears.isHearing()) return;
    const values = [this.id, this.served, GONE_MS];
    await this.run((client) => acknowledgeScript.run(client, [keys.cacheFleet.instances], values));
  }

  private run<T>(command: (client: RedisCommands) => Promise<T>): Promise<T | null> {
    return this.redis.run(command).catch(() => null);
  }
}
