import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { countOrder, countPaymentAnswer } from '../../platform/metrics/business-counters.js';
import { CartService } from '../cart/cart.service.js';
import type { CancelReason, Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { SettleOrderService } from '../orders/settle-order.service.js';
import type { Authorisation } from '../payments/gateway.js';
import { PaymentsService } from '../payments/payments.service.js';
import type { Tender } from '../payments/tender.js';
import { CheckoutRepository } from './checkout.repository.js';
import { ClearCartService } from './clear-cart.service.js';

export interface ResultOptions {
  /** Who has answered, and for how much. */
  tender: Pick<Tender, 'gateway' | 'amount'>;
  reason: CancelReason;
  mailsTheNo: boolean;
  /** The cart is where this process cannot reach it: its owner's next look at the checkout clears it. */
  leavesCart?: boolean;
}

/** What a gateway's answer means for order, checkout and cart, whoever got the answer: web, confirmation page, worker. */
@Injectable()
export class PaymentResultService {
  private readonly log = new Logger(PaymentResultService.name);

  constructor(
    private readonly settling: SettleOrderService,
    private readonly orders: OrdersService,
    private readonly checkouts: CheckoutRepository,
    private readonly carts: CartService,
    private readonly clearing: ClearCartService,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
  ) {}

  /** The order as it is afterwards. */
  async apply(order: Order, answer: Authorisation, options: ResultOptions): Promise<Order> {
    const settled = await this.settling.settle(order.id, answer, {
      ...options,
      also: (tx, now) => this.withCheckout(tx, now, answer),
    });
    if (!settled.ok) return this.tooLate(order, answer, options.tender);
    count(settled.order, answer, options);
    this.log.log({ event: 'payment answered', order: order.number, answer: answer.status });
    const isGood = answer.status === 'authorised' || answer.status === 'unknown';
    if (isGood && options.leavesCart !== true) await this.clearing.clearNowOrLater(settled.order);
    return settled.order;
  }

  /** Commits with the result: a good order closes its checkout, one that came to nothing gives it a new token. */
  private async withCheckout(tx: EntityManager, order: Order, answer: Authorisation): Promise<void> {
    if (answer.status === 'needs_confirmation') return;
    if (answer.status === 'declined') return this.checkouts.renew(tx, order.checkoutToken, this.clock.now());
    await this.checkouts.close(tx, order.checkoutToken, this.clock.now());
    await this.carts.forgetCopy(tx, { id: order.cartId, revision: order.cartRevision });
  }

  /** The order was settled or cancelled by somebody else: money that nobody waits for is let go. */
  private async tooLate(
    order: Order,
    answer: Authorisation,
    tender: ResultOptions['tender'],
  ): Promise<Order> {
    const now = (await this.orders.byCheckoutToken(order.checkoutToken)) ?? order;
    const isUnwanted = answer.status === 'authorised' && ['cancelled', 'pending_payment'].includes(now.state);
    if (isUnwanted)
      await this.payments.void(tender.gateway, {
        reference: answer.reference,
        amount: tender.amount,
        currency: order.currency,
        idempotencyKey: `${order.number}-void`,
      });
    return now;
  }
}

/** For the metrics, once it has committed. */
function count(
  { currency, total }: Order,
  { status }: Authorisation,
  { tender, reason }: ResultOptions,
): void {
  if (status === 'authorised') countOrder(currency, total);
  const no = reason === 'declined' ? 'refused' : 'not_confirmed';
  const answers = {
    authorised: 'authorised',
    declined: no,
    needs_confirmation: 'to_confirm',
    unknown: 'unknown',
  } as const;
  countPaymentAnswer(tender.gateway, answers[status]);
}
