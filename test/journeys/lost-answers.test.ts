import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { FailingRedis } from '../support/failing-redis.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

/** The script that adds, among all that goes to Redis: what an `add` asks for is in the request. */
const ADDING = /EVALSHA[^]*"kind":"add"/i;

/** With scripts a refused change has no page of its own: its words must show in the drawer. */
describe('an add whose answer got lost between Redis and the shop, in a browser', () => {
  let redis: FailingRedis;
  let shop: TestShop;
  let browser: Browser;

  beforeAll(async () => {
    redis = await FailingRedis.start();
    [shop, browser] = await Promise.all([TestShop.open({ redis: redis.url }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await redis?.close();
  });

  /** A page of somebody who has a cart with one `ten-left` in it. */
  async function open(path: string): Promise<Page> {
    const context = await browser.newContext({ baseURL: shop.url });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await until('the shop takes orders', async () => (await post(page, shop.variant('ten-left'))) === 303);
    await page.goto(path);
    return page;
  }
  const post = async (page: Page, id: number) => {
    const options = { form: { id }, headers: { origin: shop.url }, maxRedirects: 0 };
    return (await page.request.post('/cart/add', options)).status();
  };
  const quantityOf = async (page: Page, handle: string): Promise<number | null> => {
    const answer = await page.request.get('/cart.js');
    if (answer.status() !== 200) return null;
    const { items } = (await answer.json()) as { items: { variant_id: number; quantity: number }[] };
    return items.find((item) => item.variant_id === shop.variant(handle))?.quantity ?? 0;
  };
  const lose = () => redis.link.dropReply({ after: ADDING, times: 1, ending: 'silence' });
  const isBack = (page: Page) =>
    until('the cart is back', async () => (await quantityOf(page, 'plenty')) !== null);
  const button = (page: Page) => page.locator('form[data-add-to-cart] [type=submit]').first();
  const inDrawer = (page: Page, quantity: number) =>
    page.locator(`dialog[open] .cart-line input[value="${quantity}"]`).first().waitFor();

  async function pressAndFail(page: Page): Promise<void> {
    await lose();
    await button(page).click();
    await page.locator('dialog[open]').getByText('We could not make sure that this was saved').waitFor();
    expect(await page.locator('dialog[open]').innerText()).not.toContain('Nothing was changed');
    await redis.link.pass();
    await isBack(page);
    await page.keyboard.press('Escape');
  }

  it('counts once when the button is pressed again, and once more when it is meant', async () => {
    const page = await open('/products/plenty');
    await pressAndFail(page);
    expect(await quantityOf(page, 'plenty')).toBe(1);
    await button(page).click();
    await inDrawer(page, 1);
    expect(await quantityOf(page, 'plenty')).toBe(1);
    await page.keyboard.press('Escape');
    await button(page).click();
    await inDrawer(page, 2);
    expect(await quantityOf(page, 'plenty')).toBe(2);
  });

  it('is another wish with another quantity, and is not refused', async () => {
    const page = await open('/products/plenty');
    await pressAndFail(page);
    await page.locator('#quantity').fill('2');
    await button(page).click();
    await inDrawer(page, 3);
    expect(await quantityOf(page, 'plenty')).toBe(3);
  });

  it('counts once when the form is a plain one and the shopper goes back to it', async () => {
    const page = await open('/products/plenty');
    const plain = async () => {
      await page.locator('#add-form').evaluate((form: HTMLFormElement) => {
        form.dataset['turbo'] = 'false';
        form.querySelector<HTMLInputElement>('[name=return_to]')!.value = '/cart';
      });
      await Promise.all([page.waitForEvent('load'), button(page).click()]);
    };
    await lose();
    await plain();
    expect(await page.locator('main').innerText()).toContain('trying again from this page is safe');
    await redis.link.pass();
    await isBack(page);
    await page.goBack();
    await plain();
    expect(await quantityOf(page, 'plenty')).toBe(1);
    await page.goBack();
    await plain();
    expect(await quantityOf(page, 'plenty')).toBe(2);
  });

  it('says why nothing was added when Redis is away before, and adds when it is back', async () => {
    const page = await open('/products/plenty');
    const line = page.locator('dialog[open] .cart-line').first();

    await redis.server.freeze();
    await button(page).click();
    const alert = page.locator('dialog[open] [role=alert]');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('try again in a few seconds');
    expect(await line.count()).toBe(0);
    await page.keyboard.press('Escape');
    const answered = page.waitForResponse('**/cart/drawer');
    await page.locator('[data-cart-link]').click();
    expect((await answered).status()).toBe(503);
    await alert.waitFor();
    expect(await page.locator('dialog[open] a[href="/cart"]').count()).toBe(1);

    redis.server.thaw();
    await isBack(page);
    await page.keyboard.press('Escape');
    await button(page).click();
    await line.waitFor();
  });
});
