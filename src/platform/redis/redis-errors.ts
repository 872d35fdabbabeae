import { ErrorReply, MaxCommandRedirectionsError } from 'redis';

/**
 * Why a command failed: `away` nobody was asked; `deadline` no answer in time; `lost` the connection broke under it;
 * `role` the node may not serve it now (it is a replica, is loading, its cluster is down); `full` no memory or disk
 * for a write; `refused` it does not want to (this user may not, it is busy); `wrong` the command itself is wrong, which is a bug of ours.
 */
export const FAILURES = ['away', 'deadline', 'lost', 'role', 'full', 'refused', 'wrong'] as const;
export type RedisFailure = (typeof FAILURES)[number];

const CODES: Record<string, RedisFailure> = {
  READONLY: 'role',
  LOADING: 'role',
  MASTERDOWN: 'role',
  CLUSTERDOWN: 'role',
  MOVED: 'role',
  ASK: 'role',
  TRYAGAIN: 'away',
  OOM: 'full',
  MISCONF: 'full',
  NOREPLICAS: 'full',
  NOAUTH: 'refused',
  NOPERM: 'refused',
  WRONGTYPE: 'wrong',
  CROSSSLOT: 'wrong',
  EXECABORT: 'wrong',
  NOSCRIPT: 'wrong',
  ERR: 'wrong',
};

/** Redis 6 wraps what stopped a script: `ERR Error running script (...): @user_script:5: -READONLY You can't ...`. */
const IN_SCRIPT = /@user_script: ?\d+: -?([A-Z]{3,}) /;

/** What stops a script for want of rights has no code of its own: Redis 6, then Redis 7 and later. */
const WITHOUT_RIGHTS = /user executing the script can't|ACL failure in script/;

/** The kind of an error that a client threw; what is not a reply of Redis is a lost connection. */
export function failureOf(error: Error): RedisFailure {
  if (error instanceof MaxCommandRedirectionsError) return 'role';
  if (WITHOUT_RIGHTS.test(error.message)) return 'refused';
  const code = IN_SCRIPT.exec(error.message)?.[1] ?? /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? '';
  return CODES[code] ?? (error instanceof ErrorReply ? 'refused' : 'lost');
}
