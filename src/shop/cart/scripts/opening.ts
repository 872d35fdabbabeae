import { MAX_JOURNAL_ENTRIES } from '../../../core/cart/limits.js';
import { keys } from '../../../platform/redis/keys.js';

/**
 * KEYS 1 lines, 2 line details, 3 details, 4 saved, 5 journal, 6 operations, 7 session, 8 epoch: one slot.
 * ARGV 1 cart id, 2 seconds to live, 3 '1' for a customer's, 4 whose session must be alive: '' nobody's, 'guest', or the
 * customer's epoch. A customer's cart that Redis does not know is not touched: it may wait in MySQL ('unknown').
 * Revisions follow the clock, so that they grow even when Redis came back with an older state.
 */
export const opening = `
local lines, lineDetails, details, saved, journal, operations = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local cartId, ttl, hasCopy, session = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', ARGV[4]
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function live()
  for i = 1, 6 do redis.call('EXPIRE', KEYS[i], ttl) end
end
local function isOfOlderEpoch()
  if session == '' or session == 'guest' then return false end
  return tonumber(session) < tonumber(redis.call('GET', KEYS[8]) or 0)
end
local function hasEnded()
  if session == '' then return false end
  return redis.call('EXISTS', KEYS[7]) == 0 or isOfOlderEpoch()
end
local function isUnknown() return hasCopy and redis.call('HEXISTS', details, 'revision') == 0 end
local function quantities(hash)
  local flat, held, perVariant = redis.call('HGETALL', hash), {}, {}
  for i = 1, #flat, 2 do
    local variant, quantity = string.match(flat[i], '^%d+'), tonumber(flat[i + 1])
    held[flat[i]] = quantity
    perVariant[variant] = (perVariant[variant] or 0) + quantity
  end
  return held, perVariant, #flat / 2
end
local function dump()
  return { redis.call('HGETALL', lines), redis.call('HGETALL', lineDetails), redis.call('HGETALL', details),
    redis.call('HGETALL', saved) }
end
local function put(hash, key, quantity)
  if quantity == 0 then redis.call('HDEL', hash, key)
  else redis.call('HSET', hash, key, string.format('%.0f', quantity)) end
end
local function store(key, quantity, savedQuantity, properties, detail)
  put(lines, key, quantity)
  put(saved, key, savedQuantity)
  if quantity == 0 and savedQuantity == 0 then redis.call('HDEL', lineDetails, key)
  elseif redis.call('HEXISTS', lineDetails, key) == 0 then
    redis.call('HSET', lineDetails, key,
      detail or redis.call('HINCRBY', details, 'sequence', 1) .. ' ' .. (properties or '{}'))
  end
end
local function isAttribute(field) return string.sub(field, 1, 10) == 'attribute:' end
local function attributeNames()
  local names, number = {}, 0
  for _, field in ipairs(redis.call('HKEYS', details)) do
    if isAttribute(field) then names[string.sub(field, 11)], number = true, number + 1 end
  end
  return names, number
end
local function setNote(note)
  if note == '' then redis.call('HDEL', details, 'note') else redis.call('HSET', details, 'note', note) end
end
local function isWord(field) return field == 'note' or isAttribute(field) end
local function dropWords()
  for _, field in ipairs(redis.call('HKEYS', details)) do
    if isWord(field) then redis.call('HDEL', details, field) end
  end
end
local function count()
  local sum = 0
  for _, quantity in ipairs(redis.call('HVALS', lines)) do sum = sum + tonumber(quantity) end
  return sum
end
local function changedNow()
  local known = tonumber(redis.call('HGET', details, 'revision') or 0)
  local revision, sum = string.format('%.0f', math.max(known + 1, now())), count()
  redis.call('HSET', details, 'revision', revision, 'count', string.format('%.0f', sum))
  live()
  redis.call('PUBLISH', '${keys.liveChannel}',
    cjson.encode({ owner = cartId, kind = 'cart', revision = revision, count = sum }))
  return revision
end
local function remember(entry, answer)
  entry.at = string.format('%.0f', now())
  redis.call('LPUSH', journal, cjson.encode(entry))
  redis.call('HSET', operations, entry.op, cjson.encode(answer))
  while redis.call('LLEN', journal) > ${MAX_JOURNAL_ENTRIES} do
    redis.call('HDEL', operations, cjson.decode(redis.call('RPOP', journal)).op)
  end
end`;
