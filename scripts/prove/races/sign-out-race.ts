import type { Fault } from '../faults/fault.js';
import { verdict } from '../report/row.js';
import { Browser } from '../traffic/browser.js';
import { many } from './crowds.js';

const ROUNDS = 20;

/** Somebody signs out while a change of the cart is under way; half of the changes are finished only afterwards. */
export const signOutRace: Fault = {
  name: `${ROUNDS} sign-outs with a write under way`,
  async deed({ topology, traffic }) {
    const members = await many(ROUNDS, (nth) => member(new Browser(topology.url, traffic), nth));
    const item = { id: topology.catalogue.plenty[0]!, quantity: 1 };
    const isAlive = async (one: Browser, nth: number) => {
      const before = one.twin();
      const write = await one.twin().hold('/cart/add', item);
      const leaves = one.post('/account/logout');
      if (nth % 2 === 0) await leaves;
      await Promise.all([leaves, write.go().catch(() => undefined)]);
      return (await before.get('/account')).status !== 303;
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
