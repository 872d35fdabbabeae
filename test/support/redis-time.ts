import type { RedisLink } from '../../src/platform/redis/redis-link.js';

/**
 * Takes so many milliseconds off the life of every key of this number, as if they had passed: a key with no more than
 * that is gone.
 */
export async function passTime(link: RedisLink, milliseconds: number): Promise<void> {
  const age = `
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, left - ARGV[1]) end
end`;
  await link.run((client) => client.eval(age, { keys: [], arguments: [String(milliseconds)] }));
}
