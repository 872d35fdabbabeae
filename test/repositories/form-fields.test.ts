import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper } from '../../scripts/rig/shopper.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
let guest: Shopper;
let customer: Shopper;
let order: string;
beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  const ids = await fillShop(web.app);
  [guest, customer] = [new Shopper(web.url), new Shopper(web.url)];
  await guest.post('/cart/add', { id: ids.mug, quantity: 1 });
  order = (await placeOrder(guest, await reachReview(guest))).headers.location!;
  await guest.post('/cart/add', { id: ids.mug, quantity: 1 });
  await reachReview(guest);
  await customer.post('/account/register', { email: 'ada@example.com', password: 'nine tents by the lake' });
});
afterAll(async () => {
  await web?.close();
  await db?.drop();
});

const address = (section: string, prefix = '') => ({
  [`${prefix}first_name`]: `text, ${section} given-name`,
  [`${prefix}last_name`]: `text, ${section} family-name`,
  [`${prefix}country`]: `select, ${section} country`,
  [`${prefix}address1`]: `text, ${section} address-line1`,
  [`${prefix}company`]: `text, ${section} organization`,
  [`${prefix}address2`]: `text, ${section} address-line2`,
  [`${prefix}postcode`]: `text, ${section} postal-code`,
  [`${prefix}city`]: `text, ${section} address-level2`,
  [`${prefix}region`]: `text, ${section} address-level1`,
});
const phone = { phone: 'tel, shipping tel, tel' };
const { country: _, region: __, ...changeable } = address('shipping');
/** Nobody's browser should remember a code, nor offer what was typed into another shop. */
const CODE = 'text, off';
const account = { email: 'email, username, email' };

/** What each field that is typed into or chosen from says: its type, what browsers may fill in, and the keys a phone shows where they are not letters. */
const pages: [path: string, who: () => Shopper, fields: Record<string, string>][] = [
  [
    '/checkout/contact',
    () => guest,
    {
      email: 'email, email, email',
      ...address('shipping'),
      vat_number: CODE,
      ...phone,
      ...address('billing', 'billing_'),
      code: CODE,
    },
  ],
  ['/checkout/payment', () => guest, { gift_card: CODE, code: CODE }],
  ['/checkout/review', () => guest, { code: CODE }],
  ['/account/login', () => guest, { ...account, password: 'password, current-password' }],
  [
    '/account/register',
    () => guest,
    {
      first_name: 'text, given-name',
      last_name: 'text, family-name',
      ...account,
      password: 'password, new-password',
    },
  ],
  [
    '/account/email',
    () => customer,
    {
      username: 'text, username',
      email: 'email, email, email',
      current_password: 'password, current-password',
    },
  ],
  [
    '/account/password',
    () => customer,
    {
      username: 'text, username',
      current_password: 'password, current-password',
      new_password: 'password, new-password',
    },
  ],
  ['ORDER/address', () => guest, { ...changeable, ...phone, note: 'textarea' }],
];

/** Fields that are neither hidden nor ticked, outside the search and the footer, as in the table above. */
function fieldsOf(html: string): Record<string, string> {
  const main = /<main[\s\S]*<\/main>/.exec(html)![0];
  const tags = Array.from(main.matchAll(/<(input|select|textarea)\b[^>]*>/g), ([tag, kind]) => {
    const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    const type = kind === 'input' ? (attribute('type') ?? 'text') : kind;
    return {
      name: attribute('name')!,
      type,
      says: [type, attribute('autocomplete'), attribute('inputmode')],
    };
  });
  const typed = tags.filter(({ type }) => !['hidden', 'checkbox', 'radio', 'submit'].includes(type!));
  return Object.fromEntries(typed.map(({ name, says }) => [name, says.filter(Boolean).join(', ')]));
}

describe('fields of forms', () => {
  it.each(pages)('say to browsers and phones what belongs in them: %s', async (path, who, fields) => {
    const page = await who().get(path.replace('ORDER', order));
    expect(page.status).toBe(200);
    expect(fieldsOf(page.text)).toEqual(fields);
  });

  it('ask for a phone number only for whoever wants to give one, and say what it is for', async () => {
    for (const path of ['/checkout/contact', `${order}/address`]) {
      const { text } = await guest.get(path);
      const field = /<input[^>]*\bname="phone"[^>]*>/.exec(text)![0];
      expect(field).not.toMatch(/required/);
      expect(/<label for="phone">[^]*?<\/label>/.exec(text)![0]).toContain('(optional)');
      const hint = /aria-describedby="([\w-]+)"/.exec(field)![1]!;
      expect(text).toMatch(new RegExp(`id="${hint}">Only so that the driver can ring`));
    }
  });
});

describe('an account', () => {
  const OFFER =
    'href="/account/register">Make an account</a> to find your orders in one place next time. It is not needed.';

  it('is asked of no guest before the order, and offered on the page of it', async () => {
    for (const path of ['/checkout/contact', '/checkout/delivery', '/checkout/payment', '/checkout/review'])
      expect((await guest.get(path)).text).not.toContain('/account/register');
    expect((await guest.get(order)).text).toContain(OFFER);
    expect((await guest.get('/account/register')).status).toBe(200);
  });

  it('is not offered to who has one', async () => {
    const mug = /name="id" value="(\d+)"/.exec((await customer.get('/products/mug')).text)![1]!;
    await customer.post('/cart/add', { id: mug, quantity: 1 });
    const own = (await placeOrder(customer, await reachReview(customer))).headers.location!;
    const { status, text } = await customer.get(own);
    expect([status, text.includes('Make an account')]).toEqual([200, false]);
  });
});
