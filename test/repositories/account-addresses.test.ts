import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddressBookService, MAX_ADDRESSES } from '../../src/shop/customers/address-book.service.js';
import { exampleAddress } from '../../scripts/bench/orders/example-address.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { AccountShop, ADDRESS_FORM } from '../support/account-shop.js';

const ADDRESSES = '/account/addresses';
const ROUNDS = 20;

let shop: AccountShop;

beforeAll(async () => {
  shop = await AccountShop.open();
});
afterAll(() => shop?.close());

const whereTo = ({ status, headers }: Answer) => [status, headers.location];
const valueOf = (page: Answer, name: string) =>
  new RegExp(`name="${name}" [^>]*value="([^"]*)"`).exec(page.text)?.[1];

describe('addresses', () => {
  const book = () => shop.web.app.get(AddressBookService);
  const at = (street: string) => ({ ...exampleAddress, address1: street });
  /** The streets, as the page shows them; the default first. */
  const streets = async (desk: Shopper) =>
    [
      ...(await desk.get(ADDRESSES)).text.matchAll(/<address[^>]*>\s*<strong>[^<]*<\/strong><br>([^<]*)/g),
    ].map(([, street]) => street);
  const idOf = async (customerId: number, street: string) =>
    (await book().list(customerId)).find((saved) => saved.address.address1 === street)!.id;

  it('are added, changed, made the first and removed; the first one kept comes first', async () => {
    const { desk, id } = await shop.customer();
    expect((await desk.get(ADDRESSES)).text).toContain('No address yet.');
    expect(valueOf(await desk.get(`${ADDRESSES}/new`), 'first_name')).toBe('Grace');
    for (const street of ['1 First Street', '2 Second Street', '3 Third Street', '2 Second Street'])
      expect(whereTo(await desk.post(ADDRESSES, { ...ADDRESS_FORM, address1: street }))).toEqual([
        303,
        ADDRESSES,
      ]);
    expect(await streets(desk)).toEqual(['1 First Street', '3 Third Street', '2 Second Street']);
    const second = await idOf(id, '2 Second Street');
    expect(whereTo(await desk.post(`${ADDRESSES}/${second}/default`))).toEqual([303, ADDRESSES]);
    expect((await desk.get(ADDRESSES)).text).toContain('This address is used first from now on.');
    expect(valueOf(await desk.get(`${ADDRESSES}/${second}`), 'address1')).toBe('2 Second Street');
    await desk.post(`${ADDRESSES}/${second}`, { ...ADDRESS_FORM, address1: '2 Changed <b>Street</b>' });
    expect(await streets(desk)).toEqual([
      '2 Changed &lt;b&gt;Street&lt;/b&gt;',
      '3 Third Street',
      '1 First Street',
    ]);
    await desk.post(`${ADDRESSES}/${second}/remove`);
    expect(await streets(desk)).toEqual(['3 Third Street', '1 First Street']);
    expect((await book().list(id)).map(({ isDefault }) => isDefault)).toEqual([true, false]);
  });

  it('have the rules of the checkout, and come back with what was typed', async () => {
    const { desk, id } = await shop.customer();
    const wrong = await desk.post(ADDRESSES, {
      ...ADDRESS_FORM,
      last_name: '',
      postcode: '9720',
      city: '"><script>',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Please enter your last name.');
    expect(wrong.text).toContain('id="postcode-error"');
    expect(valueOf(wrong, 'city')).toBe('&quot;&gt;&lt;script&gt;');
    expect(await book().list(id)).toEqual([]);
    expect(wrong.headers['cache-control']).toBe('private, no-store');
    expect(wrong.text).toContain('noindex');
  });

  it('S35: another’s address is as good as none, whatever is asked of it', async () => {
    const [one, other] = [await shop.customer(), await shop.customer()];
    await one.desk.post(ADDRESSES, ADDRESS_FORM);
    const own = await idOf(one.id, ADDRESS_FORM.address1);
    const answers = new Set<string>();
    for (const id of [String(own), '999999', 'x', '-1', '0', '1e3'])
      for (const path of ['', '/default', '/remove', null]) {
        const sent =
          path === null
            ? other.desk.get(`${ADDRESSES}/${id}`)
            : other.desk.post(`${ADDRESSES}/${id}${path}`, ADDRESS_FORM);
        const { status, text } = await sent;
        answers.add(`${status} ${/<h1[^>]*>([^<]*)/.exec(text)?.[1]}`);
      }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^404 /);
    expect(await streets(one.desk)).toEqual([ADDRESS_FORM.address1]);
    const guest = shop.browser();
    expect(whereTo(await guest.post(ADDRESSES, ADDRESS_FORM))).toEqual([
      303,
      `/account/login?return_to=${encodeURIComponent(ADDRESSES)}`,
    ]);
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await one.desk.post(`${ADDRESSES}/${own}/remove`, {}, foreign)).status).toBe(403);
    expect(await streets(one.desk)).toHaveLength(1);
  });

  it('stay one default and at most so many, however many are changed at once', async () => {
    const { desk, id } = await shop.customer();
    for (let round = 0; round < ROUNDS; round += 1) {
      const adds = [1, 2, 3].map((nth) => book().add(id, at(`${round}-${nth}`)));
      const known = await book().list(id);
      const first = known.slice(-2).map((saved) => book().makeDefault(id, saved.id));
      const gone = known.slice(0, 2).map((saved) => book().remove(id, saved.id));
      await Promise.all([...adds, ...first, ...gone]);
      const now = await book().list(id);
      expect(now.filter(({ isDefault }) => isDefault)).toHaveLength(1);
      expect(now[0]!.isDefault).toBe(true);
      expect(now.length).toBeLessThanOrEqual(MAX_ADDRESSES);
    }
    await Promise.all(
      Array.from({ length: MAX_ADDRESSES + 5 }, (_, nth) => book().add(id, at(`more ${nth}`))),
    );
    expect(await book().list(id)).toHaveLength(MAX_ADDRESSES);
    const full = await desk.post(ADDRESSES, { ...ADDRESS_FORM, address1: 'one too many' });
    expect(full.status).toBe(409);
    expect(full.text).toContain(`An account keeps ${MAX_ADDRESSES} addresses at most.`);
    expect(valueOf(full, 'address1')).toBe('one too many');
  });

  it('are in the form of the checkout, the default or the one that was chosen, and one typed there can be kept', async () => {
    const { desk, email, id } = await shop.customer();
    await desk.post('/cart/add', { id: shop.ids.mug });
    expect((await desk.get('/checkout/contact')).text).not.toContain('saved-addresses');
    const typed = { ...ADDRESS_FORM, email, billing_same: '1' };
    await desk.post('/checkout/contact', typed);
    expect(await book().list(id)).toEqual([]);
    for (const street of ['12 Larch Lane', '7 Pine Road'])
      await desk.post('/checkout/contact', { ...typed, address1: street, keeps_address: '1' });
    expect(await streets(desk)).toEqual(['12 Larch Lane', '7 Pine Road']);
    // What this checkout has goes before what the account has.
    expect(valueOf(await desk.get('/checkout/contact'), 'address1')).toBe('7 Pine Road');
    const other = await shop.customer();
    await other.desk.post(ADDRESSES, { ...ADDRESS_FORM, address1: '1 First Street' });
    await other.desk.post(ADDRESSES, { ...ADDRESS_FORM, address1: '2 Second Street' });
    await other.desk.post('/cart/add', { id: shop.ids.mug });
    const page = await other.desk.get('/checkout/contact');
    expect([valueOf(page, 'address1'), valueOf(page, 'email')]).toEqual(['1 First Street', other.email]);
    const second = await idOf(other.id, '2 Second Street');
    expect(page.text).toContain(`href="/checkout/contact?address&#x3D;${second}"`);
    expect(valueOf(await other.desk.get(`/checkout/contact?address=${second}`), 'address1')).toBe(
      '2 Second Street',
    );
    const stranger = await other.desk.get(`/checkout/contact?address=${await idOf(id, '7 Pine Road')}`);
    expect(valueOf(stranger, 'address1')).toBe('1 First Street');
    expect(stranger.text).not.toContain('7 Pine Road');
  });
});
