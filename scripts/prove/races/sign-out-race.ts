import type { Fault } from '../faults/fault.js';
import { insist } from '../people/patience.js';
import { verdict } from '../report/row.js';
import type { OpenShop } from '../topology/open-shop.js';
import { Browser } from '../traffic/browser.js';
import { many } from './crowds.js';

const ROUNDS = 20;
/** How long people wait: not from the row of chances that choose victims, or a repeat with the same seed would choose others. */
const evenly = (): number => 0.5;

/**
 * Somebody signs out while a change of the cart is under way; half of the changes are finished only afterwards. Whoever is asked to
 * try again does so, and who has been told that they are out has to be out.
 */
export const signOutRace: Fault<OpenShop> = {
  name: `${ROUNDS} sign-outs with a write under way`,
  async deed({ topology, traffic }) {
    const members = await many(ROUNDS, (nth) => member(new Browser(topology.url, traffic), nth));
    const item = { id: topology.catalogue.plenty[0]!, quantity: 1 };
    const isAlive = async (one: Browser, nth: number) => {
      const before = one.twin();
      const write = await one.twin().hold('/cart/add', item);
      const leaves = insist(() => one.post('/account/logout'), evenly);
      if (nth % 2 === 0) await leaves;
      await Promise.all([leaves, write.go().catch(() => undefined)]);
      return (await insist(() => before.get('/account'), evenly))?.status !== 303;
    };
    const alive = await many(ROUNDS, (nth) => isAlive(members[nth]!, nth));
    return { alive: alive.filter(Boolean).length };
  },
  judge({ figures: { alive = ROUNDS } }) {
    const found = `${alive} of ${ROUNDS} alive`;
    return [
      {
        event: 'sign-out and a write under way',
        entry: verdict('0 of 20 alive', found, alive === 0),
        moonshot: verdict('0 of 1,000', `${found} in this run`, alive === 0 ? null : false),
      },
    ];
  },
};

/** Errors: when there is no account for it. */
async function member(browser: Browser, nth: number): Promise<Browser> {
  const account = { email: `leaver-${nth}@example.com`, password: 'nine tents by the lake' };
  const answer = await browser.post('/account/register', account);
  if (answer.status !== 303) throw new Error(`no account for ${account.email}: ${answer.status}`);
  return browser;
}
