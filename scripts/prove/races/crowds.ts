import type { Stage } from '../faults/fault.js';
import type { OpenShop } from '../topology/open-shop.js';
import type { Attempt } from '../people/journal.js';
import { attemptOf, walkToReview } from '../people/ordering.js';
import { Browser } from '../traffic/browser.js';

const AT_ONCE = 8;

export interface Buyer {
  browser: Browser;
  review: Record<string, string>;
  attempt: Attempt;
}

/** So many results, some made at a time. */
export async function many<T>(count: number, make: (nth: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let at = 0; at < count; at += AT_ONCE)
    made.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, nth) => make(at + nth)),
      )),
    );
  return made;
}

/** Somebody new with one of a variant in the cart and only the last button left to press. Errors: when the shop does not lead there. */
export async function buyer(
  { topology, traffic, crowd }: Stage<OpenShop>,
  name: string,
  variantId: number,
): Promise<Buyer> {
  const browser = new Browser(topology.url, traffic);
  const added = await browser.postJson('/cart/add.js', { id: variantId, quantity: 1 });
  const review = await walkToReview(browser, `${name}@example.com`, 'invoice');
  if (!review) throw new Error(`${name} cannot check out; adding to the cart answered ${added.status}`);
  const attempt = attemptOf(name, review, [{ id: variantId, least: 1, most: 1 }]);
  crowd.journal.attempts.push(attempt);
  return { browser, review, attempt };
}
