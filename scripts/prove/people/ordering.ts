import { ada, filledForm } from '../../bench/page-form.js';
import { placeOrder, reachReview } from '../../rig/buying.js';
import type { Answer } from '../../rig/shopper.js';
import { CARDS } from '../../rig/stripe/cards.js';
import type { Browser } from '../traffic/browser.js';
import type { Attempt } from './journal.js';
import { insist, insistUntil } from './patience.js';

const PAYMENT = '/checkout/payment';
export type Choice = 'invoice' | 'stripe';

/** Where a browser pays: the provider's own address, which the shop's troubles do not touch. */
export interface Provider {
  origin: string;
}

/** Up to the last button; null when the shop cannot lead there now. */
export async function walkToReview(
  browser: Browser,
  email: string,
  choice: Choice,
): Promise<Record<string, string> | null> {
  const person = { ...ada, email };
  try {
    await reachReview(browser, person);
    const form = filledForm((await browser.get(PAYMENT)).text, PAYMENT, person);
    await browser.post(PAYMENT, { ...form, payment_method: choice });
    return await reachReview(browser, person);
  } catch {
    return null;
  }
}

const totalShown = (review: Record<string, string>): number =>
  (JSON.parse(review['seen']!) as { total: number }).total;

/** Somebody stands before the last button with these goods. */
export const attemptOf = (who: string, review: Record<string, string>, lines: Attempt['lines']): Attempt => ({
  who,
  checkoutToken: review['checkout_token']!,
  total: totalShown(review),
  lines,
  outcome: 'unknown',
  page: null,
  isPaid: false,
});

/**
 * Presses the last button until somebody says what became of it, and pays where that is asked. Notes the outcome in
 * `attempt`. Answers the answer, null for none.
 */
export async function press(
  browser: Browser,
  review: Record<string, string>,
  attempt: Attempt,
  provider: Provider | null,
  chance: () => number,
): Promise<Answer | null> {
  const answer = await insist(() => placeOrder(browser, review), chance);
  if (!answer) return null;
  const [, isToPay, token] =
    /^\/(checkout\/pay|orders)\/([\w-]{22})$/.exec(answer.headers.location ?? '') ?? [];
  attempt.outcome = token === undefined ? 'refused' : 'placed';
  if (token === undefined) return answer;
  attempt.page = `/orders/${token}`;
  const payPage = `/checkout/pay/${token}`;
  const isToPayNow = isToPay !== 'orders' || (await asksToPay(browser, attempt.page, payPage, chance));
  attempt.isPaid = !isToPayNow || (await pay(browser, payPage, provider, chance));
  return answer;
}

/**
 * Looks at the page of an order until it no longer waits for the provider: then it asks to pay, or says that nothing is left
 * to pay. So it is for whoever pressed the button again because the first answer was lost. One that waits for ever is taken for paid,
 * which an audit then finds.
 */
async function asksToPay(
  browser: Browser,
  page: string,
  payPage: string,
  chance: () => number,
): Promise<boolean> {
  const isClear = ({ text }: Answer) => !text.includes(`href="${page}">Look again`);
  const answer = await insistUntil(isClear, () => browser.get(page), chance);
  return answer?.text.includes(`href="${payPage}"`) ?? false;
}

/** Answers whether the provider has the money, or the shop says that it needs none any more. */
async function pay(
  browser: Browser,
  page: string,
  provider: Provider | null,
  chance: () => number,
): Promise<boolean> {
  const answer = await insist(() => browser.get(page), chance);
  const secret = /data-secret="([^"]+)"/.exec(answer?.text ?? '')?.[1];
  if (secret === undefined || !provider) return false;
  const [id] = secret.split('_secret_');
  const body = new URLSearchParams({ client_secret: secret, card: CARDS.approve });
  const confirmed = await fetch(`${provider.origin}/v1/payment_intents/${id}/confirm`, {
    method: 'POST',
    body,
  });
  await browser.get(page.replace('/checkout/pay', '/orders'));
  return confirmed.ok;
}
