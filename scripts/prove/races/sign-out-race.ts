import type { Fault } from '../faults/fault.js';
import { verdict } from '../report/row.js';
import { Browser } from '../traffic/browser.js';
import { many } from './crowds.js';

const ROUNDS = 20;
let members: Browser[] = [];

/** Somebody signs out while a change of the cart is under way; half of the changes are finished only afterwards. */
export const signOutRace: Fault = {
  name: `${ROUNDS} sign-outs with a write under way`,
  async prepare({ topology, traffic }) {
    members = await many(ROUNDS, async (nth) => {
      const browser = new Browser(topology.url, traffic);
      const account = { email: `leaver-${nth}@example.com`, password: 'nine tents by the lake' };
      const answer = await browser.post('/account/register', account);
      if (answer.status !== 303) throw new Error(`no account for ${account.email}: ${answer.status}`);
      return browser;
    });
  },
  async deed({ topology }) {
    const item = { id: topology.catalogue.plenty[0]!, quantity: 1 };
    const isAlive = async (member: Browser, nth: number) => {
      const before = member.twin();
      const write = await member.twin().hold('/cart/add', item);
      const leaves = member.post('/account/logout');
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
