import { Injectable } from '@nestjs/common';
import type { Minor } from '../../core/money/money.js';
import { Clock } from '../../platform/clock/clock.js';
import { deadline } from '../../platform/clock/deadline.js';
import { Database } from '../../platform/database/database.js';
import { ConflictError, NoAnswerError, somethingChanged } from '../../platform/errors/shop-error.js';
import { Gate } from '../../platform/process/gate.js';
import { CustomersService } from '../customers/customers.service.js';
import { InventoryService } from '../inventory/inventory.service.js';
import type { NewOrder, Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import type { PaymentChoice } from '../payments/gateway.js';
import { SHOPPER_WAITS_MS } from '../payments/payments.service.js';
import { TendersService } from '../payments/tenders.service.js';
import { PromotionsService, type Redemption } from '../promotions/promotions.service.js';
import type { Checkout, CheckoutStep } from './checkout.js';
import { CheckoutRepository } from './checkout.repository.js';
import { AuthoriseOrderService } from './authorise-order.service.js';
import { takenByPromotion } from './coupon-outcomes.js';
import { CheckoutService } from './checkout.service.js';
import { newOrder } from './new-order.js';
import { fingerprint, type Quote } from './quote.js';
import { QuoteService } from './quote.service.js';
import { SpendCreditService } from './spend-credit.service.js';

export interface PlaceRequest {
  cartId: string | null;
  /** The cart that what was ordered leaves, when it is another than the one that was priced. */
  orderCartId?: string | null;
  customerId: number | null;
  /** Codes that the shopper has typed. */
  codes: readonly string[];
  /** In which the shopper sees prices; null, or one without a list: the shop's own. */
  currency?: string | null;
  /** The checkout token and the fingerprint of the page on which the button was pressed. */
  token: string;
  fingerprint: string;
  /** Of the terms on that page; null when it named none. */
  termsVersion?: string | null;
}

export type PlaceOutcome =
  /** Placed by this request, or by an earlier one with the same token. Its payment may still be pending. */
  | { kind: 'placed'; order: Order }
  /** The shopper has to confirm the payment at `url`. */
  | { kind: 'confirm'; url: string }
  /** No order; cart and checkout are as they were. */
  | { kind: 'declined' }
  /** The token belongs to an order with other content. */
  | { kind: 'conflict'; order: Order }
  /** Something in the cart cannot be had any more (see the problems of the lines). No order. */
  | { kind: 'sold_out'; quote: Quote }
  /** What the shopper saw is not what it would cost now. No order. */
  | { kind: 'changed'; checkout: Checkout; quote: Quote }
  | { kind: 'incomplete'; step: CheckoutStep }
  | { kind: 'empty' }
  | { kind: 'not_found' };

/** A new order whose payment comes next. */
interface Recorded {
  kind: 'recorded';
  order: Order;
  choice: PaymentChoice;
  /** What is left to pay, minor units. */
  amount: Minor;
}

/** How an order is to be paid. */
interface Payment {
  choice: PaymentChoice;
  quote: Pick<Quote, 'credits' | 'leftToPay'>;
}

/** As many orders as are worked on at once in one process; a rush waits here and not in front of MySQL and Redis. */
const AT_ONCE = 20;

/** The shopper has waited long enough; the payment goes on. */
class StillPaying extends Error {}

/** Rolls the transaction back; not an error of ours. */
class NotToBeHad extends Error {
  constructor(readonly what: 'sold_out' | 'used_up' | 'credit_spent' | 'account_gone') {
    super(what);
  }
}

/**
 * Places an order: quote, compare, reserve and record (one short transaction), authorise (no rows locked), record the
 * result (a second one), clear the cart. The checkout token makes every repeat find the first order, also after an
 * answer that got lost.
 */
@Injectable()
export class PlaceOrderService {
  private readonly gate = new Gate(AT_ONCE);

  constructor(
    private readonly checkout: CheckoutService,
    private readonly checkouts: CheckoutRepository,
    private readonly quotes: QuoteService,
    private readonly orders: OrdersService,
    private readonly inventory: InventoryService,
    private readonly promotions: PromotionsService,
    private readonly spending: SpendCreditService,
    private readonly tenders: TendersService,
    private readonly authorising: AuthoriseOrderService,
    private readonly customers: CustomersService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Whoever waits for a slow payment provider is answered before it is: the order is `placed` and waits for its payment, which this
   * process goes on asking for. Errors: UnavailableError when nothing was ordered; NoAnswerError when something may have been;
   * ConflictError, nothing ordered, when the customer's account was deleted meanwhile.
   */
  async place(request: PlaceRequest): Promise<PlaceOutcome> {
    const prepared = await this.gate.run(() => this.prepareOrRepeat(request));
    if (prepared.kind !== 'recorded') return prepared;
    return deadline(this.pay(prepared), SHOPPER_WAITS_MS, () => new StillPaying()).catch((error: unknown) => {
      if (error instanceof StillPaying) return { kind: 'placed', order: prepared.order };
      return somethingChanged(error);
    });
  }

  /**
   * While this request read cart and checkout, an identical one may have placed the order and emptied both. Then what
   * was found (nothing to order, another step, a new price) is no answer: the order is.
   */
  private async prepareOrRepeat(request: PlaceRequest): Promise<PlaceOutcome | Recorded> {
    const prepared = await this.prepare(request);
    if (prepared.kind === 'recorded' || 'order' in prepared) return prepared;
    const meanwhile = await this.orders.byCheckoutToken(request.token);
    return meanwhile ? this.repeat(meanwhile, request.fingerprint) : prepared;
  }

  /** Everything up to the recorded order; its payment waits outside the gate. */
  private async prepare(request: PlaceRequest): Promise<PlaceOutcome | Recorded> {
    const earlier = await this.orders.byCheckoutToken(request.token);
    if (earlier) return this.repeat(earlier, request.fingerprint);
    const { checkout } = await this.checkout.state(request.cartId, request.token);
    if (checkout?.token !== request.token && (await this.checkout.exists(request.token)))
      return { kind: 'not_found' };
    const quote = await this.quotes.quote(request.cartId, checkout, request);
    if (quote.cart.lines.length === 0) return { kind: 'empty' };
    const step = this.checkout.nextStep(checkout, quote);
    if (!checkout || step !== 'review' || checkout.token !== request.token)
      return { kind: 'incomplete', step };
    if (quote.cart.hasProblem) return { kind: 'sold_out', quote };
    if (fingerprint(checkout, quote) !== request.fingerprint) return { kind: 'changed', checkout, quote };
    return this.commit(request, checkout, quote);
  }

  private async commit(
    request: PlaceRequest,
    checkout: Checkout,
    quote: Quote,
  ): Promise<PlaceOutcome | Recorded> {
    const choice = this.checkout.payment(checkout, quote);
    if (!choice) return { kind: 'incomplete', step: 'payment' };
    const order = newOrder(checkout, quote, { ...request, placedAt: this.clock.now() });
    const recording = this.record(order, { choice, quote }, redemptionsOf(quote));
    const isNew = await recording.catch((error: unknown) => this.wasRecorded(order, error));
    if (isNew === 'account_gone') throw new ConflictError('errors.session_ended');
    if (typeof isNew === 'string') {
      const now = await this.quotes.quote(request.cartId, checkout, request);
      return isNew === 'sold_out'
        ? { kind: 'sold_out', quote: now }
        : { kind: 'changed', checkout, quote: now };
    }
    const recorded = await this.orders.byCheckoutToken(order.checkoutToken).catch(somethingChanged);
    if (!recorded) throw new Error('a recorded order is not there');
    if (!isNew) return this.repeat(recorded, request.fingerprint);
    await this.rememberAddress(recorded).catch(somethingChanged);
    return { kind: 'recorded', order: recorded, choice, amount: quote.leftToPay };
  }

  /** The first short transaction. False: another request with the same token was faster. */
  private async record(
    order: NewOrder,
    { choice, quote }: Payment,
    redemptions: readonly Redemption[],
  ): Promise<boolean | NotToBeHad['what']> {
    const work = this.database.transaction(async (tx) => {
      if (order.customerId !== null && !(await this.customers.stays(tx, order.customerId)))
        throw new NotToBeHad('account_gone');
      await this.checkouts.lock(tx, order.checkoutToken);
      if (await this.orders.byCheckoutToken(order.checkoutToken, tx)) return false;
      const reserved = await this.inventory.reserve(tx, order.lines);
      if (!reserved.ok) throw new NotToBeHad('sold_out');
      const payment = { gateway: choice.gateway, choice: choice.id, amount: quote.leftToPay };
      const id = await this.orders.record(tx, order, payment);
      const redeemed = await this.promotions.redeem(tx, { ...order, id }, redemptions);
      if (!redeemed) throw new NotToBeHad('used_up');
      if (!(await this.spending.spend(tx, { ...order, id }, quote))) throw new NotToBeHad('credit_spent');
      return true;
    });
    return work.catch((error: unknown) => {
      if (error instanceof NotToBeHad) return error.what;
      throw error;
    });
  }

  /**
   * When nobody has heard how a commit ended: true when the order is there all the same. Errors: the one before, when it is
   * not, for it may still come.
   */
  private async wasRecorded(order: NewOrder, error: unknown): Promise<true> {
    if (!(error instanceof NoAnswerError)) throw error;
    const found = await this.orders.byCheckoutToken(order.checkoutToken).catch(() => null);
    if (found?.token !== order.token) throw error;
    return true;
  }

  private async pay({ order, choice, amount }: Recorded): Promise<PlaceOutcome> {
    const settled = await this.authorising.authorise(order, choice, amount);
    return this.repeat(settled, settled.fingerprint);
  }

  /** What a request hears whose token has an order already: the same as the first one. */
  private async repeat(order: Order, confirmed: string): Promise<PlaceOutcome> {
    if (order.fingerprint !== confirmed) return { kind: 'conflict', order };
    if (order.state === 'cancelled' && order.cancelReason === 'declined') return { kind: 'declined' };
    const tenders = order.state === 'pending_payment' ? await this.tenders.ofOrder(order.id) : null;
    const url = tenders?.tender.confirmationUrl;
    return url ? { kind: 'confirm', url } : { kind: 'placed', order };
  }

  private async rememberAddress(order: Order): Promise<void> {
    if (order.customerId === null) return;
    await this.customers.rememberAddress(order.customerId, { ...order.shippingAddress });
  }
}

/** The promotions that take something off this order. */
function redemptionsOf({ totals, promotions }: Quote): Redemption[] {
  const taken = takenByPromotion(totals);
  return promotions
    .filter(({ id }) => taken.has(id))
    .map((promotion) => ({ promotion, code: promotion.code }));
}
