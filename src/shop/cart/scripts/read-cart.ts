import { RedisScript } from '../../../platform/redis/script.js';

/** Whole cart: lines, line details, details, saved. */
export const readCart = new RedisScript(`
return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]),
  redis.call('HGETALL', KEYS[4]) }`);
