import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultProxy } from '../../scripts/rig/fault-proxy.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { arrive } from '../support/arrive.js';
import { openBrowser } from '../support/browser.js';
import { TestShop } from '../support/shop.js';
import { figure } from '../support/tier.js';
import { toPayment } from '../support/to-payment.js';
import { until } from '../support/until.js';

/** Balancers take a process for frozen that says nothing for 2.5 s. */
const FREED_MS = 2500;
const ORDER = /\/orders\/[\w-]{22}$/;

/** Stripe's servers are a stand-in, and the way to them can be cut. */
describe('an order whose provider of payments says nothing', () => {
  let stub: StripeStub;
  let way: FaultProxy;
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    stub = await StripeStub.open();
    way = await FaultProxy.before(stub.origin);
    const env = { ...stub.settings, STRIPE_API_URL: way.url };
    [shop, browser] = await Promise.all([TestShop.open({ env }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await way?.close();
    await stub?.close();
  });

  /** At the page of an order that was placed while Stripe says nothing. */
  async function ordered(hasScript: boolean) {
    const context = await browser.newContext({ javaScriptEnabled: hasScript, baseURL: shop.url });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    await toPayment(shop, page, hasScript);
    await page.getByText('Card or wallet').click();
    await page.getByRole('button', { name: 'Continue to review' }).click();
    const button = page.getByRole('button', { name: /^Place order/ });
    await button.waitFor();
    await way.blackhole();
    const pressed = performance.now();
    const answered = page
      .waitForResponse((answer) => answer.request().method() === 'POST')
      .then(() => performance.now());
    await button.click();
    const took = (await answered) - pressed;
    await arrive(page, ORDER);
    return { page, took, close: () => context.close() };
  }

  it('is shown within the time of a balancer, and its page leads on by itself when there is an answer', async () => {
    const { page, took, close } = await ordered(true);
    figure('ms until an order is shown whose provider says nothing', Math.round(took));
    expect(took).toBeLessThan(FREED_MS);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Waiting for payment');
    expect(await page.locator('main').innerText()).toContain('please do not order again');
    await way.pass();
    await page.getByRole('link', { name: 'Confirm the payment' }).click();
    await arrive(page, /\/checkout\/pay\/[\w-]{22}$/);
    expect(stub.intents.all.size).toBe(1);
    await close();
  });

  it('is looked at again by a link without JavaScript', async () => {
    const { page, close } = await ordered(false);
    await way.pass();
    await until('its owner is asked to confirm', async () => {
      await page.getByRole('link', { name: 'Look again' }).click();
      return page.getByRole('link', { name: 'Confirm the payment' }).isVisible();
    });
    await close();
  });
});
