import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledForm } from '../../scripts/bench/page-form.js';
import { audit } from '../repositories/orders-shop.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { p99 } from '../support/crowded-shop.js';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { LoadClient } from '../support/offered-load.js';
import type { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { SmtpSink } from '../../scripts/rig/smtp-sink.js';
import { steadyLoad } from '../support/steady-load.js';
import { CARDS } from '../../scripts/rig/stripe/cards.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

const BUYERS = 100;
const BUYS_PER_SECOND = 10;
const LOOKS_PER_SECOND = 50;
const PAYMENT = '/checkout/payment';
/** What a p99 below it is, the machine decides. */
const NOISE_MS = 50;
/** Longest that a checkout may take with a provider that never answers: balancers take a process for frozen after it. */
const WITHIN_MS = 2500;

let stub: StripeStub;
let way: FaultProxy;
let mails: SmtpSink;
let shop: TestShop;
let looking: LoadClient;
beforeAll(async () => {
  [stub, mails] = [await StripeStub.open(), await SmtpSink.open()];
  way = await FaultProxy.before(stub.origin);
  const env = { ...stub.settings, STRIPE_API_URL: way.url, SMTP_URL: mails.url };
  shop = await TestShop.open({ env });
  await shop.startWorker();
  looking = new LoadClient(shop.instances[0]!.found, 10_000);
});
afterAll(async () => {
  looking?.close();
  const wrong = await audit(shop.database);
  await shop.close();
  await way.close();
  await Promise.all([stub.close(), mails.close()]);
  expect(wrong).toEqual({});
});

interface Buyer {
  shopper: Shopper;
  review: Record<string, string>;
}

async function atTheButton(choice: string): Promise<Buyer> {
  const shopper = shop.shopper();
  await shopper.post('/cart/add', { id: shop.variant('plenty') });
  await reachReview(shopper);
  const form = filledForm((await shopper.get(PAYMENT)).text, PAYMENT);
  expect((await shopper.post(PAYMENT, { ...form, payment_method: choice })).status).toBe(303);
  return { shopper, review: await reachReview(shopper) };
}

async function buyers(choice: string): Promise<Buyer[]> {
  const all: Buyer[] = [];
  for (let nth = 0; nth < BUYERS; nth += 4)
    all.push(...(await Promise.all(Array.from({ length: 4 }, () => atTheButton(choice)))));
  return all;
}

/** Somebody with a cart looks at a product while these buy, some each second. Milliseconds. */
async function lookWhile(buying: readonly Buyer[]) {
  const visitor = await atTheButton('invoice');
  const cookie = [...visitor.shopper.cookies].map((pair) => pair.join('=')).join('; ');
  const buyingSeconds = buying.length / BUYS_PER_SECOND;
  const rate = { perSecond: LOOKS_PER_SECOND, seconds: Math.max(4, buyingSeconds + 1) };
  const pages = looking.offer(rate, () => ({ kind: 'page', path: '/products/plenty', cookie }));
  const buys = { perSecond: BUYS_PER_SECOND, seconds: buyingSeconds };
  const orders = await steadyLoad(buys, async (nth) => {
    const started = performance.now();
    const { shopper, review } = buying[nth]!;
    const { status, headers } = await placeOrder(shopper, review);
    return { status, location: headers.location ?? '', ms: performance.now() - started };
  });
  const seen = await pages;
  expect(seen.filter(({ status }) => status !== 200)).toEqual([]);
  return { p99: p99(seen), orders };
}

const stateCounts = async () =>
  Object.fromEntries(
    (
      await shop.database.query<{ state: string; n: number }>(
        `SELECT o.state, COUNT(*) AS n FROM orders o JOIN tenders t ON t.order_id = o.id
         WHERE t.gateway = 'stripe' GROUP BY o.state`,
      )
    ).map(({ state, n }) => [state, n]),
  );

describe('F32: a provider of payments and a mail server that accept and never answer', () => {
  it(`cost ${BUYERS} buyers the time of a balancer at most and the pages of the others nothing; a later event pays each order`, async () => {
    const [onInvoice, byCard] = [await buyers('invoice'), await buyers('stripe')];
    const quiet = await lookWhile([]);
    const usual = await lookWhile(onInvoice);
    mails.isMute = true;
    await way.blackhole();
    const away = await lookWhile(byCard);
    const longest = Math.max(...away.orders.map(({ ms }) => ms));
    figure(
      'F32 p99 of a product page in ms: nobody buys, 100 on invoice, 100 by a card whose provider never answers',
      [quiet, usual, away].map((one) => Math.round(one.p99)).join(', '),
    );
    figure('F32 ms of the slowest of 100 checkouts at a provider that never answers', Math.round(longest));
    expect(usual.orders.map(({ status }) => status)).toEqual(Array(BUYERS).fill(303));
    expect(away.orders.map(({ status }) => status)).toEqual(Array(BUYERS).fill(303));
    expect(longest).toBeLessThan(WITHIN_MS);
    expect(away.p99).toBeLessThan(2 * Math.max(quiet.p99, usual.p99, NOISE_MS));
    expect(await stateCounts()).toEqual({ pending_payment: BUYERS });
    expect((await byCard[0]!.shopper.get(away.orders[0]!.location)).status).toBe(200);

    await way.pass();
    mails.isMute = false;
    await until('the provider has heard of every order', async () => stub.intents.all.size === BUYERS, 60);
    stub.events.deliverTo = `${shop.url}/webhooks/stripe`;
    for (const id of stub.intents.all.keys()) stub.intents.confirm(id, CARDS.approve);
    await until('every order is paid', async () => (await stateCounts())['authorised'] === BUYERS, 60);
    await shop.database.execute('UPDATE outbox SET available_at = UTC_TIMESTAMP(3) WHERE done_at IS NULL');
    await until('every order has its mail', async () => mails.taken.length >= 2 * BUYERS, 60);
    expect(new Set(mails.taken.map(({ messageId }) => messageId)).size).toBe(2 * BUYERS);
  }, 300_000);
});
