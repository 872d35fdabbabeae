import {
  MAX_CART_ATTRIBUTES,
  MAX_CART_LINES,
  MAX_LINE_QUANTITY,
  MAX_SAVED_LINES,
} from '../../../core/cart/limits.js';
import { RedisScript } from '../../../platform/redis/script.js';
import { opening } from './opening.js';

/** What an undo has to do: the difference of each line, the other way round. */
const inverse = `
local function entryOf(op)
  for _, text in ipairs(redis.call('LRANGE', journal, 0, -1)) do
    local entry = cjson.decode(text)
    if entry.op == op then return entry end
  end
end
local function standsAsMerged(touched)
  local merge = redis.call('HGET', details, 'merge')
  if not merge then return true end
  local entry = entryOf(cjson.decode(merge).op)
  if not entry then return false end
  for _, line in ipairs(entry.lines) do
    if touched[line.key] then return false end
  end
  return true
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
 * ['moved', the cart where its lines are], ['ended'], ['reused'] (the operation's id belongs to another wish), ['nothing'] (to undo), or
 * [reason, position in the request from 1, quantity of that variant already in the cart].
 */
export const changeCart = new RedisScript(`${opening}${inverse}${attributeLimit}${step}
if hasEnded() then return { 'ended' } end
if isUnknown() then return { 'unknown' } end
local request = cjson.decode(ARGV[5])
local earlier = redis.call('HGET', operations, request.op)
if earlier then
  local answer = cjson.decode(earlier)
  if answer.wish ~= request.wish then return { 'reused' } end
  return { 'ok', redis.call('HGET', details, 'revision'), answer.quantities, dump() }
end
local movedTo = redis.call('HGET', details, 'movedTo')
if movedTo then return { 'moved', movedTo } end
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
if not standsAsMerged(first) then redis.call('HDEL', details, 'merge') end
return { 'ok', changedNow(), reply, dump() }`);
