import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { ValueStore } from '../../platform/values/value-store.js';
import { isReachedByWorkers, VALUE_STORE } from '../../platform/values/values.module.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { ReservationsService } from '../orders/reservations.service.js';
import type { Authorisation } from '../payments/gateway.js';
import { PaymentsService } from '../payments/payments.service.js';
import type { Tender } from '../payments/tender.js';
import { TendersService } from '../payments/tenders.service.js';
import { AuthoriseOrderService } from './authorise-order.service.js';
import { PaymentResultService } from './payment-result.service.js';

/** Longer than a gateway is waited for, so that the request that is asking it has had its answer. */
const ASK_AFTER_SECONDS = 10;
/** Longer than a gateway is waited for: whoever was asking it has given up, or died. */
const TAKE_OVER_AFTER_SECONDS = 6;
/** A gateway that has not heard of a payment after this long never will. */
const FORGET_AFTER_SECONDS = 60;

/** Orders left between "recorded" and "paid": asks the gateway what became of them and finishes them either way. */
@Injectable()
export class PendingPaymentsService {
  constructor(
    private readonly orders: OrdersService,
    private readonly tenders: TendersService,
    private readonly payments: PaymentsService,
    private readonly results: PaymentResultService,
    private readonly authorising: AuthoriseOrderService,
    private readonly reservations: ReservationsService,
    private readonly clock: Clock,
    @Inject(VALUE_STORE) private readonly values: ValueStore | null,
  ) {}

  /** For the worker; any number may run it at once. All of them in turn: those that wait longest may wait for their buyers. */
  async askGateways(pageSize = 50): Promise<void> {
    let last: Order | null = null;
    do {
      const page = await this.orders.pending(ASK_AFTER_SECONDS, pageSize, last);
      for (const order of page) await this.ask(order, true);
      last = page.length === pageSize ? page.at(-1)! : null;
    } while (last);
  }

  /** Asks about one order now; the order as it is afterwards. */
  async ask(order: Order, isByWorker: boolean): Promise<Order> {
    const tender = (await this.tenders.ofOrder(order.id))?.tender;
    if (!tender || tender.deed !== null) return order;
    const answer = await this.payments.find(tender.gateway, order.number, tender.amount);
    const ageSeconds = (this.clock.now().getTime() - order.placedAt.getTime()) / 1000;
    const leavesCart = isByWorker && !isReachedByWorkers(this.values);
    const options = { tender, mailsTheNo: isByWorker, leavesCart };
    if (answer.status === 'unknown') return order;
    if (answer.status === 'not_found') {
      if (!isByWorker) return this.resume(order, tender);
      if (ageSeconds < FORGET_AFTER_SECONDS) return order;
      return this.results.apply(order, declined('not_paid'), { ...options, reason: 'not_paid' });
    }
    if (answer.status === 'needs_confirmation') return this.remind(order, tender, answer);
    return this.results.apply(order, answer, { ...options, reason: 'declined' });
  }

  /** Its owner looks at it, and whoever was to ask the gateway has died before: asked now, by one request at a time. */
  private async resume(order: Order, tender: Tender): Promise<Order> {
    const choice = this.payments.choice(tender.choice);
    const isOurs = choice && (await this.tenders.takeOver(tender.id, TAKE_OVER_AFTER_SECONDS));
    return isOurs ? this.authorising.authorise(order, choice, tender.amount) : order;
  }

  private async remind(
    order: Order,
    tender: Tender,
    answer: Authorisation & { status: 'needs_confirmation' },
  ): Promise<Order> {
    const options = { tender, reason: 'not_confirmed', mailsTheNo: true } as const;
    // Noted before the provider is asked to let go: from then on nothing moves the end any more.
    if (!(await this.isOver(order)))
      return tender.status === 'requested' ? this.results.apply(order, answer, options) : order;
    const voided = await this.payments.void(tender.gateway, {
      reference: answer.reference,
      amount: tender.amount,
      currency: order.currency,
      idempotencyKey: `${order.number}-void`,
    });
    return voided.status === 'done' ? this.results.apply(order, declined('not_confirmed'), options) : order;
  }

  /** What was read says when to look; the row decides. */
  private async isOver(order: Order): Promise<boolean> {
    const { until, isOver } = order.reservation;
    return isOver || (until <= this.clock.now() && (await this.reservations.expire(order)));
  }
}

const declined = (reason: string): Authorisation => ({ status: 'declined', reason });
