import {
  MAX_CART_ATTRIBUTES,
  MAX_CART_LINES,
  MAX_JOURNAL_ENTRIES,
  MAX_LINE_QUANTITY,
  MAX_SAVED_LINES,
} from '../../core/cart/limits.js';
import { RedisScript } from '../../platform/redis/script.js';
import { keys } from '../../platform/redis/keys.js';

/**
 * KEYS 1 lines, 2 line details, 3 details, 4 saved, 5 journal, 6 operations, 7 session, 8 epoch: one slot.
 * ARGV 1 cart id, 2 seconds to live, 3 '1' for a customer's, 4 whose session must be alive: '' nobody's, 'guest', or the
 * customer's epoch. A customer's cart that Redis does not know is not touched: it may wait in MySQL ('unknown').
 * Revisions follow the clock, so that they grow even when Redis came back with an older state.
 */
const opening = `
local lines, lineDetails, details, saved, journal, operations = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local cartId, ttl, hasCopy, session = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', ARGV[4]
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function live()
  for i = 1, 6 do redis.call('EXPIRE', KEYS[i], ttl) end
end
local function hasEnded()
  if session == '' then return false end
  if redis.call('EXISTS', KEYS[7]) == 0 then return true end
  return session ~= 'guest' and tonumber(session) < tonumber(redis.call('GET', KEYS[8]) or 0)
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

/** Whole cart: lines, line details, details, saved. */
export const readCart = new RedisScript(`
return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]),
  redis.call('HGETALL', KEYS[4]) }`);

/** What an undo has to do: the difference of each line, the other way round. */
const inverse = `
local function entryOf(op)
  for _, text in ipairs(redis.call('LRANGE', journal, 0, -1)) do
    local entry = cjson.decode(text)
    if entry.op == op then return entry end
  end
end
local function inverse(op, orderable)
  local entry = entryOf(op)
  if not entry or entry.kind == 'order' then return nil end
  local changes = {}
  for _, line in ipairs(entry.lines) do
    table.insert(changes, { mode = 'shift', key = line.key, quantity = line.from - line.to, detail = line.detail,
      saved = line.savedFrom - line.savedTo, orderable = tonumber(orderable[string.match(line.key, '^%d+')] or 0) })
  end
  return changes
end`;

/** True when a change would leave more attributes than a cart may have, and more than there were. */
const attributeLimit = `
local function hasTooManyAttributes(attributes, startsAfresh)
  if #attributes == 0 then return false end
  local names, before = attributeNames()
  if startsAfresh then names, before = {}, 0 end
  local after = before
  for _, attribute in ipairs(attributes) do
    local has, wants = names[attribute.name] or false, attribute.value ~= ''
    if has ~= wants then after = after + (wants and 1 or -1) end
    names[attribute.name] = wants
  end
  return after > ${MAX_CART_ATTRIBUTES} and after > before
end`;

/** New quantity and saved quantity of one line, or why not. */
const step = `
local function within(low, value, high) return math.max(low, math.min(value, high)) end
local function step(change, old, oldSaved, total)
  local mode, quantity = change.mode, change.quantity
  if mode == 'add' then return old + quantity, oldSaved end
  if mode == 'take' then return math.max(old - quantity, 0), oldSaved end
  if mode == 'set' and old == 0 and not change.properties then return nil, 'no_such_line' end
  if mode == 'set' then return quantity, oldSaved end
  if mode == 'shift' then
    local room = math.max(old, change.orderable - (total - old))
    return within(0, old + quantity, math.min(room, ${MAX_LINE_QUANTITY})), within(0, oldSaved + change.saved, ${MAX_LINE_QUANTITY})
  end
  if mode == 'save' and old > 0 then return 0, math.min(oldSaved + old, ${MAX_LINE_QUANTITY}) end
  if mode == 'unsave' and oldSaved > 0 then return old + oldSaved, 0 end
  if mode == 'forget' and oldSaved > 0 then return old, 0 end
  return nil, 'no_such_line'
