import { servedAsGuest, servedAsUsual, type Verdict } from '../outage-visits.js';
import type { Shopper } from '../../../scripts/rig/shopper.js';
import { cell } from './cell.js';
import { CATALOGUE, type MatrixShop } from './matrix-shop.js';
import { databaseAway, works } from './verdicts.js';

const UNSEEN = '/products/markup';
/** Of who is refused. */
export const PATIENT = { usualMs: 2500, mostMs: 4500, rounds: 2 };
/** Of a page whose every question to MySQL takes half a second. */
export const VERY_PATIENT = { usualMs: 4500, mostMs: 6000, rounds: 2 };

async function pages(at: MatrixShop, who: () => Shopper, fault: Verdict): Promise<void> {
  for (const path of CATALOGUE) await at.all(fault, () => who().get(path));
}

export const guestPages = {
  asUsual: cell('as usual', (at) => pages(at, () => at.guest(), servedAsUsual)),
  fromTheCache: cell(
    'what anybody has seen in the last hour comes from the cache; another page answers 503',
    async (at) => {
      await pages(at, () => at.guest(), servedAsUsual);
      await at.all(databaseAway, () => at.guest().get(UNSEEN), PATIENT);
    },
  ),
};

export const memberPages = {
  asUsual: cell('as usual', (at) => pages(at, () => at.member.twin(), works(200))),
  asGuest: cell('as without a cookie, with a banner that carts and accounts do not answer', (at) =>
    pages(at, () => at.member.twin(), servedAsGuest),
  ),
  fromTheCache: cell('what was seen comes from the cache', (at) =>
    pages(at, () => at.member.twin(), works(200)),
  ),
};
