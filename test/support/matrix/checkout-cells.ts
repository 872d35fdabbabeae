import { expect } from 'vitest';
import { CARDS } from '../../../scripts/rig/stripe/cards.js';
import { placeOrder } from '../../../scripts/rig/buying.js';
import { checkoutOpen, forgetful, refused } from '../outage-visits.js';
import { until } from '../until.js';
import { cell } from './cell.js';
import type { MatrixShop } from './matrix-shop.js';
import { PATIENT } from './pages-cells.js';
import { databaseAway, works } from './verdicts.js';

/** Longest that a checkout may take with a provider that never answers (F32). */
const PROVIDER_MS = 6000;
/** Some thirty questions to MySQL, half a second each. */
const SLOW_ORDER_MS = 20_000;

/** Who pays by card has an order whose provider did not answer; it stands, and its page says that it waits for its payment. */
async function cardWaits(at: MatrixShop): Promise<void> {
  const started = performance.now();
  const { status, headers } = await at.press(at.byCard);
  expect(performance.now() - started).toBeLessThan(PROVIDER_MS);
  expect([status, headers.location]).toEqual([303, expect.stringMatching(/^\/orders\//)]);
  // It has its mail when it is paid.
  at.unpaid = at.placed.pop()!;
  const once = { usualMs: PROVIDER_MS, mostMs: PROVIDER_MS, rounds: 1 };
  await at.all(works(200), () => at.byCard.shopper.get(at.unpaid), once);
}

/** Looking at the order is enough for the provider to hear of it; then its event pays it. */
async function cardIsPaid(at: MatrixShop): Promise<void> {
  const number = await at.numberOf(at.unpaid);
  const { intents, events } = at.servers.payments;
  const heard = () => [...intents.all.values()].find(({ metadata }) => metadata['order_number'] === number);
  const intent = await until('the provider has heard of the order', async () => {
    await at.byCard.shopper.get(at.unpaid);
    return heard();
  });
  events.deliverTo = `${at.shop.url}/webhooks/stripe`;
  intents.confirm(intent.id, CARDS.approve);
  at.placed.push(at.unpaid);
}

export const checkout = {
  asUsual: cell('as usual', async (at) => {
    await at.buy();
    expect((await at.press(at.byCard)).headers.location).toMatch(/^\/checkout\/pay\//);
  }),
  slowly: cell(
    'as usual, some seconds later; who meets a 503 that says so presses the same button again',
    async (at) => {
      const placed = await until('an order', async () => {
        const started = performance.now();
        const answer = await at.press(at.onInvoice);
        expect(performance.now() - started).toBeLessThan(SLOW_ORDER_MS);
        if (answer.status === 303) return answer;
        expect(databaseAway(answer)).toBeNull();
        return null;
      });
      expect(placed.headers.location).toMatch(/^\/orders\//);
    },
  ),
  remembered: cell(
    'a guest order of what the browser remembers; without that 503, and nothing is ordered',
    async (at) => {
      await at.all(checkoutOpen, () => at.member.twin().get('/checkout'));
      await at.all(refused, () => forgetful(at.member.twin()).get('/checkout'));
      await at.all(refused, () => forgetful(at.member.twin()).post('/checkout/orders', { token: 'any' }));
      await at.buy(at.member.twin());
    },
  ),
  refused: cell(
    '503, and nothing is ordered; the cart and what was typed are kept, and the same button works afterwards',
    async (at) => {
      const { shopper, review } = at.waiting;
      await at.all(databaseAway, () => shopper.twin().get('/checkout'), PATIENT);
      await at.all(databaseAway, () => placeOrder(shopper.twin(), review), PATIENT);
    },
  ),
  withoutCards: cell(
    'on invoice as usual; an order by card stands within 6 s, and a later event of the provider pays it',
    async (at) => {
      await at.buy();
      await cardWaits(at);
    },
    cardIsPaid,
  ),
};
