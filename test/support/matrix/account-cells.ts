import { refused, type Verdict } from '../outage-visits.js';
import { cell } from './cell.js';
import { type MatrixShop, type Patience, QUICK } from './matrix-shop.js';
import { PATIENT, VERY_PATIENT } from './pages-cells.js';
import { databaseAway, works } from './verdicts.js';

async function signInAndLook(
  at: MatrixShop,
  signedIn: Verdict,
  looked: Verdict,
  patience: Patience = QUICK,
): Promise<void> {
  await at.all(signedIn, () => at.guest().post('/account/login', at.account), patience);
  await at.all(looked, () => at.member.twin().get('/account'), patience);
}

export const account = {
  asUsual: cell('as usual', (at) => signInAndLook(at, works(303), works(200))),
  slowly: cell('as usual, some seconds later at most', (at) =>
    signInAndLook(at, works(303), works(200), VERY_PATIENT),
  ),
  away: cell('503: carts and accounts do not answer', (at) => signInAndLook(at, refused, refused)),
  databaseAway: cell('503: a part of the shop does not answer', (at) =>
    signInAndLook(at, databaseAway, databaseAway, PATIENT),
  ),
};
