import type { INestApplicationContext } from '@nestjs/common';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../../scripts/catalog/open-shop.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { ReturnsService } from '../../src/shop/returns/returns.service.js';
import { WorkerModule } from '../../src/worker.module.js';
import { openBrowser } from '../support/browser.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { itemCount, withCart } from '../support/checkout-visits.js';
import { pdfLines } from '../support/pdf.js';
import { TestShop } from '../support/shop.js';
import type { Shopper } from '../../scripts/rig/shopper.js';

const parcel = { carrier: 'Mule', trackingNumber: 'M-5' };

describe('the pages of an order', () => {
  let shop: TestShop;
  let staff: INestApplicationContext;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([TestShop.open(), openBrowser()]);
    staff = await openShop(WorkerModule);
  });
  afterAll(async () => {
    await staff?.close();
    await browser?.close();
    await shop?.close();
  });

  async function ordered(handles = ['plenty'], who?: Shopper): Promise<{ shopper: Shopper; path: string }> {
    const shopper = who ?? (await withCart(shop, handles));
    const answer = await placeOrder(shopper, await reachReview(shopper));
    return { shopper, path: answer.headers.location! };
  }
  const details = async (path: string) =>
    (await staff.get(OrdersService).byToken(path.replace('/orders/', '')))!;
  const pay = async (path: string) => staff.get(CaptureOrderService).capture(await details(path));
  const ship = async (path: string) => staff.get(ShipOrderService).ship((await details(path)).id, parcel);
  const at = async (shopper: Shopper, path: string) => (await shopper.get(path)).text;

  it('cancel an order that has not left, after asking once', async () => {
    const { shopper, path } = await ordered();
    expect(await at(shopper, path)).toContain(`${path}/cancel`);
    expect(await at(shopper, `${path}/cancel`)).toContain('Cancel this order?');
    expect((await details(path)).state).toBe('authorised');
    expect((await shopper.post(`${path}/cancel`)).headers.location).toBe(path);
    expect(await at(shopper, path)).toContain('The order is cancelled.');
    expect((await details(path)).state).toBe('cancelled');
    expect((await shopper.post(`${path}/cancel`)).status).toBe(303);
    expect(await at(shopper, path)).toContain('can no longer be cancelled');
  });

  it('give the money back of a paid one, and do nothing to one that has left', async () => {
    const { shopper, path } = await ordered();
    await pay(path);
    expect(await at(shopper, `${path}/cancel`)).toContain('What you paid goes back');
    await shopper.post(`${path}/cancel`);
    expect((await details(path)).state).toBe('refunded');
    const { path: other } = await ordered();
    await pay(other);
    await ship(other);
    expect((await shopper.get(`${other}/cancel`)).headers.location).toBe(other);
    await shopper.post(`${other}/cancel`);
    expect((await details(other)).state).toBe('fulfilled');
  });

  it('change street and note, not country; say what is wrong beside the field', async () => {
    const { shopper, path } = await ordered();
    const form = { last_name: 'Lovelace', address1: '9 Fir Street', city: 'Portland', postcode: '97201' };
    const wrong = await shopper.post(`${path}/address`, { ...form, address1: '', note: 'Ring twice' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('address1-error');
    expect(wrong.text).toContain('Ring twice');
    const saved = await shopper.post(`${path}/address`, { ...form, country: 'FR', note: 'Ring twice' });
    expect(saved.headers.location).toBe(path);
    const page = await at(shopper, path);
    for (const text of ['9 Fir Street', 'Ring twice', 'United States']) expect(page).toContain(text);
  });

  it('put the same goods into the cart again, and name what cannot be had', async () => {
    const { path } = await ordered(['plenty', 'last-one']);
    const again = shop.shopper();
    const answer = await again.post(`${path}/reorder`);
    expect(answer.headers.location).toBe('/cart');
    expect(await at(again, '/cart')).toContain('except for what cannot be had: last one');
    expect(await itemCount(again)).toBe(1);
  });

  it('take a return, one at a time, and show the label once staff agree', async () => {
    const { shopper, path } = await ordered();
    await pay(path);
    expect((await shopper.get(`${path}/return`)).headers.location).toBe(path);
    await ship(path);
    const { id, lines } = await details(path);
    const [quantity, reason] = [`quantity_${lines[0]!.id}`, `reason_${lines[0]!.id}`];
    for (const [fields, text] of [
      [{}, 'at least one thing'],
      [{ [quantity]: '2', [reason]: 'damaged' }, 'at most as many'],
      [{ [quantity]: '1' }, 'Choose why'],
      [{ [quantity]: '-1', [reason]: 'damaged' }, 'at most as many'],
      [{ [quantity]: '1', [reason]: '<b>' }, 'Choose why'],
    ] as const) {
      const wrong = await shopper.post(`${path}/return`, { ...fields, note: 'It rattles' });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain(text);
      expect(wrong.text).toContain('It rattles');
    }
    const fields = { [quantity]: '1', [reason]: 'damaged', note: 'It rattles' };
    expect((await shopper.post(`${path}/return`, fields)).headers.location).toBe(path);
    expect(await at(shopper, path)).toContain('1 × plenty: Damaged');
    await shopper.post(`${path}/return`, fields);
    expect(await at(shopper, path)).toContain('under way for this order already');
    await staff.get(ReturnsService).approve(id, { kind: 'staff', name: 'return approve' });
    expect(await at(shopper, path)).toContain(`Return ${id}-R1`);
  });

  it('offer invoice and packing slip: by the address, and to the customer; to others they are not there', async () => {
    const owner = await withCart(shop);
    const stranger = await withCart(shop);
    for (const [who, name] of [
      [owner, 'owner'],
      [stranger, 'stranger'],
    ] as const)
      await who.post('/account/register', {
        email: `${name}@example.com`,
        password: 'nine tents by the lake',
      });
    const { path } = await ordered([], owner);
    const { number } = await details(path);
    for (const file of ['invoice.pdf', 'packing-slip.pdf']) {
      expect(await at(owner, path)).toContain(`${path}/${file}`);
      for (const address of [`${path}/${file}`, `/account/orders/${number}/${file}`]) {
        const answer = await owner.get(address);
        expect(answer.headers['content-type']).toBe('application/pdf');
        expect(answer.headers['cache-control']).toContain('no-store');
      }
      expect((await stranger.get(`/account/orders/${number}/${file}`)).status).toBe(404);
      expect((await shop.shopper().get(`/account/orders/${number}/${file}`)).status).toBe(303);
      expect((await stranger.get(`/orders/AAAAAAAAAAAAAAAAAAAAAA/${file}`)).status).toBe(404);
    }
    const bytes = await (await fetch(`${shop.url}${path}/invoice.pdf`)).arrayBuffer();
    expect(pdfLines(Buffer.from(bytes)).join()).toContain(number);
  });

  it('are not there for another address, whatever is asked of them', async () => {
    const { shopper } = await ordered();
    for (const deed of ['cancel', 'address', 'return']) {
      expect((await shopper.get(`/orders/AAAAAAAAAAAAAAAAAAAAAA/${deed}`)).status).toBe(404);
      expect((await shopper.post(`/orders/AAAAAAAAAAAAAAAAAAAAAA/${deed}`)).status).toBe(404);
    }
    expect((await shopper.post('/orders/AAAAAAAAAAAAAAAAAAAAAA/reorder')).status).toBe(404);
  });

  it.each([390, 768, 1280])('fit at %d pixels, and say what happened', async (width) => {
    const { path } = await ordered(['plenty', 'jacket']);
    await pay(path);
    await ship(path);
    const page = await browser.newPage({ viewport: { width, height: 900 }, baseURL: shop.url });
    for (const address of [path, `${path}/return`]) {
      await page.goto(address);
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(wide).toBeLessThanOrEqual(0);
    }
    await page.goto(path);
    await page.getByText('Everything that happened').click();
    expect(await page.locator('.order-events').innerText()).toMatch(/Everything has left[\s\S]*Ordered/);
    await page.close();
  });

  it('every mail can be looked at in development, and at no address in production', async () => {
    const shopper = shop.shopper();
    const list = await at(shopper, '/dev/mails');
    const links = [...list.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!);
    expect(links.length).toBeGreaterThanOrEqual(33);
    for (const link of links) {
      const mail = await shopper.get(link);
      expect(mail.status).toBe(200);
      expect(mail.text).toMatch(
        /482719350|Rain jacket|ada@new\.example|\/account\/(recover|login|(confirm|email)\/A{22})\b|\/newsletter\/confirm\b/,
      );
    }
    expect((await shopper.get('/dev/mails/nothing')).status).toBe(404);
  });
});
