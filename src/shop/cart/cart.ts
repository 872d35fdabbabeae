import { hash } from 'node:crypto';
import { customerTag } from '../../platform/redis/keys.js';
import { randomKey } from '../../platform/random/random-key.js';
import type { SessionProof } from '../../platform/session/visitor.js';

/** One variant with one set of properties, and how many. `key` is `<variant id>:<hash of the properties>`. */
export interface CartLine {
  key: string;
  variantId: number;
  quantity: number;
  properties: Record<string, string>;
}

/** What the last sign-in brought together: units of either side, and the operation that an undo takes back. */
export interface CartMerge {
  operationId: string;
  fromDevice: number;
  fromAccount: number;
  at: Date;
}

/** A cart as it is stored: no prices, they go stale. Lines newest first. */
export interface Cart {
  id: string;
  /** Grows with every change; 0 when nothing was ever stored. */
  revision: number;
  lines: CartLine[];
  /** Saved for later: not counted, not ordered. */
  saved: CartLine[];
  note: string;
  attributes: Record<string, string>;
  merge: CartMerge | null;
}

/**
 * Who changes a cart, for one change. `proof`: the session that must be alive at that very moment; null for what nobody's
 * session stands behind (a first cart, the worker). `operationId`: given by the client, so that a repeated request counts
 * once; null for one that is not repeated. `device`: words for the journal.
 */
export interface CartTurn {
  cartId: string;
  proof: SessionProof | null;
  operationId: string | null;
  device: string;
}

/** A turn of the shop itself: of the worker, of staff, or of a test. */
export const shopTurn = (cartId: string, operationId: string | null = null): CartTurn => ({
  cartId,
  proof: null,
  operationId,
  device: '',
});

const GUEST = 'g-';
const CUSTOMER = /^c-([1-9][0-9]{0,15})$/;

/** A new guest's cart id: 128 random bits, so that nobody can guess another's. */
export const newGuestCartId = (): string => GUEST + randomKey();

export const customerCartId = customerTag;

/** The customer a cart belongs to, or null for a guest's. */
export function customerOfCart(cartId: string): number | null {
  const match = CUSTOMER.exec(cartId);
  return match ? Number(match[1]) : null;
}

/** Lines of one variant with different properties are different lines; the order of the properties does not matter. */
export function lineKey(variantId: number, properties: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${variantId}:${hash('sha256', JSON.stringify(sorted), 'hex').slice(0, 32)}`;
}

/** The variant named by a line key, or null when `key` is none. */
export function variantOfKey(key: string): number | null {
  const match = /^([1-9][0-9]{0,15}):[0-9a-f]{32}$/.exec(key);
  return match ? Number(match[1]) : null;
}
