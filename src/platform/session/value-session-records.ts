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

const NOTHING: CustomerValue = { epoch: 0, sessions: {} };

export async function readCustomer(store: ValueStore, cartId: string): Promise<CustomerValue> {
  return parse((await store.get(valueKeys.customer(cartId)))?.text ?? null);
}

/** Replaces what is known of a customer by what `make` makes of it (null: nothing new), and answers what stands now. */
export function changeCustomer(
  store: ValueStore,
  cartId: string,
  lifeMs: number,
  make: (customer: CustomerValue) => CustomerValue | null,
): Promise<CustomerValue> {
  return replaceValue(store, valueKeys.customer(cartId), (text) => {
    const before = parse(text);
    const after = make(before);
    return { text: after && JSON.stringify(after), lifeMs, answer: after ?? before };
  });
}

/** Whether a session may change a cart at this moment. */
export async function isSessionAlive(
  store: ValueStore,
  cartId: string,
  { sid, epoch }: SessionProof,
): Promise<boolean> {
  const [record, customer] = await Promise.all([
    store.get(valueKeys.session(cartId, sid)),
    epoch === null ? NOTHING : readCustomer(store, cartId),
  ]);
  return record !== null && (epoch === null || epoch >= customer.epoch);
}

const parse = (text: string | null): CustomerValue =>
  text === null ? NOTHING : (JSON.parse(text) as CustomerValue);
