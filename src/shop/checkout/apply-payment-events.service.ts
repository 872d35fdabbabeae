import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ValueStore } from '../../platform/values/value-store.js';
import { isReachedByWorkers, VALUE_STORE } from '../../platform/values/values.module.js';
import { provider } from '../orders/actor.js';
import { CancelOrderService } from '../orders/cancel-order.service.js';
import { CaptureOrderService } from '../orders/capture-order.service.js';
import type { DeedOutcome, OrderDetails } from '../orders/order.js';
import { NoteDisputeService } from '../orders/note-dispute.service.js';
import { OrdersService } from '../orders/orders.service.js';
import { RefundOrderService } from '../orders/refund-order.service.js';
import type { PaymentEvent, PaymentOwner } from '../payments/payment-event.js';
import { PaymentEventsService } from '../payments/payment-events.service.js';
import { applied, moneyProblem, noted, wait, type EventOutcome } from './apply-payment-event.js';
import { PaymentResultService, type ResultOptions } from './payment-result.service.js';

/**
 * Gives the events of payment providers their effect, each once and in any order. An event does nothing of its own: it
 * says which of the shop's deeds is due (authorise, capture, cancel, record a refund), and those are steps of the order's
 * tables of states, so a repeat or a latecomer finds nothing to do. One whose turn has not come waits.
 */
@Injectable()
export class ApplyPaymentEventsService {
  private readonly log = new Logger(ApplyPaymentEventsService.name);

  constructor(
    private readonly events: PaymentEventsService,
    private readonly orders: OrdersService,
    private readonly results: PaymentResultService,
    private readonly capturing: CaptureOrderService,
    private readonly cancelling: CancelOrderService,
    private readonly refunding: RefundOrderService,
    private readonly disputes: NoteDisputeService,
    @Inject(VALUE_STORE) private readonly values: ValueStore | null,
  ) {}

  /** For the worker; any number may run it at once. True when there may be more. */
  async applyDue(limit = 50): Promise<boolean> {
    const references = await this.events.dueReferences(limit);
    for (const reference of references) await this.applyOf(reference);
    return false;
  }

  /** All that is open about one payment. What one event made possible is done in the same go. */
  async applyOf(reference: string): Promise<void> {
    for (let hasMore = true; hasMore;) {
      const open = await this.events.openOf(reference);
      const done: boolean[] = [];
      for (const event of open) done.push(await this.tryOne(event));
      hasMore = done.includes(true) && done.includes(false);
    }
  }

  /** True when it was applied. */
  private async tryOne(event: PaymentEvent): Promise<boolean> {
    try {
      const owner = await this.events.ownerOf(event);
      const order = owner && (await this.orders.byNumber(owner.orderNumber));
      const outcome = owner && order ? await this.apply(event, owner, order) : wait('no such order yet');
      if (outcome.kind === 'wait') await this.events.postpone(event, outcome.why);
      else await this.events.applied(event, owner!.orderNumber, outcome.problem ?? null);
      if (outcome.kind === 'applied' && outcome.problem)
        this.log.warn(`${event.type} ${event.id}, order ${owner!.orderNumber}: ${outcome.problem}`);
      return outcome.kind === 'applied';
    } catch (error) {
      this.log.warn(`${event.type} ${event.id}: ${(error as Error).message}`);
      await this.events.postpone(event, (error as Error).message);
      return false;
    }
  }

  private apply(event: PaymentEvent, owner: PaymentOwner, order: OrderDetails): Promise<EventOutcome> {
    if (event.fact === 'disputed') return this.dispute(event, owner, order);
    const concernsMoney = ['authorised', 'captured', 'refunded'].includes(event.fact);
    const isOld = !owner.isCurrent && event.fact !== 'refunded';
    if (isOld) return Promise.resolve(concernsMoney ? noted('another payment has taken its place') : applied);
    const problem = concernsMoney ? moneyProblem(event, order) : null;
    if (problem) return Promise.resolve(noted(problem));
    switch (event.fact) {
      case 'authorised':
        return this.authorise(event, order);
      case 'captured':
        return this.capture(event, order);
      case 'cancelled':
        return this.cancel(order);
      case 'refunded':
        return this.refund(event, order);
      default:
        return Promise.resolve(applied);
    }
  }

  private async dispute(
    { amount, detail }: PaymentEvent,
    { gateway }: PaymentOwner,
    { id }: OrderDetails,
  ): Promise<EventOutcome> {
    await this.disputes.note(id, { amount, detail: detail ?? '' }, provider(gateway));
    return noted('disputed: answer it at the provider');
  }

  private async authorise(event: PaymentEvent, order: OrderDetails): Promise<EventOutcome> {
    if (order.state !== 'pending_payment' && order.state !== 'cancelled') return applied;
    const answer = { status: 'authorised', reference: event.reference ?? '' } as const;
    const after = await this.results.apply(order, answer, this.optionsFor(order));
    if (after.state === 'pending_payment') return wait('another deed is under way');
    return after.state === 'cancelled' ? noted('the order is cancelled: the money is let go') : applied;
  }

  private async capture(event: PaymentEvent, order: OrderDetails): Promise<EventOutcome> {
    const authorised = await this.authorise(event, order);
    if (authorised.kind === 'wait') return authorised;
    const now = (await this.orders.byNumber(order.number)) ?? order;
    if (now.state === 'cancelled') return noted('paid, but the order is cancelled: give it back');
    if (now.state !== 'authorised') return applied;
    return outcomeOf(await this.capturing.capture(now));
  }

  private async cancel(order: OrderDetails): Promise<EventOutcome> {
    if (order.state === 'cancelled') return applied;
    if (order.state === 'authorised') return outcomeOf(await this.cancelling.cancel(order));
    if (order.state !== 'pending_payment') return noted(`cancelled there, but the order is ${order.state}`);
    const answer = { status: 'declined', reason: 'canceled' } as const;
    const after = await this.results.apply(order, answer, this.optionsFor(order));
    return after.state === 'pending_payment' ? wait('another deed is under way') : applied;
  }

  private optionsFor({ tender }: OrderDetails): ResultOptions {
    return { tender, reason: 'not_paid', mailsTheNo: true, leavesCart: !isReachedByWorkers(this.values) };
  }

  private async refund(event: PaymentEvent, order: OrderDetails): Promise<EventOutcome> {
    if (order.state === 'pending_payment' || order.state === 'authorised') return wait('not captured yet');
    return outcomeOf(await this.refunding.refundedElsewhere(order.id, event.soFar ?? 0, event.id));
  }
}

/** A deed that is not possible in the state of the order has been done by somebody else, or cannot be done any more. */
function outcomeOf(outcome: DeedOutcome): EventOutcome {
  if (outcome.ok) return applied;
  if (outcome.reason === 'wrong_state' || outcome.reason === 'not_found') return applied;
  return outcome.reason === 'too_much' ? noted('more than was captured') : wait(outcome.reason);
}
