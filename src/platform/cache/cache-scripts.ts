import { RedisScript } from '../redis/script.js';

/** Milliseconds by Redis' own clock: the instances' clocks may differ. */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/**
 * Looks a value up, and takes the lease when it has to be loaded: whoever holds it is the only loader in the fleet.
 * KEYS: value, lease, changed. ARGV: token of the caller, milliseconds a lease lasts, 1 from who wants to know of changes.
 * Answer: text without its head or false, milliseconds of freshness left (negative: stale for so long), 1 when the
 * lease was taken, 0 when somebody else has it or nobody needs it, -1 when the source failed a moment ago, milliseconds
 * that it is still remembered that the name was forgotten (negative: is not).
 * A value's head is 13 digits of the moment until which it is fresh and 7 of the milliseconds before in which it is loaded anew.
 */
export const readScript = new RedisScript(`${NOW}
local found = redis.pcall('GET', KEYS[1])
if type(found) == 'table' then
  redis.call('DEL', KEYS[1])
  found = false
end
local moment = found and tonumber(string.sub(found, 1, 13))
local eager = found and tonumber(string.sub(found, 14, 20))
local text = moment and eager and string.sub(found, 21) or false
local left = text and moment - now or 0
local changed = ARGV[3] == '1' and redis.call('PTTL', KEYS[3]) or -2
if text and left > eager then return {text, left, 0, changed} end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {text, left, 1, changed} end
return {text, left, redis.call('GET', KEYS[2]) == 'failed' and -1 or 0, changed}
`);

/**
 * Stores what was loaded if the lease is still the caller's: one that was forgotten meanwhile may be older than the change.
 * KEYS: value, lease. ARGV: token, text, milliseconds fresh, milliseconds eager, milliseconds until it is gone. Answer: 1 or 0.
 */
export const storeScript = new RedisScript(`${NOW}
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
local head = string.format('%013.0f%07.0f', now + ARGV[3], ARGV[4])
redis.call('SET', KEYS[1], head .. ARGV[2], 'PX', ARGV[5])
redis.call('DEL', KEYS[2])
return 1
`);

/**
 * Takes a value away, and cuts off who is loading it. With a token the caller becomes the loader. That it has changed is
 * remembered only where there is room: a full Redis must forget all the same.
 * KEYS: value, lease, changed. ARGV: token or '', milliseconds a lease lasts, milliseconds that the change is remembered.
 */
export const forgetScript = new RedisScript(`
redis.call('DEL', KEYS[1], KEYS[2])
redis.pcall('SET', KEYS[3], '', 'PX', ARGV[3])
if ARGV[1] ~= '' then redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2]) end
return 1
`);

/** Nothing is kept for ever; without a change for so long the count begins anew from the time of day, which is later. */
const GENERATION_LIFE_MS = 90 * 86_400_000;

/**
 * Tells all processes which names have changed, after they were taken away. KEYS: generation. ARGV: channel, id of the
 * caller, JSON of the names, newest generation that it knows of. Answer: the generation that begins. A Redis that was emptied
 * counts on from there or from the time of day, so that no generation comes twice.
 */
export const announceScript = new RedisScript(`${NOW}
local generation = redis.call('INCR', KEYS[1])
local known = tonumber(ARGV[4])
if generation < 1000000000000 or generation <= known then
  generation = math.max(now, known + 1)
  redis.call('SET', KEYS[1], string.format('%.0f', generation))
end
redis.call('PEXPIRE', KEYS[1], ${GENERATION_LIFE_MS})
local number = string.format('%.0f', generation)
redis.call('PUBLISH', ARGV[1], '{"from":"' .. ARGV[2] .. '","generation":' .. number .. ',"names":' .. ARGV[3] .. '}')
return generation
`);

/**
 * Answers the newest generation; a Redis that was emptied takes over the caller's. KEYS: generation. ARGV: the one that the
 * caller serves.
 */
export const auditScript = new RedisScript(`
redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ${GENERATION_LIFE_MS})
return tonumber(redis.call('GET', KEYS[1]))
`);

/**
 * Notes that a process serves a generation. KEYS: hash of the processes. ARGV: id, generation, milliseconds after which one
 * that is not heard of is gone. Those that are gone for ten times that are taken out.
 */
export const acknowledgeScript = new RedisScript(`${NOW}
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. string.format('%.0f', now))
local known = redis.call('HGETALL', KEYS[1])
for i = 1, #known, 2 do
  local moment = tonumber(string.match(known[i + 1], ' (%d+)$'))
  if not moment or now - moment > 10 * ARGV[3] then redis.call('HDEL', KEYS[1], known[i]) end
end
redis.call('PEXPIRE', KEYS[1], 10 * ARGV[3])
return 1
`);

/**
 * Gives a lease back after a load that failed; or nobody gets it for a little while, so that the source has some peace.
 * KEYS: value, lease. ARGV: token, milliseconds of peace.
 */
export const releaseScript = new RedisScript(`
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[2])
else redis.call('SET', KEYS[2], 'failed', 'PX', ARGV[2]) end
return 1
`);
