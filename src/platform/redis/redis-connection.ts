import type { RedisClientType } from 'redis';
import type { RedisCommands } from './redis-commands.js';

/** What is asked of each primary by itself. */
export type Primary = Pick<RedisClientType, 'info' | 'scan'>;

/** One way in to a Redis, used until the first thing goes wrong with it; then it is replaced, never repaired. */
export interface RedisConnection {
  readonly commands: RedisCommands;
  /** False once it must not be used: lost, or no longer the primary. */
  readonly isReady: boolean;
  /** Replies come in the order of the commands, so that one that came says that the server is at work on ours. */
  readonly repliesInOrder: boolean;
  /** Says that something is wrong with it; whoever holds it replaces it. */
  reportTrouble(reason: string): void;
  /** Clients of all primaries: of one without a cluster. */
  primaries(): Promise<Primary[]>;
  /** Lets commands under way finish for `graceMs`, then ends. */
  close(graceMs: number): Promise<void>;
}

/** Called at the first trouble only. */
export type TroubleListener = (reason: string) => void;
