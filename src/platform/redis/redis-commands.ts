import type { RedisClientType, RedisClusterType } from 'redis';

/**
 * The commands that the shop may use: what one node and a cluster both understand, told apart by nobody. In a cluster
 * all keys of one command or script must share a slot (braces in keys.ts); only `del`, `unlink`, `exists` and `mGet`
 * may mix. `keys`, `flushDb` and `dbSize` ask every primary and are for tests.
 */
export type RedisCommands = Pick<
  RedisClusterType,
  | 'get'
  | 'getDel'
  | 'getEx'
  | 'set'
  | 'mGet'
  | 'del'
  | 'unlink'
  | 'exists'
  | 'incr'
  | 'incrBy'
  | 'decr'
  | 'strLen'
  | 'type'
  | 'expire'
  | 'pExpire'
  | 'persist'
  | 'ttl'
  | 'pTTL'
  | 'hGet'
  | 'hGetAll'
  | 'hmGet'
  | 'hVals'
  | 'hKeys'
  | 'hLen'
  | 'hExists'
  | 'hSet'
  | 'hSetNX'
  | 'hDel'
  | 'hIncrBy'
  | 'lRange'
  | 'sAdd'
  | 'sRem'
  | 'sMembers'
  | 'sIsMember'
  | 'sCard'
  | 'zAdd'
  | 'zRem'
  | 'zScore'
  | 'zCard'
  | 'zCount'
  | 'zRange'
  | 'zRangeWithScores'
  | 'zRangeByScore'
  | 'zRemRangeByScore'
  | 'eval'
  | 'evalSha'
  | 'publish'
  | 'ping'
  | 'keys'
  | 'flushDb'
  | 'dbSize'
> &
  /** In a cluster it runs on the node of its first key. */
  Pick<RedisClientType, 'multi'>;
