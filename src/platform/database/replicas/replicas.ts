import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { countReplicaRead } from '../../metrics/counters.js';
import { countStatement, outsideRequest } from '../../request/request-stats.js';
import type { Env } from '../../config/env.js';
import { Heartbeat } from './heartbeat.js';
import { Replica } from './replica.js';

type Settings = Pick<
  Env,
  'DATABASE_URL' | 'DATABASE_REPLICA_URLS' | 'DATABASE_POOL_SIZE' | 'DATABASE_REPLICA_MAX_LAG_SECONDS'
>;

/** `behind`: by more than the limit, or by how much is unknown. */
export interface ReplicaState {
  name: string;
  state: 'used' | 'behind' | 'down';
  /** At most; null when nobody knows. */
  lagMs: number | null;
}

const ROUND_MS = 200;
/** For the beat to arrive where nothing is wrong. Asked earlier, a replica would show the one before. */
const ARRIVAL_MS = 25;

/**
 * Replicas that may be read instead of the writer: those that answer, lag less than the limit and have every change that
 * was noted. docs/read-replicas.md says what is promised. Nothing is asked before the first read.
 */
export class Replicas implements OnApplicationShutdown {
  private readonly log = new Logger('Replicas');
  private readonly heartbeat: Heartbeat;
  private readonly replicas: Replica[];
  private readonly mostLagMs: number;
  private readonly shown = new Map<string, ReplicaState['state']>();
  /** Of the last change that reads must see. What was changed before this process began counts too. */
  private changedAt = performance.now();
  private rounds: NodeJS.Timeout | undefined;
  private startedAt = Infinity;
  private isInRound = false;
  private turn = 0;

  constructor(settings: Settings) {
    const { DATABASE_URL, DATABASE_REPLICA_URLS = [], DATABASE_POOL_SIZE } = settings;
    this.heartbeat = new Heartbeat(DATABASE_URL);
    this.replicas = DATABASE_REPLICA_URLS.map((url) => new Replica(url, DATABASE_POOL_SIZE));
    this.mostLagMs = settings.DATABASE_REPLICA_MAX_LAG_SECONDS * 1000;
  }

  /** Rows from a replica, else from the writer (`fromWriter`): also when the replica fails. Errors: those of the writer. */
  async read<Row>(sql: string, values: readonly unknown[], fromWriter: () => Promise<Row[]>): Promise<Row[]> {
    this.start();
    const replica = this.next();
    if (!replica) {
      countReplicaRead('writer');
      return fromWriter();
    }
    try {
      const started = performance.now();
      const rows = await replica.query<Row>(sql, values);
      countStatement(performance.now() - started);
      countReplicaRead('replica');
      return rows;
    } catch {
      countReplicaRead('failed');
      return fromWriter();
    }
  }

  /** From now on replicas are looked at; the first read does this too. */
  start(): void {
    if (this.rounds) return;
    this.startedAt = performance.now();
    outsideRequest(() => {
      this.rounds = setInterval(() => void this.round(), ROUND_MS).unref();
      void this.round();
    });
  }

  /** Reads that begin from now on see everything that had been committed `msAgo`. */
  noteChange(msAgo: number): void {
    this.changedAt = Math.max(this.changedAt, performance.now() - msAgo);
  }

  /** In the order of the setting; none while nobody looks at them. */
  states(): ReplicaState[] {
    if (!this.rounds) return [];
    return this.replicas.map((replica) => this.stateOf(replica));
  }

  onApplicationShutdown(): void {
    clearInterval(this.rounds);
    this.heartbeat.close();
    for (const replica of this.replicas) replica.close();
  }

  /** In turn, of those that can be read now. */
  private next(): Replica | undefined {
    const usable = this.replicas.filter(
      (replica) => this.isNear(replica) && replica.moment >= this.changedAt,
    );
    this.turn += 1;
    return usable[this.turn % usable.length];
  }

  private isNear({ isUp, moment }: Replica): boolean {
    return isUp && moment !== -Infinity && this.heartbeat.lagMs(moment) <= this.mostLagMs;
  }

  private stateOf(replica: Replica): ReplicaState {
    const { name, isUp, moment } = replica;
    if (!isUp) return { name, state: 'down', lagMs: null };
    const lagMs = moment === -Infinity ? null : Math.round(this.heartbeat.lagMs(moment));
    return { name, state: this.isNear(replica) ? 'used' : 'behind', lagMs };
  }

  private async round(): Promise<void> {
    if (this.isInRound) return;
    this.isInRound = true;
    await this.heartbeat.beat();
    await pause(ARRIVAL_MS);
    this.isInRound = false;
    for (const replica of this.replicas)
      void replica.look(this.heartbeat.beats).then(() => this.report(this.stateOf(replica)));
  }

  private report({ name, state }: ReplicaState): void {
    const before = this.shown.get(name);
    // At first nobody knows how far behind it is.
    const isKnown = state !== 'behind' || performance.now() - this.startedAt > this.mostLagMs;
    if (state === before || !isKnown) return;
    this.shown.set(name, state);
    if (state === 'used') this.log.log(`replica ${name} is read from`);
    else this.log.warn(`replica ${name} is left out: ${state === 'down' ? 'no answer' : 'too far behind'}`);
  }
}
