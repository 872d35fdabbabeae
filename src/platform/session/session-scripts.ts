import { keys } from '../redis/keys.js';
import { RedisScript } from '../redis/script.js';

const publishEnded = (session: string): string => `
redis.call('PUBLISH', '${keys.liveChannel}', cjson.encode({ owner = owner, kind = 'ended', session = ${session} }))`;

/**
 * Begins a customer's session, unless all sessions of that epoch have been ended.
 * KEYS 1 record, 2 epoch, 3 sessions. ARGV 1 JSON record, 2 milliseconds to live, 3 session id, 4 epoch,
 * 5 milliseconds a session lives at most. Reply: 'saved', 'ended', or 'taken' (the id is in use).
 */
export const beginSession = new RedisScript(`
local known, epoch = tonumber(redis.call('GET', KEYS[2]) or 0), tonumber(ARGV[4])
if epoch < known then return 'ended' end
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 'taken' end
redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[5])
redis.call('SADD', KEYS[3], ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[5])
return 'saved'`);

/**
 * Ends one session. KEYS 1 record, 2 sessions of the customer. ARGV 1 session id, 2 owner, 3 handle, 4 what open pages
 * hear: 'ended', or 'resync' when the visitor goes on with another session. Reply: 1, or 0 when it had ended already.
 */
export const endSession = new RedisScript(`
local owner = ARGV[2]
local ended = redis.call('DEL', KEYS[1])
redis.call('SREM', KEYS[2], ARGV[1])
if ARGV[4] == 'resync' then
  redis.call('PUBLISH', '${keys.liveChannel}', cjson.encode({ owner = owner, kind = 'resync' }))
elseif ended == 1 then ${publishEnded('ARGV[3]')} end
return ended`);

/**
 * Ends every session of a customer that is older than an epoch, and keeps others from beginning. May be repeated.
 * KEYS 1 epoch, 2 sessions. ARGV 1 epoch, 2 start of the records' keys, 3 owner, 4 milliseconds a session lives at most.
 * Reply: how many were alive. (The records' keys are not named beforehand: they share the slot of those that are.)
 */
export const endSessions = new RedisScript(`
local epoch, owner, ended = tonumber(ARGV[1]), ARGV[3], 0
if epoch > tonumber(redis.call('GET', KEYS[1]) or 0) then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[4]) end
for _, sid in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  local text = redis.call('GET', ARGV[2] .. sid)
  local isReadable, record = pcall(cjson.decode, text or '')
  local isNewer = isReadable and type(record) == 'table' and tonumber(record.epoch or 0) >= epoch
  if not isNewer then
    ended = ended + redis.call('DEL', ARGV[2] .. sid)
    redis.call('SREM', KEYS[2], sid)
  end
end
if ended > 0 then ${publishEnded("'*'")} end
return ended`);

/**
 * A customer's sessions. KEYS 1 sessions. ARGV 1 start of the records' keys.
 * Reply: session id, JSON record, milliseconds left, for each that is alive; the others are forgotten.
 */
export const listSessions = new RedisScript(`
local alive = {}
for _, sid in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local text = redis.call('GET', ARGV[1] .. sid)
  if text then
    for _, value in ipairs({ sid, text, redis.call('PTTL', ARGV[1] .. sid) }) do table.insert(alive, value) end
  else redis.call('SREM', KEYS[1], sid) end
end
return alive`);
