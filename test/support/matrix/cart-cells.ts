import { expect } from 'vitest';
import { itemCount } from '../checkout-visits.js';
import { forgetful, recalled, refused } from '../outage-visits.js';
import type { Shopper } from '../../../scripts/rig/shopper.js';
import { cell } from './cell.js';
import type { MatrixShop } from './matrix-shop.js';
import { PATIENT, VERY_PATIENT } from './pages-cells.js';
import { databaseAway, withNote, works } from './verdicts.js';

const change = (who: Shopper, quantity: number) => who.post('/cart/change', { line: 1, quantity });

async function shownAndChanged(at: MatrixShop, patience?: typeof PATIENT): Promise<void> {
  await at.all(works(200), () => at.member.get('/cart'), patience);
  let quantity = await itemCount(at.member);
  await at.all(works(303), () => change(at.member, (quantity += 1)), patience);
  expect(await itemCount(at.member)).toBe(quantity);
  await at.all(works(303), () => at.add(at.guest()), patience);
}

export const cart = {
  asUsual: cell('as usual', (at) => shownAndChanged(at)),
  slowly: cell('as usual, some seconds later at most', (at) => shownAndChanged(at, VERY_PATIENT)),
  remembered: cell(
    'what the browser remembers is shown; every change answers 503: nothing was changed',
    async (at) => {
      await at.all(recalled, () => at.member.twin().get('/cart'));
      await at.all(refused, () => forgetful(at.member.twin()).get('/cart'));
      await at.all(refused, () => change(at.member.twin(), 7));
      await at.all(refused, () => at.add(at.guest()));
    },
  ),
  fromTheCache: cell(
    'shown with a note that prices may be old; what is known to be in stock can be added, all else answers 503: nothing was changed',
    async (at) => {
      const before = await itemCount(at.member);
      await at.all(works(303), () => at.add(at.member), PATIENT);
      await at.all(withNote, () => at.member.get('/cart'), PATIENT);
      await at.all(databaseAway, () => at.add(at.member, 1, 'sold-out'), PATIENT);
      expect(await itemCount(at.member)).toBe(before + PATIENT.rounds);
    },
  ),
};
