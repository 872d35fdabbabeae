import { createHash, randomBytes } from 'node:crypto';

/** One variant with one set of properties, and how many. `key` is `<variant id>:<hash of the properties>`. */
export interface CartLine {
  key: string;
  variantId: number;
  quantity: number;
  properties: Record<string, string>;
}

/** A cart as it is stored: no prices, they go stale. Lines newest first. */
export interface Cart {
  id: string;
  /** Grows with every change; 0 when nothing was ever stored. */
  revision: number;
  lines: CartLine[];
  note: string;
  attributes: Record<string, string>;
}

const GUEST = 'g-';
const CUSTOMER = /^c-([1-9][0-9]{0,15})$/;

/** A new guest's cart id: 128 random bits, so that nobody can guess another's. */
export const newGuestCartId = (): string => GUEST + randomBytes(16).toString('base64url');

export const customerCartId = (customerId: number): string => `c-${customerId}`;

/** The customer a cart belongs to, or null for a guest's. */
export function customerOfCart(cartId: string): number | null {
  const match = CUSTOMER.exec(cartId);
  return match ? Number(match[1]) : null;
}

/** Lines of one variant with different properties are different lines; the order of the properties does not matter. */
export function lineKey(variantId: number, properties: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 32);
  return `${variantId}:${hash}`;
}

/** The variant named by a line key, or null when `key` is none. */
export function variantOfKey(key: string): number | null {
  const match = /^([1-9][0-9]{0,15}):[0-9a-f]{32}$/.exec(key);
  return match ? Number(match[1]) : null;
}
