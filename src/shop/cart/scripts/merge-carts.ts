import {
  MAX_CART_ATTRIBUTES,
  MAX_CART_LINES,
  MAX_LINE_QUANTITY,
  MAX_SAVED_LINES,
} from '../../../core/cart/limits.js';
import { keys } from '../../../platform/redis/keys.js';
import { RedisScript } from '../../../platform/redis/script.js';
import { opening } from './opening.js';

/**
 * First step of moving a guest's cart: it takes no change any more. ARGV 5: the cart it goes to.
 * Reply: ['sealed', lines, line details, details, saved]; nothing in them when it has moved there already;
 * ['empty'] when there is nothing to move; ['moved', cart] when it goes to another one.
 */
export const sealCart = new RedisScript(`${opening}
local target = redis.call('HGET', details, 'movedTo')
if target and target ~= ARGV[5] then return { 'moved', target } end
local isCart = redis.call('EXISTS', lines, saved) > 0 or redis.call('HEXISTS', details, 'revision') == 1
if not target and not isCart then return { 'empty' } end
redis.call('HSET', details, 'movedTo', ARGV[5])
return { 'sealed', unpack(dump()) }`);

/** Undoes the first step: the guest goes on with the cart. ARGV 5: the cart it was to go to. Reply: 1, or 0 when it has gone. */
export const unsealCart = new RedisScript(`${opening}
if redis.call('HGET', details, 'movedTo') ~= ARGV[5] or redis.call('HEXISTS', details, 'revision') == 0 then return 0 end
return redis.call('HDEL', details, 'movedTo')`);

/**
 * Second step, in the customer's cart, once for each guest's cart. ARGV 5: JSON `{ op, device, lines, saved, note,
 * attributes, orderable }`, lines as `{ key, quantity, properties }` oldest first, orderable by variant id.
 * The session is only about to begin, so its epoch is all there is to ask for.
 * Reply: ['ok', merged lines, [key, wanted, got for each clamped line, also of what is saved]], ['ended'] or ['unknown'].
 */
export const absorbCart = new RedisScript(`${opening}
local guest = cjson.decode(ARGV[5])
local earlier = redis.call('HGET', operations, guest.op)
if earlier then
  local answer = cjson.decode(earlier)
  return { 'ok', answer.merged, answer.clamped }
end
if isOfOlderEpoch() then return { 'ended' } end
if isUnknown() then return { 'unknown' } end
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

/**
 * Last step: of the guest's cart stays for a day where it went, and what was done in it, so that nothing of that is done
 * twice. ARGV 5: the cart it went to.
 */
export const discardCart = new RedisScript(`${opening}
if redis.call('HGET', details, 'movedTo') ~= ARGV[5] then return 0 end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('HSET', details, 'movedTo', ARGV[5])
redis.call('EXPIRE', details, 86400)
redis.call('EXPIRE', operations, 86400)
redis.call('PUBLISH', '${keys.liveChannel}', cjson.encode({ owner = cartId, kind = 'resync' }))
return 1`);
