import type { CartItem } from '../people/cart-journal.js';
import type { CartRecord } from '../people/journal.js';
import type { Shopper } from '../../rig/shopper.js';
import { until } from '../../servers/until.js';

const AT_ONCE = 8;
/** Of those who signed out, as many are asked for, spread over the run. */
const MOST_SIGNED_OUT = 200;

/** Looks into each cart on each instance, as its owner; answers what is not as it was acknowledged. */
export async function lookIntoCarts(
  records: readonly CartRecord[],
  urls: readonly string[],
): Promise<string[]> {
  const looks = records.flatMap((record) => urls.map((url) => () => look(record, url)));
  return (await inLanes(looks)).flat();
}

async function look({ who, cart, browser }: CartRecord, url: string): Promise<string[]> {
  const shown = async () => {
    const one = await browser.twin(url).get('/cart.js');
    return one.status === 200 && one;
  };
  const answer = await until(`the cart of ${who} at ${url}`, shown).catch((error: Error) => error);
  if (answer instanceof Error) return [answer.message];
  const { items } = answer.json() as { items: CartItem[] };
  const where = `${who} on ${String(answer.headers['x-served-by'])}`;
  return cart.differences(items, true).map((text) => `${where}: ${text}`);
}

/** The cookies of those who have signed out open no account any more. */
export async function whoIsStillSignedIn(
  all: readonly { who: string; browser: Shopper }[],
): Promise<string[]> {
  const step = Math.max(1, Math.ceil(all.length / MOST_SIGNED_OUT));
  const some = all.filter((_, nth) => nth % step === 0);
  const asked = some.map(({ who, browser }) => async () => {
    const { status } = await browser.get('/account');
    return status === 303 ? [] : [`${who} (${status})`];
  });
  return (await inLanes(asked)).flat();
}

/** Some at a time; answers come in the order of the questions. */
async function inLanes<T>(questions: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  let next = 0;
  const lane = async () => {
    for (let nth = next++; nth < questions.length; nth = next++) answers[nth] = await questions[nth]!();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}
