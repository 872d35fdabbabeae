import type { Page } from 'playwright-core';

/** One page of the shop in one of its states. */
export interface Station {
  name: string;
  /** Brings the page there; earlier stations have been visited before by the same visitor. */
  open(page: Page): Promise<unknown>;
  /** 200 when left out. */
  status?: number;
}

const PASSWORD = 'nine tents by the lake';
const path = (name: string, address: string, status = 200): Station => ({
  name,
  status,
  open: (page) => page.goto(address),
});

/** Presses the button of a form and waits for the page that answers. */
export async function submit(page: Page, form: string): Promise<void> {
  const button = page.locator(`${form} button:not([type=button]):visible`).first();
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

async function addToCart(page: Page, variantId: number, quantity = 1): Promise<void> {
  const answer = await page.request.post('/cart/add.js', {
    data: { id: variantId, quantity },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) throw new Error(`not added: ${await answer.text()}`);
}

/** A variant of the product that can be bought. */
async function buyable(page: Page, handle: string): Promise<number> {
  const answer = await page.request.get(`/products/${handle}.js`);
  const { variants } = (await answer.json()) as { variants: { id: number; available: boolean }[] };
  return variants.find((variant) => variant.available)!.id;
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(text);
}

const browsing: Station[] = [
  path('home', '/'),
  path('collections', '/collections'),
  path('all products', '/collections/all'),
  path('a filtered collection', '/collections/cook-and-brew?filter.v.availability=1&sort_by=price-ascending'),
  path('a filter that nothing passes', '/collections/all?filter.p.vendor=Nobody&filter.v.price.lte=1'),
  path('the last page of a list', '/collections/all?page=4'),
  path('a product with choices', '/products/ribbed-beanie'),
  path('a product without choices', '/products/beeswax-pillar'),
  path('a product with a video', '/products/camp-kettle#video-1'),
  path('a sold-out product', '/products/bobble-hat'),
  {
    name: 'a wish for something sold out, with no address of a person',
    status: 422,
    open: async (page) => {
      await page.goto('/products/bobble-hat');
      await fill(page, { email: 'ada@' });
      await submit(page, 'form[action="/products/bobble-hat/alert"]');
    },
  },
  path('products side by side', '/compare?products=camp-kettle,ribbed-beanie,bobble-hat,flying-carpet'),
  path('nothing side by side', '/compare'),
  path('search results', '/search?q=wool'),
  path('a search that finds nothing', '/search?q=zeppelin'),
  path('search without words', '/search'),
  path('a content page', '/pages/about'),
  path('the balance of a gift card', '/pages/gift-card'),
  path('contact', '/pages/contact'),
  path('a policy', '/policies/shipping-policy'),
  path('an unknown address', '/no/such/page', 404),
  path('an unknown product', '/products/no-such-thing', 404),
  path('an address that makes no sense', '/collections/all?page=abc', 400),
  path('an empty cart', '/cart'),
  path('sign in', '/account/login'),
  {
    name: 'sign in with a wrong password',
    status: 422,
    open: async (page) => {
      await page.goto('/account/login');
      await fill(page, { email: 'nobody@example.com', password: 'no idea at all' });
      await submit(page, 'form[action="/account/login"]');
    },
  },
  path('forgotten password', '/account/recover'),
  path('a link that is dead', '/account/recover/AAAAAAAAAAAAAAAAAAAAAA', 400),
  path('register', '/account/register'),
  {
    name: 'register with problems',
    status: 400,
    open: async (page) => {
      await page.goto('/account/register');
      await page.locator('form[action="/account/register"]').evaluate((form) => {
        (form as unknown as { noValidate: boolean }).noValidate = true;
      });
      await fill(page, { email: 'ada', password: 'short' });
      await submit(page, 'form[action="/account/register"]');
    },
  },
];

const buying: Station[] = [
  {
    name: 'the cart',
    open: async (page) => {
      await addToCart(page, await buyable(page, 'ribbed-beanie'));
      await addToCart(page, await buyable(page, 'camp-kettle'), 10);
      await page.goto('/cart');
    },
  },
  {
    name: 'a product with the cart drawer open',
    open: async (page) => {
      await page.goto('/products/camp-kettle');
      await page.locator('[data-add-button]').click();
      await page.locator('[data-cart-drawer][open] form').first().waitFor();
    },
  },
  path('checkout, contact', '/checkout/contact'),
  {
    name: 'checkout, contact with problems',
    status: 422,
    open: async (page) => {
      await page.goto('/checkout/contact');
      await fill(page, { email: 'ada@example' });
      await submit(page, 'form[action="/checkout/contact"]');
    },
  },
  {
    name: 'a new account',
    open: async (page) => {
      await page.goto('/account/register');
      const email = `tour-${process.pid}@example.com`;
      await fill(page, { email, password: PASSWORD, first_name: 'Ada', last_name: 'Lovelace' });
      await submit(page, 'form[action="/account/register"]');
    },
  },
  {
    name: 'checkout, delivery',
    open: async (page) => {
      await page.goto('/checkout/contact');
      await page.locator('[name=country]').selectOption('US');
      const address = { address1: '12 St James Square', city: 'Portland', region: 'OR', postcode: '97201' };
      await fill(page, { last_name: 'Lovelace', ...address });
      await submit(page, 'form[action="/checkout/contact"]');
    },
  },
  {
    name: 'checkout, payment',
    open: (page) => submit(page, 'form[action="/checkout/delivery"]'),
  },
  {
    name: 'checkout, review',
    open: (page) => submit(page, 'form[action="/checkout/payment"]'),
  },
  {
    name: 'an order',
    open: (page) => submit(page, 'form[action="/checkout/orders"]'),
  },
  path('account with an order', '/account'),
  path('the list of devices', '/account/sessions'),
  path('no address yet', '/account/addresses'),
  path('a new address', '/account/addresses/new'),
  path('data of the account', '/account/data'),
  path('before the account goes', '/account/data/delete'),
  path('newsletter', '/newsletter'),
  path('change of address', '/account/email'),
  path('change of password', '/account/password'),
  {
    name: 'change of password with a wrong one',
    status: 422,
    open: async (page) => {
      await page.goto('/account/password');
      await fill(page, { current_password: 'no idea at all', new_password: 'thirteen lanterns' });
      await submit(page, 'form[action="/account/password"]');
    },
  },
];

/** Every template of the shop, in the states that look different, on the demo catalogue; in this order. */
export const tour: Station[] = [...browsing, ...buying];
