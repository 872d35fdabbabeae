import { MAX_CART_LINES, MAX_LINE_QUANTITY } from '../../core/cart/limits.js';
import { RedisScript } from '../../platform/redis/script.js';

/** Fields one cart's details may have: note, attributes and what the scripts keep there. */
const MAX_DETAILS = 200;

/**
 * KEYS 1 lines, 2 line details, 3 details, 4 changed carts. ARGV 1 cart id, 2 seconds to live, 3 '1' for a customer's.
 * A customer's cart that Redis does not know yet is not touched: it may wait in MySQL ('unknown').
 * Revisions follow the clock, so that they grow even when Redis came back with an older state.
 */
const opening = `
local lines, lineDetails, details, changed = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local cartId, ttl, hasCopy = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'
local function nextRevision()
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  return math.max(tonumber(redis.call('HGET', details, 'revision') or 0) + 1, now)
end
local function live()
  redis.call('EXPIRE', lines, ttl)
  redis.call('EXPIRE', lineDetails, ttl)
  redis.call('EXPIRE', details, ttl)
end
local function changedNow()
  local revision = string.format('%.0f', nextRevision())
  redis.call('HSET', details, 'revision', revision)
  live()
  if hasCopy then
    redis.call('ZADD', changed, revision, cartId)
    redis.call('EXPIRE', changed, ttl)
  end
  return revision
end
local function store(key, quantity, properties)
  if quantity == 0 then
    redis.call('HDEL', lines, key)
    redis.call('HDEL', lineDetails, key)
    return
  end
  redis.call('HSET', lines, key, string.format('%.0f', quantity))
  if redis.call('HEXISTS', lineDetails, key) == 0 then
    local sequence = redis.call('HINCRBY', details, 'sequence', 1)
    redis.call('HSET', lineDetails, key, sequence .. ' ' .. properties)
  end
end
local function isWord(field) return field == 'note' or string.sub(field, 1, 10) == 'attribute:' end
local function dropWords()
  for _, field in ipairs(redis.call('HKEYS', details)) do
    if isWord(field) then redis.call('HDEL', details, field) end
  end
end
local function quantities(hash)
  local flat, held, perVariant = redis.call('HGETALL', hash), {}, {}
  for i = 1, #flat, 2 do
    local variant, quantity = string.match(flat[i], '^%d+'), tonumber(flat[i + 1])
    held[flat[i]] = quantity
    perVariant[variant] = (perVariant[variant] or 0) + quantity
  end
  return held, perVariant, #flat / 2
end`;

const refuseUnknown = `
if hasCopy and redis.call('HEXISTS', details, 'revision') == 0 then return { 'unknown' } end`;

/**
 * ARGV 4: JSON `ChangeRequest`. All of it is applied, or nothing.
 * Reply: ['ok', revision, lines left, quantity of each changed line ...], ['unknown'], ['moved'], or
 * [reason, position in the request from 1, quantity of that variant already in the cart].
 */
export const changeCart = new RedisScript(`${opening}${refuseUnknown}
if redis.call('HEXISTS', details, 'movedTo') == 1 then return { 'moved' } end
local request = cjson.decode(ARGV[4])
local held, perVariant, count = quantities(lines)
local reply = { 'ok', '', 0 }
if request.once and redis.call('HSETNX', details, 'once:' .. request.once, 1) == 0 then
  return { 'ok', redis.call('HGET', details, 'revision'), count }
end
local before = count
for position, change in ipairs(request.lines) do
  local old, variant = held[change.key] or 0, string.match(change.key, '^%d+')
  local total = perVariant[variant] or 0
  local new = change.quantity
  if change.mode == 'add' then new = old + change.quantity end
  if change.mode == 'take' then new = math.max(old - change.quantity, 0) end
  if change.mode == 'set' and old == 0 and not change.properties then return { 'no_such_line', position, 0 } end
  if new > ${MAX_LINE_QUANTITY} then return { 'too_many', position, total } end
  if new > old and total - old + new > change.orderable then return { 'not_enough', position, total } end
  if old == 0 and new > 0 then count = count + 1 end
  if old > 0 and new == 0 then count = count - 1 end
  held[change.key] = new
  perVariant[variant] = total - old + new
end
if count > ${MAX_CART_LINES} and count > before then return { 'too_many_lines', 1, 0 } end
local attributes = request.attributes or {}
if redis.call('HLEN', details) + #attributes > ${MAX_DETAILS} then return { 'too_many_attributes', 1, 0 } end
for _, change in ipairs(request.lines) do
  store(change.key, held[change.key], change.properties)
  table.insert(reply, held[change.key])
end
if request.dropWords then dropWords() end
if request.note then redis.call('HSET', details, 'note', request.note) end
for _, attribute in ipairs(attributes) do
  if attribute.value == '' then redis.call('HDEL', details, 'attribute:' .. attribute.name)
  else redis.call('HSET', details, 'attribute:' .. attribute.name, attribute.value) end
end
reply[2] = changedNow()
reply[3] = count
return reply`);

