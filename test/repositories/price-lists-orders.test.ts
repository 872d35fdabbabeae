import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orderCommands } from '../../scripts/shop/order-commands.js';
import { priceCommands } from '../../scripts/shop/price-commands.js';
import type { Command } from '../../scripts/shop/command.js';
import { OutboxRelay } from '../../src/platform/outbox/outbox-relay.js';
import { EditPriceLists } from '../../src/shop/catalog/price-lists/edit-price-lists.service.js';
import { CartService } from '../../src/shop/cart/cart.service.js';
import type { PlaceOutcome } from '../../src/shop/checkout/place-order.service.js';
import { DocumentsService } from '../../src/shop/documents/documents.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import { mailsIn } from '../support/mails.js';
import { pdfLines } from '../support/pdf.js';
import { aPromotion, create, freshCode } from '../support/promotions.js';
import { ada, audit, orderShop, type OrderShop } from './orders-shop.js';

let shop: OrderShop;
const lists = () => shop.module.get(EditPriceLists);
const commands = [...priceCommands, ...orderCommands];

/** As typed after `npm run shop --`, options apart. */
async function run(typed: string, options: Record<string, string> = {}): Promise<string> {
  const [noun, deed, ...words] = typed.split(' ');
  const command: Command = commands.find(({ name }) => name === `${noun} ${deed}`)!;
  return command.run(shop.module, words, options);
}

const placed = (outcome: PlaceOutcome) => {
  if (outcome.kind !== 'placed') throw new Error(`not placed: ${outcome.kind}`);
  return outcome.order;
};
const inEuros = { currency: 'EUR' };
const ready = (
  items: Record<string, number>,
  buyer: { currency: string; codes?: string[] },
  choice = 'invoice',
) => shop.ready(items, choice, ada, buyer);

beforeAll(async () => {
  shop = await orderShop();
});
beforeEach(async () => {
  await run('price-list set EUR', { rate: '0.92', round: '0.05' });
  await run('price set PLENTY-1 EUR 17.49', { 'compare-at': '21.00' });
  await run('price-list set JPY', { rate: '149.5', round: '10' });
});
afterAll(async () => {
  expect(await audit(shop.database)).toEqual({});
  await shop.close();
});

describe('an order in another currency', () => {
  it('has own and converted prices, promotion and delivery of the list, and adds up', async () => {
    const codes = [freshCode()];
    const conditions = [{ kind: 'minimum_amount' as const, amount: 5000, of: {} }];
    const benefit = { kind: 'amount' as const, amount: 501, of: {} };
    await create(shop.module.get(EditPromotionsService), aPromotion({ codes, benefit, conditions }));
    const items = { plenty: 2, 'ten-left': 1 };
    const order = placed(await shop.place(await ready(items, { ...inEuros, codes })));
    expect(order).toMatchObject({
      currency: 'EUR',
      lines: [
        // 25.00 * 0.92 is a multiple of 0.05.
        { unitPrice: 2300, quantity: 1 },
        { unitPrice: 1749, quantity: 2 },
      ],
      subtotal: 5798,
      // 5.01 * 0.92 is 4.6092; 5.90 * 0.92 is 5.428.
      discount: 460,
      shipping: 545,
      total: 5883,
    });
  });

  it('asks of a promotion the converted amount, to the cent', async () => {
    const codes = [freshCode()];
    // 38.02 * 0.92 is 34.9784, rounded 35.00: two pieces at 17.49 are two cents short.
    const conditions = [{ kind: 'minimum_amount' as const, amount: 3802, of: {} }];
    await create(shop.module.get(EditPromotionsService), aPromotion({ codes, conditions }));
    const order = async () => placed(await shop.place(await ready({ plenty: 2 }, { ...inEuros, codes })));
    expect((await order()).discount).toBe(0);
    await run('price set PLENTY-1 EUR 17.50');
    expect((await order()).discount).toBe(350);
  });

  it('is delivered for nothing from the converted amount on', async () => {
    // 75.00 * 0.92 is 69.00.
    const shippingAt = async (price: string) => {
      await run(`price set PLENTY-1 EUR ${price}`);
      return placed(await shop.place(await ready({ plenty: 1 }, inEuros))).shipping;
    };
    expect(await shippingAt('68.99')).toBe(545);
    expect(await shippingAt('69.00')).toBe(0);
  });

  it('counts in whole yen', async () => {
    const order = placed(await shop.place(await ready({ plenty: 2, 'ten-left': 1 }, { currency: 'JPY' })));
    // 25.00, 19.00 and 5.90 times 149.5: 3737.5, 2840.5, 882.05.
    expect(order).toMatchObject({
      currency: 'JPY',
      lines: [{ unitPrice: 3740 }, { unitPrice: 2840 }],
      subtotal: 9420,
      shipping: 880,
      total: 10_300,
    });
  });

  it('is told in its currency by mail and invoice, and given back in it', async () => {
    const order = placed(
      await shop.place(await ready({ plenty: 2 }, { currency: 'JPY' }, 'test_card_approve')),
    );
    await run(`order capture ${order.number}`);
    while (await shop.module.get(OutboxRelay).drain('mail'));
    const mail = mailsIn(shop.mailDir).find(({ subject }) => subject.includes(order.number));
    expect(mail?.text).toContain('¥6,560');
    const details = (await shop.module.get(OrdersService).byNumber(order.number))!;
    const invoice = await shop.module.get(DocumentsService).invoice(details);
    expect(pdfLines(invoice!.bytes).join('\n')).toContain('¥6,560');
    expect(await run(`order show ${order.number}`)).toContain('¥6,560');
    await expect(run(`order refund ${order.number}`, { amount: '10.50' })).rejects.toThrow('no amount');
    expect(await run(`order refund ${order.number}`, { amount: '560' })).toContain('¥560 given back');
    await expect(run(`order refund ${order.number}`, { amount: '6001' })).rejects.toThrow('At most ¥6,000');
  });

  it('keeps its amounts when the list changes', async () => {
    const order = placed(await shop.place(await ready({ plenty: 2 }, inEuros)));
    await run('price set PLENTY-1 EUR 30.00');
    await lists().remove('EUR');
    const later = await shop.module.get(OrdersService).byNumber(order.number);
    expect(later).toMatchObject({ currency: 'EUR', subtotal: 3498, total: order.total });
  });
});

