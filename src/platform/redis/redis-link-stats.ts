import { FAILURES, type RedisFailure } from './redis-errors.js';

/** Plain numbers since the start of the process, for whoever exports them. They only grow. */
export interface RedisLinkStats {
  /** Commands that were asked for, those that failed included. */
  commands: number;
  failures: Record<RedisFailure, number>;
  /** How often the breaker was opened by a command that ran into its deadline (`failures.deadline`). */
  breakerOpens: number;
  /** Connections that took the place of another one: after a role change, a broken line, a silent server. */
  swaps: number;
}

export const emptyStats = (): Omit<RedisLinkStats, 'swaps'> => ({
  commands: 0,
  failures: Object.fromEntries(FAILURES.map((kind) => [kind, 0])) as Record<RedisFailure, number>,
  breakerOpens: 0,
});
