import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { creditCommands } from '../../scripts/shop/credit-commands.js';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { CreditService } from '../../src/shop/credit/credit.service.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { DocumentsService } from '../../src/shop/documents/documents.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { PaymentsService } from '../../src/shop/payments/payments.service.js';
import { pdfLines } from '../support/pdf.js';
import { rounds } from '../support/tier.js';
import { creditDeeds, placed, TOTAL } from './credit-deeds.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

const ROUNDS = rounds(20, { full: 50 });

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(() => shop.close());
afterEach(async () => {
  vi.restoreAllMocks();
  expect(await audit(shop.database)).toEqual({});
});

const { details, card, refund } = creditDeeds(() => shop);
let customers = 0;

/** A paid order of one piece by a new customer, or a guest; with a card that pays a part of it. */
async function paid({ isGuest = false, ofCard = 0 } = {}) {
  const customerId = isGuest ? null : await newCustomer();
  const { cartId } = await shop.ready({ plenty: 1 }, 'test_card_approve', undefined, { customerId });
  const one = ofCard > 0 ? await card(ofCard) : null;
  await one?.use(cartId);
  const { number } = placed(await shop.place(await shop.review(cartId, { customerId })));
  await shop.module.get(CaptureOrderService).capture(await details(number));
  const balances = async () =>
    (await shop.module.get(CreditService).allOfCustomer(customerId ?? 0)).map(({ balance }) => balance);
  return { number, customerId, card: one, balances };
}

async function newCustomer(): Promise<number> {
  customers += 1;
  const email = `credit-${customers}@example.com`;
  const form = { email, firstName: 'Ada', lastName: 'Byron', password: 'nine tents by the lake' };
  await shop.module.get(CustomersService).register(form);
  const [row] = await shop.database.query<{ id: number }>('SELECT id FROM customers WHERE email = ?', [
    email,
  ]);
  return row!.id;
}

const run = (number: string, options: Record<string, string | boolean> = {}) =>
  orderCommands
    .find(({ name }) => name === 'order refund')!
    .run(shop.module, [number], { 'to-credit': true, ...options });
const providerRefunds = (number: string) =>
  shop.count('test_card_refunds', `idempotency_key LIKE '${number}-refund-%'`);

describe('a refund as store credit', () => {
  it('is there at once, in parts and all of it; the provider is not asked, and the sums are those of any refund', async () => {
    const { number, customerId, balances } = await paid();
    expect(await run(number, { amount: '10.00' })).toContain('$10.00 given back as store credit');
    expect(await balances()).toEqual([1000]);
    expect(await details(number)).toMatchObject({
      states: { payment: 'partially_refunded' },
      tender: { captured: TOTAL, refunded: 1000, credited: 1000 },
    });
    await run(number);
    expect(await balances()).toEqual([TOTAL]);
    const order = await details(number);
    expect(order).toMatchObject({ state: 'refunded', tender: { refunded: TOTAL, credited: TOTAL } });
    expect(await providerRefunds(number)).toBe(0);
    expect(order.happenings.at(-1)).toMatchObject({
      event: 'refund',
      by: { kind: 'staff' },
      detail: 'as store credit',
    });
    const invoice = pdfLines((await shop.module.get(DocumentsService).invoice(order))!.bytes).join('\n');
    expect(invoice).toMatch(/Paid\n\$24\.90\nRefunded\n\$24\.90/);
    const show = creditCommands.find(({ name }) => name === 'credit show')!;
    expect(await show.run(shop.module, [String(customerId)], {})).toMatch(
      /\$24\.90 left[^]*refund as credit.*\$10\.00/,
    );
    await expect(run(number)).rejects.toThrow('is refunded');
  });

  it('says in its mail where it is', async () => {
    const { number } = await paid();
    await run(number, { amount: '5.00' });
    const [mail] = await shop.database.query<{ payload: unknown }>(
      `SELECT payload FROM outbox WHERE dedupe_key LIKE 'mail:order-refunded:${number}%'`,
    );
    expect(JSON.stringify(mail)).toMatch(/Store credit[^"]*\$5\.00|\$5\.00[^"]*[Ss]tore credit/);
    expect(JSON.stringify(mail)).toMatch(/isAtBank\W+false/);
  });

  it('leaves to gift cards what they paid, and adds to one account however often', async () => {
    const { number, card: one, balances } = await paid({ ofCard: 500 });
    await run(number);
    expect([await one!.balance(), await balances()]).toEqual([500, [TOTAL - 500]]);
    expect(await providerRefunds(number)).toBe(0);
  });

  it('is done once for one reference, also by ten at once, and by a worker when its process died', async () => {
    const { number, balances } = await paid();
    const again = () => run(number, { amount: '3.00', reference: 'goodwill-1' });
    await Promise.all(Array.from({ length: 10 }, again));
    expect(await balances()).toEqual([300]);
    vi.spyOn(shop.module.get(PaymentsService), 'refund').mockRejectedValueOnce(new Error('killed'));
    await expect(run(number, { amount: '4.00' })).rejects.toThrow('killed');
    expect(await balances()).toEqual([300]);
    await shop.database.execute('UPDATE refunds SET requested_at = requested_at - INTERVAL 60 SECOND');
    const refunding = shop.module.get(RefundOrderService);
    await Promise.all([refunding.finishOpen(10), refunding.finishOpen(10)]);
    expect(await balances()).toEqual([700]);
    expect(await providerRefunds(number)).toBe(0);
  });

  it(`and one of money, both of all that is left, are one of the two, ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { number, balances } = await paid();
      const outcomes = await Promise.all([refund(number, { toCredit: true }), refund(number, {})]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect([await balances(), await providerRefunds(number)]).toEqual(
        outcomes[0].ok ? [[TOTAL], 0] : [[], 1],
      );
    }
  });

  it('leaves room for what the provider gives back by itself', async () => {
    const { number } = await paid();
    await run(number, { amount: '10.00' });
    const { id } = await details(number);
    const elsewhere = (total: number) =>
      shop.module.get(RefundOrderService).refundedElsewhere(id, total, 'dashboard');
    expect(await elsewhere(400)).toMatchObject({ ok: true });
    expect((await details(number)).tender).toMatchObject({ refunded: 1400, credited: 1000 });
    expect(await elsewhere(TOTAL)).toMatchObject({ ok: false, reason: 'too_much' });
  });

  it('is refused for a guest, who is told of what to do, and of what was never paid', async () => {
    const { number } = await paid({ isGuest: true });
    await expect(run(number)).rejects.toThrow(
      `Order ${number} was placed without an account, so there is no store credit to add to. Give the money back as it came: order refund ${number}.`,
    );
    expect((await details(number)).tender).toMatchObject({ refunded: 0, credited: 0 });
    const { number: other } = await paid();
    await expect(run(other, { amount: '24.91' })).rejects.toThrow('At most $24.90');
  });
});