describe('a confirmed order is not placed in other amounts', () => {
  const changed = { kind: 'changed' as const };

  it.each([
    ['an own price changes', () => run('price set PLENTY-1 EUR 17.50')],
    ['an own price goes', () => run('price unset PLENTY-1 EUR')],
    ['the rate changes', () => run('price-list set EUR', { rate: '0.93' })],
  ])('when %s', async (_what, change) => {
    const confirmed = await ready({ plenty: 1, 'ten-left': 1 }, inEuros);
    await change();
    expect(await shop.place(confirmed)).toMatchObject({ ...changed, quote: { currency: 'EUR' } });
    expect(placed(await shop.place(await shop.review(confirmed.cartId, inEuros)))).toMatchObject(inEuros);
  });

  it('when the list is gone: the shopper is asked in the shop’s own currency', async () => {
    const confirmed = await ready({ plenty: 2 }, inEuros);
    await run('price-list remove EUR');
    const outcome = await shop.place(confirmed);
    expect(outcome).toMatchObject({ ...changed, quote: { currency: 'USD', totals: { subtotal: 3800 } } });
    const order = placed(await shop.place(await shop.review(confirmed.cartId, inEuros)));
    expect(order).toMatchObject({ currency: 'USD', subtotal: 3800, shipping: 590, total: 4390 });
  });

  it('when the shopper has chosen another currency since', async () => {
    const confirmed = await ready({ plenty: 2 }, inEuros);
    for (const currency of ['USD', 'JPY', null])
      expect(await shop.place({ ...confirmed, currency })).toMatchObject(changed);
  });

  it.each(['XXX', 'eur', '', 'EUR OR 1=1', 'USD'])('"%s" picks no list', async (currency) => {
    const order = placed(await shop.place(await ready({ plenty: 1 }, { currency })));
    expect(order).toMatchObject({ currency: 'USD', subtotal: 1900 });
  });
});

describe('price lists from the terminal', () => {
  it('are listed with their rates and own prices', async () => {
    expect(await run('price-list list')).toMatch(/EUR +0\.92 +€0\.05 +1\n.*JPY +149\.5 +¥10 +0/);
  });

  it.each([
    ['price-list set USD', { rate: '1' }, "the shop's own currency"],
    ['price-list set EUR', {}, '--rate=0.92'],
    ['price-list set EUR', { rate: '0' }, 'a decimal above 0'],
    ['price-list set EUR', { rate: '0,92' }, 'a decimal above 0'],
    ['price-list set EUR', { rate: '0.92', round: '0' }, 'one of the smallest unit'],
    ['price-list set EUR', { rate: '0.92', round: '0.001' }, 'no amount'],
    ['price-list set JPY', { rate: '99999999' }, 'the dearest product'],
    ['price-list set euro', { rate: '1' }, 'no currency'],
    ['price set NOTHING EUR 1.00', {}, 'No variant has the SKU'],
    ['price set PLENTY-1 GBP 1.00', {}, 'Make it first'],
    ['price set PLENTY-1 JPY 1.50', {}, 'no amount'],
    ['price unset PLENTY-1 JPY', {}, 'no own price'],
    ['price-list remove GBP', {}, 'no price list'],
  ])('%s %j is refused', async (typed, options, problem) => {
    await expect(run(typed, options)).rejects.toThrow(problem);
  });

  it('remember own prices of a list that was removed', async () => {
    await run('price-list remove EUR');
    await run('price-list set EUR', { rate: '0.5' });
    const { cartId } = await ready({ plenty: 1 }, inEuros);
    const cart = await shop.module.get(CartService).priced(cartId, null, 'EUR');
    expect(cart.lines[0]).toMatchObject({ unitPrice: 1749, listPrice: 2100 });
  });
});
