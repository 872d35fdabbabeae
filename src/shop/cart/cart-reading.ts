import type { Found } from './cart.repository.js';
import type { CartLine, CartMerge } from './cart.js';
import type { ChangeReply, JournalEntry, RefusedChange } from './cart-change.js';

type Hash = Record<string, string>;
type Flat = string[];
/** Lines, line details, details and saved, each as Redis' scripts answer a hash: name, value, name, value ... */
export type CartDump = [Flat, Flat, Flat, Flat];

const ATTRIBUTE = 'attribute:';
const WITHOUT_MORE = new Set(['unknown', 'ended', 'reused', 'nothing']);

function hashOf(flat: Flat): Hash {
  const hash: Hash = {};
  for (let i = 0; i < flat.length; i += 2) hash[flat[i]!] = flat[i + 1]!;
  return hash;
}

/** The cart in what Redis has of it, and whether it has any. */
export function readDump(id: string, dump: CartDump): Found {
  const [lines, lineDetails, details, saved] = dump.map(hashOf) as [Hash, Hash, Hash, Hash];
  const attributes = Object.entries(details)
    .filter(([field]) => field.startsWith(ATTRIBUTE))
    .map(([field, value]) => [field.slice(ATTRIBUTE.length), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const cart = {
    id,
    revision: Number(details['revision'] ?? 0),
    lines: readLines(lines, lineDetails),
    saved: readLines(saved, lineDetails),
    note: details['note'] ?? '',
    attributes: Object.fromEntries(attributes),
    merge: readMerge(details['merge']),
  };
  const { wishes } = details;
  return { cart, isKnown: 'revision' in details, ...(wishes && { wishes }) };
}

function readLines(quantities: Hash, lineDetails: Hash): CartLine[] {
  const read = Object.entries(quantities).map(([key, quantity]) => readLine(key, quantity, lineDetails[key]));
  return read.sort((a, b) => b.sequence - a.sequence).map(({ line }) => line);
}

function readLine(key: string, quantity: string, detail = '0 {}'): { sequence: number; line: CartLine } {
  const space = detail.indexOf(' ');
  const properties = JSON.parse(detail.slice(space + 1)) as Record<string, string>;
  const line = { key, variantId: Number.parseInt(key, 10), quantity: Number(quantity), properties };
  return { sequence: Number(detail.slice(0, space)), line };
}

function readMerge(text: string | undefined): CartMerge | null {
  if (text === undefined) return null;
  const { op, device, account, at } = JSON.parse(text) as Record<string, string | number>;
  return {
    operationId: String(op),
    fromDevice: Number(device),
    fromAccount: Number(account),
    at: new Date(Number(at)),
  };
}

/** The reply of the script that changes carts. */
export function readReply(cartId: string, reply: unknown[]): ChangeReply {
  const [reason, second, third, dump] = reply;
  if (WITHOUT_MORE.has(reason as string)) return { ok: false, reason } as RefusedChange;
  if (reason === 'moved') return { ok: false, reason, to: String(second) };
  if (reason !== 'ok')
    return { ok: false, reason, index: Number(second) - 1, held: Number(third) } as RefusedChange;
  const { cart } = readDump(cartId, dump as CartDump);
  return { ok: true, revision: Number(second), quantities: (third as unknown[]).map(Number), cart };
}

/** One entry of the journal. Lua writes an empty list as an empty object. */
export function readEntry(text: string): JournalEntry {
  const { op, kind, at, device, lines } = JSON.parse(text) as Record<string, unknown>;
  return {
    operationId: String(op),
    kind: kind as JournalEntry['kind'],
    at: new Date(Number(at)),
    device: (device as string | undefined) ?? '',
    lines: Array.isArray(lines) ? (lines as JournalEntry['lines']).map(stepOf) : [],
  };
}

/** Without what only an undo needs to know. */
const stepOf = ({ key, from, to, savedFrom, savedTo }: JournalEntry['lines'][number]) => ({
  key,
  from,
  to,
  savedFrom,
  savedTo,
});
