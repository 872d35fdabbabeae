import { expect } from 'vitest';
import { until } from '../until.js';
import { cell } from './cell.js';
import type { MatrixShop } from './matrix-shop.js';
import { PATIENT, VERY_PATIENT } from './pages-cells.js';
import { databaseAway, works } from './verdicts.js';

const MAIL_SECONDS = 20;
const TRIED = `outbox WHERE topic = 'mail' AND attempts > 0 AND done_at IS NULL`;

const look = (at: MatrixShop) => at.guest().get(at.order);

export const orderPage = {
  asUsual: cell('as usual', (at) => at.all(works(200), () => look(at))),
  slowly: cell('as usual, some seconds later at most', (at) =>
    at.all(works(200), () => look(at), VERY_PATIENT),
  ),
  away: cell('503: a part of the shop does not answer', (at) =>
    at.all(databaseAway, () => look(at), PATIENT),
  ),
};

/** Each order has had its mail; some twice perhaps, but as the same one. */
async function mailOfEach(at: MatrixShop): Promise<void> {
  for (const order of at.placed)
    await until(`the mail of ${order}`, async () => (await at.mailsOf(order)).size === 1, MAIL_SECONDS);
}

export const mails = {
  asUsual: cell('as usual', mailOfEach),
  later: cell(
    'wait, and are sent when it is back, once each',
    async (at) => {
      const order = await at.buy();
      await until('somebody has tried to send it', async () => (await at.count(TRIED)) > 0);
      expect((await at.mailsOf(order)).size).toBe(0);
    },
    mailOfEach,
  ),
  afterwards: cell('those of orders that stand are sent when it is back', async () => undefined, mailOfEach),
};
