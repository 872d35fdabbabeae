import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PendingPaymentsService } from '../../src/shop/checkout/pending-payments.service.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { ReservationsService } from '../../src/shop/orders/reservations.service.js';
import { gated, type Meeting } from '../support/gated.js';
import { StripeStub } from '../../scripts/rig/stripe/stripe-stub.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';
import { audit, orderShop, type OrderShop } from './orders-shop.js';

const ROUNDS = rounds(20, { full: 50 });
const MINUTE = 60_000;

let stub: StripeStub;
let shop: OrderShop;
beforeAll(async () => {
  stub = await StripeStub.open();
  shop = await orderShop(stub.settings);
  await shop.setStock('jacket', 1000);
});
afterAll(async () => {
  await shop?.close();
  await stub?.close();
});
afterEach(async () => {
  shop.clock.moment = null;
  stub.faults.clear();
  expect(await audit(shop.database)).toEqual({});
});

const details = async (number: string) => (await shop.module.get(OrdersService).byNumber(number))!;
const state = async (number: string) => (await details(number)).state;
const intentOf = (number: string) =>
  [...stub.intents.all.values()].find(({ metadata }) => metadata['order_number'] === number)!;
const work = async (number: string) =>
  shop.module.get(PendingPaymentsService).ask(await details(number), true);
const extend = async (number: string) => shop.module.get(ReservationsService).extend(await details(number));

/** An order that waits for its card, and a way to be so many minutes after it. */
async function order() {
  const request = await shop.ready({ jacket: 1 }, 'stripe');
  await shop.place(request);
  const { number, placedAt } = (await shop.module.get(OrdersService).byCheckoutToken(request.token))!;
  const at = (minutes: number) => (shop.clock.moment = new Date(placedAt.getTime() + minutes * MINUTE));
  const untilMinute = async () =>
    ((await details(number)).reservation.until.getTime() - placedAt.getTime()) / MINUTE;
  return { number, at, untilMinute };
}

describe('goods that are set aside for an order that waits for its payment', () => {
  it('stay so while somebody is at it, and are let go a quarter of an hour after the last sign of them', async () => {
    const { reserved } = await shop.stock('jacket');
    const { number, at, untilMinute } = await order();
    expect(await untilMinute()).toBe(15);
    for (const minute of [10, 24]) {
      at(minute);
      expect(await extend(number)).toMatchObject({ isMoved: true, isOver: false });
      expect(await untilMinute()).toBe(minute + 15);
    }
    at(38.9);
    expect((await work(number)).state).toBe('pending_payment');
    at(39);
    expect((await work(number)).state).toBe('cancelled');
    expect(await details(number)).toMatchObject({
      cancelReason: 'not_confirmed',
      reservation: { isOver: true },
    });
    expect((await shop.stock('jacket')).reserved).toBe(reserved);
    expect(intentOf(number).status).toBe('canceled');
  });

  it('are free after three quarters of an hour, whatever somebody does', async () => {
    const { number, at, untilMinute } = await order();
    for (const minute of [14, 28, 40, 44.9]) {
      at(minute);
      await extend(number);
    }
    expect(await untilMinute()).toBe(45);
    at(45);
    expect(await extend(number)).toMatchObject({ isMoved: false, isOver: true });
    expect((await work(number)).state).toBe('cancelled');
  });

  it('cost a write every half minute at most', async () => {
    const { number, at } = await order();
    const moved: boolean[] = [];
    for (const seconds of [10, 29, 30, 45, 59, 60]) {
      at(seconds / 60);
      moved.push((await extend(number)).isMoved);
    }
    expect(moved).toEqual([false, false, true, false, false, true]);
  });

  it('come back to somebody whose time is over as long as nobody has begun to let them go', async () => {
    const { number, at, untilMinute } = await order();
    at(20);
    expect(await extend(number)).toMatchObject({ isMoved: true, isOver: false });
    expect(await untilMinute()).toBe(35);
  });

  it('are not promised again once the provider was asked to let go, also when it did not answer', async () => {
    const { number, at } = await order();
    at(16);
    stub.faults.plan('refuse_connection', /cancel$/, 4);
    expect((await work(number)).state).toBe('pending_payment');
    expect(await extend(number)).toMatchObject({ isMoved: false, isOver: true });
    stub.faults.clear();
    expect((await work(number)).state).toBe('cancelled');
  });

  it(`are either kept or let go, never both, when the worker and their owner come at once, ${ROUNDS} rounds`, async () => {
    const met: Record<Meeting, number> = { stood: 0, waited: 0, ended: 0 };
    const came = { kept: 0, let_go: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const { number, at } = await order();
      at(16);
      // Who comes to the gate last goes on first. The worker asks the provider before, so its owner has to wait for that.
      const asks = `GET /v1/payment_intents/${intentOf(number).id}`;
      const later = () => until('the worker has asked', () => Promise.resolve(stub.calls.includes(asks)));
      const isLate = round % 2 === 0;
      const owner = async () => {
        if (isLate) await later();
        return extend(number);
      };
      const { outcomes, meeting } = await gated<object>(shop.module.get(DataSource), [
        owner,
        () => work(number),
      ]);
      if (meeting === null || meeting === 'ended') throw new Error(`round ${round}: they did not meet`);
      met[meeting] += 1;
      const { isMoved } = outcomes[0] as { isMoved: boolean };
      came[isMoved ? 'kept' : 'let_go'] += 1;
      expect(await state(number), `round ${round}`).toBe(isMoved ? 'pending_payment' : 'cancelled');
      expect(intentOf(number).status, `round ${round}`).toBe(
        isMoved ? 'requires_payment_method' : 'canceled',
      );
      at(60);
      await work(number);
    }
    expect(Math.min(came.kept, came.let_go)).toBeGreaterThan(0);
    figure(
      'reservation: both had read before either changed anything, rounds',
      JSON.stringify({ ...met, ...came }),
    );
  });
});
