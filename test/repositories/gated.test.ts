import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaceRequest } from '../../src/shop/checkout/place-order.service.js';
import { CustomersService } from '../../src/shop/customers/customers.service.js';
import { InvoicesService } from '../../src/shop/documents/invoices.service.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { SHOPPER } from '../../src/shop/orders/actor.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { RefundOrderService } from '../../src/shop/orders/refund-order.service.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import { ReturnsService } from '../../src/shop/returns/returns.service.js';
import { gated } from '../support/gated.js';
import { aPromotion, create, freshCode, usesOf } from '../support/promotions.js';
import { figure, rounds } from '../support/tier.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

const ROUNDS = rounds(20, { full: 50 });

let shop: OrderShop;
beforeAll(async () => void (shop = await orderShop()));
afterAll(async () => {
  expect(await audit(shop.database)).toEqual({});
  await shop.close();
});

type Two<T> = readonly [() => Promise<T>, () => Promise<T>];
const kindOf = (outcome: { kind: string }) => outcome.kind;
const isOk = (outcome: { ok: boolean }) => outcome.ok;
const place = (...requests: [PlaceRequest, PlaceRequest]): Two<string> => {
  const [one, other] = requests;
  return [() => shop.place(one).then(kindOf), () => shop.place(other).then(kindOf)];
};
const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;

async function paid(choice = 'test_card_approve'): Promise<string> {
  const outcome = await shop.place(await shop.ready({ plenty: 1 }, choice));
  if (outcome.kind !== 'placed') throw new Error(outcome.kind);
  if (choice !== 'invoice')
    await shop.module.get(CaptureOrderService).capture(await details(outcome.order.number));
  return outcome.order.number;
}

/** Makes what two deeds quarrel about; what they may come to, in any order; whether it holds in the database. */
interface Quarrel {
  about: string;
  prepare: (round: number) => Promise<{ deeds: Two<unknown>; holds: () => Promise<boolean> }>;
  comesTo: readonly string[];
}

const byCode = (about: string, limit: object, email: (nth: number) => string): Quarrel => ({
  about,
  comesTo: ['changed', 'placed'],
  prepare: async () => {
    const code = freshCode();
    const id = await create(shop.module.get(EditPromotionsService), aPromotion({ codes: [code], ...limit }));
    const buyer = (nth: number) =>
      shop.ready({ plenty: 1 }, 'invoice', undefined, { codes: [code], email: email(nth) });
    const deeds = place(await buyer(1), await buyer(2));
    return { deeds, holds: async () => (await usesOf(shop.database, id)).rows === 1 };
  },
});

const quarrels: Quarrel[] = [
  {
    about: 'the last piece',
    comesTo: ['placed', 'sold_out'],
    prepare: async () => {
      const { reserved } = await shop.stock('last-one');
      await shop.database.execute('UPDATE stock_levels SET on_hand = ? WHERE variant_id = ?', [
        reserved + 1,
        shop.variant('last-one'),
      ]);
      const deeds = place(await shop.ready({ 'last-one': 1 }), await shop.ready({ 'last-one': 1 }));
      return { deeds, holds: async () => (await shop.stock('last-one')).reserved === reserved + 1 };
    },
  },
  {
    about: 'one checkout',
    comesTo: ['placed', 'placed'],
    prepare: async () => {
      const request = await shop.ready({ plenty: 1 });
      const holds = async () => (await shop.count('orders', `checkout_token = '${request.token}'`)) === 1;
      return { deeds: place(request, request), holds };
    },
  },
  byCode('a code for one use', { limitTotal: 1 }, (nth) => `buyer-${nth}@example.com`),
  byCode('a code for one use of each customer', { limitPerCustomer: 1 }, () => 'same@example.com'),
  {
    about: 'an e-mail address',
    comesTo: ['false', 'true'],
    prepare: async (round) => {
      const form = { firstName: 'Ada', lastName: 'Byron', password: 'nine tents by the lake' };
      const register = (email: string) => () =>
        shop.module
          .get(CustomersService)
          .register({ ...form, email })
          .then(isOk);
      const deeds = [register(`ada-${round}@x.example`), register(`ADA-${round}@x.example`)] as const;
      return {
        deeds,
        holds: async () => (await shop.count('customers', `email = 'ada-${round}@x.example'`)) === 1,
      };
    },
  },
  {
    about: 'money to be given back',
    comesTo: ['false', 'true'],
    prepare: async () => {
      const number = await paid();
      const { total } = await details(number);
      const refund = () =>
        shop.module
          .get(RefundOrderService)
          .refund(Number(number), { amount: Math.ceil(total * 0.6), putsBack: false })
          .then(isOk);
      const holds = async () => (await details(number)).tender.refunded <= total;
      return { deeds: [refund, refund], holds };
    },
  },
  {
    about: 'the one return that may be open',
    comesTo: ['false', 'true'],
    prepare: async () => {
      const number = await paid();
      const parcel = { carrier: null, trackingNumber: null };
      await shop.module.get(ShipOrderService).ship(Number(number), parcel);
      const order = await details(number);
      const lines = [{ lineId: order.lines[0]!.id, quantity: 1, reason: 'too_small' as const }];
      const ask = () => shop.module.get(ReturnsService).ask(order, lines, '', SHOPPER).then(isOk);
      return {
        deeds: [ask, ask],
        holds: async () => (await shop.count('returns', `order_id = ${number}`)) === 1,
      };
    },
  },
  {
    about: 'the number of an invoice',
    comesTo: ['numbered', 'numbered'],
    prepare: async () => {
      const [one, other] = [await details(await paid('invoice')), await details(await paid('invoice'))];
      const number = (order: typeof one) => async () => {
        await shop.module.get(InvoicesService).of(order);
        return 'numbered';
      };
      const [before] = await shop.database.query<{ n: number | null }>(
        'SELECT MAX(number) AS n FROM invoices',
      );
      const holds = async () => {
        const [row] = await shop.database.query<{ n: number }>('SELECT MAX(number) AS n FROM invoices');
        return before!.n === null || row!.n === before!.n + 2;
      };
      return { deeds: [number(one), number(other)], holds };
    },
  },
];

/**
 * Of the invariants of F10 that this shop has: there are no accounts of staff, one default address is for
 * account-addresses.test.ts, and carts are in Redis (cart-customer.test.ts).
 */
describe('F10: two who have both read before either has changed anything', () => {
  it.each(quarrels)(`never both get $about, ${ROUNDS} rounds`, async ({ about, prepare, comesTo }) => {
    const met = { stood: 0, waited: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const { deeds, holds } = await prepare(round);
      const { outcomes, meeting } = await gated(shop.module.get(DataSource), deeds);
      if (meeting !== 'stood' && meeting !== 'waited') throw new Error(`round ${round}: they did not meet`);
      met[meeting] += 1;
      expect(outcomes.map(String).toSorted(), `round ${round}`).toEqual(comesTo);
      expect(await holds(), `round ${round}`).toBe(true);
    }
    figure(
      `F10 ${about}: rounds in which both stood at the gate, or one waited for a row`,
      JSON.stringify(met),
    );
  });
});