/** Takes all lines out; ARGV 4 is '1' when note and attributes go too. Reply: ['ok', revision, 0] or ['unknown']. */
export const clearCart = new RedisScript(`${opening}${refuseUnknown}
redis.call('DEL', lines, lineDetails)
if ARGV[4] == '1' then dropWords() end
return { 'ok', changedNow(), 0 }`);

/**
 * Puts a cart back that Redis has lost, unless another request was faster. ARGV 4: JSON `StoredCart`.
 * Reply: 1 when it was restored, 0 when the cart was known already.
 */
export const restoreCart = new RedisScript(`${opening}
if redis.call('HEXISTS', details, 'revision') == 1 then return 0 end
local cart = cjson.decode(ARGV[4])
for _, line in ipairs(cart.lines) do store(line.key, line.quantity, line.properties) end
if cart.note ~= '' then redis.call('HSET', details, 'note', cart.note) end
for _, attribute in ipairs(cart.attributes) do
  redis.call('HSET', details, 'attribute:' .. attribute.name, attribute.value)
end
redis.call('HSET', details, 'revision', string.format('%.0f', math.max(cart.revision, nextRevision())))
live()
return 1`);

/**
 * Moves a guest's lines (KEYS 5 to 7) into a customer's cart, as one step and once: what stays of the guest's cart only
 * says where it went. ARGV 4: JSON, variant id -> quantity one may order.
 * Reply: ['ok', revision, lines left, merged lines, then key, wanted, got for each clamped line], ['unknown'], or
 * ['again'] when the guest added a variant meanwhile whose stock was not asked for.
 */
export const mergeCarts = new RedisScript(`${opening}${refuseUnknown}
local orderable = cjson.decode(ARGV[4])
local guest = redis.call('HGETALL', KEYS[5])
local held, perVariant, count = quantities(lines)
local incoming, clamped, merged = {}, {}, 0
if #guest == 0 then
  local known = redis.call('HGET', details, 'revision')
  return { 'ok', known, count, 0 }
end
for i = 1, #guest, 2 do
  local key = guest[i]
  local sequence, properties = string.match(redis.call('HGET', KEYS[6], key) or '', '^(%d+) (.*)$')
  if not orderable[string.match(key, '^%d+')] then return { 'again' } end
  table.insert(incoming, { key = key, wanted = tonumber(guest[i + 1]),
    sequence = tonumber(sequence or 0), properties = properties or '{}' })
end
table.sort(incoming, function(a, b) return a.sequence < b.sequence end)
for _, line in ipairs(incoming) do
  local variant, old = string.match(line.key, '^%d+'), held[line.key] or 0
  local room = math.min(${MAX_LINE_QUANTITY} - old, orderable[variant] - (perVariant[variant] or 0))
  if old == 0 and count >= ${MAX_CART_LINES} then room = 0 end
  local got = math.max(math.min(line.wanted, room), 0)
  if got > 0 then
    store(line.key, old + got, line.properties)
    if old == 0 then count = count + 1 end
    perVariant[variant] = (perVariant[variant] or 0) + got
    merged = merged + 1
  end
  if got < line.wanted then
    for _, value in ipairs({ line.key, line.wanted, got }) do table.insert(clamped, value) end
  end
end
local guestDetails = redis.call('HGETALL', KEYS[7])
for i = 1, #guestDetails, 2 do
  local field = guestDetails[i]
  if isWord(field) then redis.call('HSETNX', details, field, guestDetails[i + 1]) end
end
redis.call('DEL', KEYS[5], KEYS[6], KEYS[7])
redis.call('HSET', KEYS[7], 'movedTo', cartId)
redis.call('EXPIRE', KEYS[7], 86400)
local reply = { 'ok', changedNow(), count, merged }
for _, value in ipairs(clamped) do table.insert(reply, value) end
return reply`);

/** Removes a mark unless the cart has changed again. KEYS 1 changed carts; ARGV 1 cart id, 2 revision that is saved. */
export const unmarkChanged = new RedisScript(`
if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then return redis.call('ZREM', KEYS[1], ARGV[1]) end
return 0`);