end`;

/**
 * ARGV 5: JSON `ChangeRequest`. All of it is applied, or nothing; the same operation is applied once.
 * Reply: ['ok', revision, [quantity of each changed line], [lines, line details, details, saved]], ['unknown'],
 * ['moved'], ['ended'], ['reused'] (the operation's id belongs to another wish), ['nothing'] (to undo), or
 * [reason, position in the request from 1, quantity of that variant already in the cart].
 */
export const changeCart = new RedisScript(`${opening}${inverse}${attributeLimit}${step}
if hasEnded() then return { 'ended' } end
if isUnknown() then return { 'unknown' } end
if redis.call('HEXISTS', details, 'movedTo') == 1 then return { 'moved' } end
local request = cjson.decode(ARGV[5])
local earlier = redis.call('HGET', operations, request.op)
if earlier then
  local answer = cjson.decode(earlier)
  if answer.wish ~= request.wish then return { 'reused' } end
  return { 'ok', redis.call('HGET', details, 'revision'), answer.quantities, dump() }
end
local held, perVariant, total = quantities(lines)
local kept, _, totalSaved = quantities(saved)
local before, beforeSaved, first, given, changes = total, totalSaved, {}, {}, request.lines
if request.undo then changes = inverse(request.undo, request.orderable) end
if not changes then return { 'nothing' } end
if request.clear then
  local all = {}
  for key in pairs(held) do table.insert(all, key) end
  table.sort(all)
  for _, key in ipairs(all) do table.insert(changes, { mode = 'take', key = key, quantity = held[key] }) end
end
for position, change in ipairs(changes) do
  local key = change.key
  local old, oldSaved, variant = held[key] or 0, kept[key] or 0, string.match(key, '^%d+')
  local ofVariant = perVariant[variant] or 0
  local new, newSaved = step(change, old, oldSaved, ofVariant)
  if not new then return { newSaved, position, 0 } end
  if new > ${MAX_LINE_QUANTITY} then return { 'too_many', position, ofVariant } end
  if new > old and ofVariant - old + new > change.orderable then return { 'not_enough', position, ofVariant } end
  total = total + (new > 0 and 1 or 0) - (old > 0 and 1 or 0)
  totalSaved = totalSaved + (newSaved > 0 and 1 or 0) - (oldSaved > 0 and 1 or 0)
  if not first[key] then
    first[key] = { key = key, from = old, savedFrom = oldSaved, detail = redis.call('HGET', lineDetails, key) or nil }
  end
  given[key] = given[key] or change.properties
  held[key], kept[key], perVariant[variant] = new, newSaved, ofVariant - old + new
end
if total > ${MAX_CART_LINES} and total > before then return { 'too_many_lines', 1, 0 } end
if totalSaved > ${MAX_SAVED_LINES} and totalSaved > beforeSaved then return { 'too_many_saved', 1, 0 } end
local attributes = request.attributes or {}
if hasTooManyAttributes(attributes, request.dropWords) then return { 'too_many_attributes', 1, 0 } end
local reply, entry = {}, { op = request.op, kind = request.kind, device = request.device, lines = {} }
for _, change in ipairs(changes) do
  local key, line = change.key, first[change.key]
  store(key, held[key], kept[key], given[key], change.detail)
  table.insert(reply, held[key])
  if not line.to then table.insert(entry.lines, line) end
  line.to, line.savedTo = held[key], kept[key]
end
for _, line in ipairs(entry.lines) do
  if line.to > 0 or line.savedTo > 0 then line.detail = nil end
end
if request.dropWords then dropWords() end
if request.clear or request.kind == 'order' or (request.undo and string.sub(request.undo, 1, 6) == 'merge:') then
  redis.call('HDEL', details, 'merge')
end
if request.note then setNote(request.note) end
for _, attribute in ipairs(attributes) do
  if attribute.value == '' then redis.call('HDEL', details, 'attribute:' .. attribute.name)
  else redis.call('HSET', details, 'attribute:' .. attribute.name, attribute.value) end
