import { PASSWORD, isSignedIn } from './devices.js';
import { Shopper } from '../../scripts/rig/shopper.js';

/** A visitor with one line in the cart, signed in or not, and the web process where that happened. */
export interface StickyVisitor {
  browser: Shopper;
  isCustomer: boolean;
  account: { email: string; password: string };
  home: string;
}

/** Asks for a page; answers the name of the web process that served it. Errors: any status but 200. */
export async function servedBy(browser: Shopper, path = '/products/plenty'): Promise<string> {
  const answer = await browser.get(path);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return answer.headers['x-served-by'] as string;
}

/** The first page of `count` new visitors, one after the other: browser and web process. */
export async function arrive(url: string, count: number): Promise<{ browser: Shopper; home: string }[]> {
  const arrived = [];
  for (let n = 0; n < count; n += 1) {
    const browser = new Shopper(url);
    arrived.push({ browser, home: await servedBy(browser) });
  }
  return arrived;
}

/** `count` new visitors who put `variant` into their carts; every second one registers first. */
export async function settle(url: string, count: number, variant: number): Promise<StickyVisitor[]> {
  const settled: StickyVisitor[] = [];
  for (const { browser, home } of await arrive(url, count)) {
    const isCustomer = settled.length % 2 === 1;
    const account = { email: `visitor-${settled.length}@example.com`, password: PASSWORD };
    if (isCustomer) expectStatus((await browser.post('/account/register', account)).status, 303);
    expectStatus((await browser.post('/cart/add.js', { id: variant })).status, 200);
    settled.push({ browser, isCustomer, account, home });
  }
  return settled;
}

export async function cartUnits(browser: Shopper): Promise<number> {
  return ((await browser.get('/cart.js')).json() as { item_count: number }).item_count;
}

/** What a visitor still has. */
export async function possessions({ browser }: StickyVisitor): Promise<{ units: number; signedIn: boolean }> {
  return { units: await cartUnits(browser), signedIn: await isSignedIn(browser) };
}

/** How often each value occurs. */
export function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function expectStatus(status: number, expected: number): void {
  if (status !== expected) throw new Error(`answered ${status}, not ${expected}`);
}
