import { RedisScript } from '../../../platform/redis/script.js';
import { opening } from './opening.js';

/**
 * Puts a cart back that Redis has lost, unless another request was faster. ARGV 5: JSON `StoredCart`.
 * Reply: 1 when it was restored, 0 when the cart was known already.
 */
export const restoreCart = new RedisScript(`${opening}
if redis.call('HEXISTS', details, 'revision') == 1 then return 0 end
local cart = cjson.decode(ARGV[5])
local kept = {}
for _, line in ipairs(cart.saved or {}) do kept[line.key] = line.quantity end
for _, line in ipairs(cart.lines) do
  store(line.key, line.quantity, kept[line.key] or 0, line.properties)
  kept[line.key] = nil
end
for _, line in ipairs(cart.saved or {}) do
  if kept[line.key] then store(line.key, 0, line.quantity, line.properties) end
end
if cart.note ~= '' then redis.call('HSET', details, 'note', cart.note) end
for _, attribute in ipairs(cart.attributes) do
  redis.call('HSET', details, 'attribute:' .. attribute.name, attribute.value)
end
redis.call('HSET', details, 'revision', string.format('%.0f', math.max(tonumber(cart.revision), now())),
  'count', string.format('%.0f', count()))
live()
return 1`);

/** Marks a cart whose copy may be behind. KEYS 1 changed carts; ARGV 1 milliseconds since 1970, 2 cart id, 3 seconds to live. */
export const markChanged = new RedisScript(`
redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[2])
return redis.call('EXPIRE', KEYS[1], ARGV[3])`);

/** Removes a mark unless the cart was marked again. KEYS 1 changed carts; ARGV 1 cart id, 2 the mark. */
export const unmarkChanged = new RedisScript(`
if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then return redis.call('ZREM', KEYS[1], ARGV[1]) end
return 0`);
