import type { RedisCommands } from './redis-commands.js';

/** One way in to a Redis, used until the first thing goes wrong with it; then it is replaced, never repaired. */
export interface RedisConnection {
  readonly commands: RedisCommands;
  /** False once it must not be used: lost, or no longer the primary. */
  readonly isReady: boolean;
  /** Replies come in the order of the commands, so that one that came says that the server is at work on ours. */
  readonly repliesInOrder: boolean;
  /** Says that something is wrong with it; whoever holds it replaces it. */
  reportTrouble(reason: string): void;
  /** `INFO section` of every primary: one text without a cluster. */
  info(section: string): Promise<string[]>;
  /** Lets commands under way finish for `graceMs`, then ends. */
  close(graceMs: number): Promise<void>;
}

/** Called at the first trouble only. */
export type TroubleListener = (reason: string) => void;
