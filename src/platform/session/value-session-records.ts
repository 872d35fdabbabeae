import { replaceValue } from '../values/replace-value.js';
import { valueKeys } from '../values/value-keys.js';
import type { ValueStore } from '../values/value-store.js';
import type { SessionProof } from './visitor.js';

/** What a store of values keeps of a customer. */
export interface CustomerValue {
  /** Sessions of a lower epoch have ended. */
  epoch: number;
  /** By session id; ended ones too until they are looked at. `seenAt`: milliseconds since 1970. */
  sessions: Record<string, { epoch: number; seenAt: number }>;
}

/** What a customer's cart id begins with. */
const CUSTOMER = 'c-';
const NOTHING: CustomerValue = { epoch: 0, sessions: {} };

export async function readCustomer(store: ValueStore, cartId: string): Promise<CustomerValue> {
  return parse((await store.get(valueKeys.customer(cartId)))?.text ?? null);
}

/** Replaces what is known of a customer by what `make` makes of it (null: nothing new), and answers what stands now. */
export function changeCustomer(
  store: ValueStore,
  cartId: string,
  lifeMs: number,
  make: Change,
): Promise<CustomerValue> {
  return replaceValue(store, valueKeys.customer(cartId), (text) => {
    const before = parse(text);
    const after = make(before);
    return { text: after && JSON.stringify(after), lifeMs, answer: after ?? before };
  });
}

type Change = (customer: CustomerValue) => CustomerValue | null;

/** Adds a session, unless its epoch is over; forgets those that are over by their age. */
export const beginOf =
  (sid: string, epoch: number, { now, maxMs }: { now: number; maxMs: number }): Change =>
  (customer) => {
    if (customer.epoch > epoch) return null;
    const young = Object.entries(customer.sessions).filter(([, { seenAt }]) => seenAt > now - maxMs);
    return { epoch, sessions: { ...Object.fromEntries(young), [sid]: { epoch, seenAt: now } } };
  };

export function without(customer: CustomerValue, gone: readonly string[]): CustomerValue | null {
  const left = Object.entries(customer.sessions).filter(([sid]) => !gone.includes(sid));
  const isSame = left.length === Object.keys(customer.sessions).length;
  return isSame ? null : { ...customer, sessions: Object.fromEntries(left) };
}

export const isCustomers = (cartId: string): boolean => cartId.startsWith(CUSTOMER);

/** Where every visitor carries their own values, nothing is known of anybody else. */
export const livesInCookie = (store: ValueStore): boolean => store.name === 'cookie';

/** Whether a session may change a cart at this moment; of one that is only about to begin, whether its epoch is current. */
export async function isSessionAlive(
  store: ValueStore,
  cartId: string,
  { sid, epoch }: SessionProof,
): Promise<boolean> {
  const [record, customer] = await Promise.all([
    sid === null || store.get(valueKeys.session(cartId, sid)),
    epoch === null || livesInCookie(store) ? NOTHING : readCustomer(store, cartId),
  ]);
  return record !== null && (epoch === null || epoch >= customer.epoch);
}

const parse = (text: string | null): CustomerValue =>
  text === null ? NOTHING : (JSON.parse(text) as CustomerValue);
