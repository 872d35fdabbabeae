import { valueKeys } from '../../../src/platform/values/value-keys.js';
import type { ValueStore } from '../../../src/platform/values/value-store.js';
import type { SessionRef } from '../../../src/platform/session/session-id.js';
import { COPY_LIFE_MS, copyOf, type Copier } from './store.js';

const AT_ONCE = 32;

/** What a store of values keeps of one visitor: key and text of the session and of the cart. */
type Values = readonly (readonly [key: string, text: string])[];

export async function valuesOf(store: ValueStore, ref: SessionRef): Promise<Values> {
  const names = [valueKeys.session(ref.cartId, ref.sid), valueKeys.cart(ref.cartId)];
  const found = await Promise.all(names.map((key) => store.get(key)));
  if (found.some((value) => value === null)) throw new Error('the session to copy is not in the store');
  return names.map((key, nth) => [key, found[nth]!.text] as const);
}

/** The same visitor under other ids. */
export function copied(values: Values, from: SessionRef, number: number): Values {
  const to = copyOf(number);
  const renamed = (text: string) => text.replaceAll(from.cartId, to.cartId).replaceAll(from.sid, to.sid);
  // A string that was put together from pieces would be larger than one that came over a wire.
  return values.map(([key, text]) => [renamed(key), Buffer.from(renamed(text)).toString()] as const);
}

/** Copies through the store's own `put`, as the shop itself writes. */
export async function putCopies(
  store: ValueStore,
  template: SessionRef,
  from: number,
  to: number,
): Promise<void> {
  const values = await valuesOf(store, template);
  let next = from;
  const work = async () => {
    while (next < to) {
      next += 1;
      for (const [key, text] of copied(values, template, next - 1))
        await store.put(key, text, null, COPY_LIFE_MS);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

export const putting = (store: ValueStore): Copier => ({
  copy: (template, from, to) => putCopies(store, template, from, to),
});
