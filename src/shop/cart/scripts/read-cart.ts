import { RedisScript } from '../../../platform/redis/script.js';

/**
 * Whole cart. KEYS 1 lines, 2 line details, 3 details, 4 saved; with ARGV 1 'operations' also 5 journal, 6 operations.
 * Reply: lines, line details, details, saved, and then the ids of the operations.
 */
export const readCart = new RedisScript(`
local operations = nil
if ARGV[1] == 'operations' then operations = redis.call('HKEYS', KEYS[6]) end
return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]),
  redis.call('HGETALL', KEYS[4]), operations }`);
