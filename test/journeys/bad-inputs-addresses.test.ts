import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada } from '../../scripts/bench/page-form.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { CONTACT, contact, withCart } from '../support/checkout-visits.js';
import { mailsIn } from '../support/mails.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';
import { expectPlain, expectRefused } from '../support/unharmed.js';

describe('bad inputs to names, addresses and notes of an order', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open();
  });
  afterAll(() => shop?.close());

  describe('B15, B17, B18 names, addresses and notes', () => {
    const fine: [string, string][] = [
      ['one character', 'x'],
      ['255 characters', 'n'.repeat(255)],
      ['255 characters outside the first plane', '🏕'.repeat(255)],
      ['combining characters', 'Zoe\u0308 Z\u0351\u0327\u034aalgo'],
      ['another direction', 'עדה \u202eevil'],
      ['markup', `<script>alert(1)</script>"><img src=x onerror=alert(1)>{{constructor}}{{#with this}}`],
      ['a formula', '=HYPERLINK("http://evil")'],
    ];
    it.each(fine)('of %s go through the whole checkout as they are', async (_what, text) => {
      const shopper = await withCart(shop);
      await shopper.postJson('/cart/update.js', { note: text, attributes: { gift: text } });
      await shopper.postJson('/cart/add.js', { id: shop.variant('plenty'), properties: { engraving: text } });
      const person = { ...ada, 'family-name': text, 'address-line1': text, 'address-level2': text };
      const answer = await placeOrder(shopper, await reachReview(shopper, person));
      expect(answer.status).toBe(303);
      const [order] = await shop.database.query<{ address: string }>(
        'SELECT shipping_address AS address FROM orders ORDER BY placed_at DESC, id DESC LIMIT 1',
      );
      const address = (
        typeof order!.address === 'string' ? JSON.parse(order!.address) : order!.address
      ) as object;
      expect(address).toMatchObject({ lastName: text, address1: text, city: text });
      const page = await shopper.get(answer.headers.location!);
      expectPlain(page, 200);
      expect(page.text).toContain(escaped(text));
      expect(page.text).not.toMatch(/<script>alert|<img src=x/);
    });

    it('of markup are text in the mail too', async () => {
      await shop.startWorker();
      const due = 'SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL';
      await until('every mail written', async () => {
        const [left] = await shop.database.query<{ n: number }>(due);
        return left!.n === 0;
      });
      const mails = mailsIn(shop.mailDir).map(({ source }) => htmlPart(source));
      expect(mails.filter((html) => html.includes('&lt;script&gt;alert(1)'))).not.toEqual([]);
      for (const html of mails) expect(html).not.toMatch(/<script|<img src=x/);
    });

    const bad: [string, string][] = [
      ['256 characters', 'n'.repeat(256)],
      ['10,000 characters', 'n'.repeat(10_000)],
      ['a line break and another header', 'Ada\r\nBcc: x@example.com'],
      ['a NUL', 'Ada\0'],
      ['nothing but blanks', '   '],
    ];
    it.each(bad)('of %s are refused, and what was typed stays', async (what, text) => {
      const shopper = await withCart(shop);
      for (const field of ['last_name', 'address1', 'city']) {
        const send = () => shopper.post(CONTACT, { ...contact, [field]: text });
        const { text: page } = await expectRefused(shop, shopper, send, [400, 422]);
        expect(page, what).toContain(`id="${field}-error"`);
        expect(page).toContain('value="ada@example.com"');
      }
    });

    it('of half a character are refused', async () => {
      const shopper = await withCart(shop);
      const body = JSON.stringify({ ...contact, last_name: 'Ada' }).replace('Ada', 'Ada\\ud800');
      await expectRefused(
        shop,
        shopper,
        () => shopper.postBody(CONTACT, body, 'application/json'),
        [400, 422],
      );
      const raw = `${new URLSearchParams(contact).toString()}&company=%ED%A0%80`;
      const send = () => shopper.postBody(CONTACT, raw, 'application/x-www-form-urlencoded');
      await expectRefused(shop, shopper, send, [400, 422]);
    });

    it.each([
      'a@b',
      'a@x.com.',
      '@',
      'x',
      '',
      'a b@x.com',
      `${'a'.repeat(309)}@example.com`,
      'a@x.com\r\nBcc: b@x.com',
      'a@x.com,b@x.com',
      '\u0430@x.com',
    ])('the e-mail address %j is refused', async (email) => {
      const shopper = await withCart(shop);
      const { text } = await expectRefused(
        shop,
        shopper,
        () => shopper.post(CONTACT, { ...contact, email }),
        [400, 422],
      );
      expect(text).toContain('id="email-error"');
    });

    it.each([
      ['country', 'XX'],
      ['country', 'us'],
      ['country', '<b>'],
      ['country', ''],
      ['postcode', 'not a zip'],
      ['postcode', "97201' OR 1=1"],
      ['postcode', '97201\n97202'],
      ['region', ''],
      ['phone', 'call me'],
    ])('the %s %j is refused', async (field, text) => {
      const shopper = await withCart(shop);
      await expectRefused(
        shop,
        shopper,
        () => shopper.post(CONTACT, { ...contact, [field]: text }),
        [400, 422],
      );
    });

    it.each(['', 'pigeon', 'standard ', 'STANDARD', '0', '__proto__', 'constructor'])(
      'no parcel goes and nothing is paid by %j',
      async (method) => {
        const shopper = await withCart(shop);
        await shopper.post(CONTACT, contact);
        await expectRefused(
          shop,
          shopper,
          () => shopper.post('/checkout/delivery', { delivery_method: method }),
          [400, 422],
        );
        await shopper.post('/checkout/delivery', { delivery_method: 'standard' });
        await expectRefused(
          shop,
          shopper,
          () => shopper.post('/checkout/payment', { payment_method: method }),
          [400, 422],
        );
      },
    );
  });
});

/** The HTML of a mail, its folded lines joined. */
const htmlPart = (source: string): string =>
  (source.split(/^--\S+\r\n/m).find((part) => /^content-type: text\/html/im.test(part)) ?? '')
    .replaceAll('=\r\n', '')
    .replaceAll('=3D', '=');

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('=', '&#x3D;');