end
remember(entry, { wish = request.wish, quantities = reply })
return { 'ok', changedNow(), reply, dump() }`);

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

/**
 * First step of moving a guest's cart: it takes no change any more. ARGV 5: the cart it goes to.
 * Reply: ['sealed', lines, line details, details, saved]; nothing in them when it has moved there already;
 * ['empty'] when there is nothing to move; ['moved', cart] when it goes to another one.
 */
export const sealCart = new RedisScript(`${opening}
local target = redis.call('HGET', details, 'movedTo')
if target and target ~= ARGV[5] then return { 'moved', target } end
if not target and redis.call('EXISTS', lines, details, saved) == 0 then return { 'empty' } end
redis.call('HSET', details, 'movedTo', ARGV[5])
return { 'sealed', unpack(dump()) }`);

/**
 * Second step, in the customer's cart, once for each guest's cart. ARGV 5: JSON `{ op, device, lines, saved, note,
 * attributes, orderable }`, lines as `{ key, quantity, properties }` oldest first, orderable by variant id.
 * Reply: ['ok', merged lines, [key, wanted, got for each clamped line, also of what is saved]] or ['unknown'].
 */
export const absorbCart = new RedisScript(`${opening}
if isUnknown() then return { 'unknown' } end
local guest = cjson.decode(ARGV[5])
local earlier = redis.call('HGET', operations, guest.op)
if earlier then
  local answer = cjson.decode(earlier)
  return { 'ok', answer.merged, answer.clamped }
end
local held, perVariant, total = quantities(lines)
local kept, _, totalSaved = quantities(saved)
local accountUnits, deviceUnits, merged, clamped, touched = count(), 0, 0, {}, {}
local entry = { op = guest.op, kind = 'merge', device = guest.device, lines = {} }
local function takeIn(line, quantity, savedQuantity, got)
  local key, old, oldSaved = line.key, held[line.key] or 0, kept[line.key] or 0
  if got < line.quantity then
    for _, value in ipairs({ key, line.quantity, got }) do table.insert(clamped, value) end
  end
  if got == 0 then return end
  if not touched[key] then
    touched[key] = { key = key, from = old, savedFrom = oldSaved }
    table.insert(entry.lines, touched[key])
  end
  store(key, quantity, savedQuantity, line.properties)
  held[key], kept[key], touched[key].to, touched[key].savedTo = quantity, savedQuantity, quantity, savedQuantity
end
for _, line in ipairs(guest.lines) do
  local variant, old = string.match(line.key, '^%d+'), held[line.key] or 0
  local room = math.min(${MAX_LINE_QUANTITY} - old, (guest.orderable[variant] or 0) - (perVariant[variant] or 0))
  if old == 0 and total >= ${MAX_CART_LINES} then room = 0 end
  local got = math.max(math.min(line.quantity, room), 0)
  takeIn(line, old + got, kept[line.key] or 0, got)
  if got > 0 then
    if old == 0 then total = total + 1 end
    perVariant[variant] = (perVariant[variant] or 0) + got
    merged, deviceUnits = merged + 1, deviceUnits + got
  end
end
for _, line in ipairs(guest.saved) do
  local old = kept[line.key] or 0
  local room = (old > 0 or totalSaved < ${MAX_SAVED_LINES}) and ${MAX_LINE_QUANTITY} - old or 0
  local got = math.max(math.min(line.quantity, room), 0)
  takeIn(line, held[line.key] or 0, old + got, got)
  if old == 0 and got > 0 then totalSaved = totalSaved + 1 end
end
if guest.note ~= '' then redis.call('HSETNX', details, 'note', guest.note) end
local names, number = attributeNames()
for _, attribute in ipairs(guest.attributes) do
  if number < ${MAX_CART_ATTRIBUTES} and not names[attribute.name] then
    redis.call('HSET', details, 'attribute:' .. attribute.name, attribute.value)
    number = number + 1
  end
end
if deviceUnits > 0 then
  redis.call('HSET', details, 'merge', cjson.encode({ op = guest.op, device = deviceUnits, account = accountUnits,
    at = string.format('%.0f', now()) }))
end
remember(entry, { merged = merged, clamped = clamped })
changedNow()
return { 'ok', merged, clamped }`);

/** Last step: of the guest's cart stays for a day where it went. ARGV 5: the cart it went to. */
export const discardCart = new RedisScript(`${opening}
if redis.call('HGET', details, 'movedTo') ~= ARGV[5] then return 0 end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
redis.call('HSET', details, 'movedTo', ARGV[5])
redis.call('EXPIRE', details, 86400)
redis.call('PUBLISH', '${keys.liveChannel}', cjson.encode({ owner = cartId, kind = 'resync' }))
return 1`);
