import { RedisScript } from '../../../platform/redis/script.js';

/** KEYS 1 details of a cart. ARGV 1 what to note, 2 seconds to live where there is no cart: beside one, it lives as long. */
export const noteWishes = new RedisScript(`
redis.call('HSET', KEYS[1], 'wishes', ARGV[1])
if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return 1`);
