import type { Page } from 'playwright-core';
import type { TestShop } from '../shop.js';
import { toPayment } from '../to-payment.js';
import { arrive } from '../arrive.js';

/** Through the checkout to our payment page, in a browser; answers the order's number. */
export async function orderByCard(shop: TestShop, page: Page, hasScript: boolean): Promise<string> {
  await toPayment(shop, page, hasScript);
  await page.getByText('Card or wallet').click();
  await page.getByRole('button', { name: 'Continue to review' }).click();
  await page.getByRole('button', { name: /^Place order/ }).click();
  await arrive(page, /\/checkout\/pay\/[\w-]{22}$/);
  return /(\d+)/.exec(await page.getByRole('heading', { level: 1 }).innerText())![1]!;
}
