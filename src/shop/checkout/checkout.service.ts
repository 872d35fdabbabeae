import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import type { PaymentChoice } from '../payments/gateway.js';
import { NOTHING_TO_PAY, PaymentsService } from '../payments/payments.service.js';
import type { Checkout, CheckoutStep, Contact } from './checkout.js';
import { CheckoutRepository } from './checkout.repository.js';
import { ClearCartService } from './clear-cart.service.js';
import type { Quote } from './quote.js';

/** `waiting`: an order of this checkout whose payment is still open; there is nothing to fill in until it is. */
export interface CheckoutState {
  checkout: Checkout | null;
  waiting: Order | null;
}

export const ABANDONED_DAYS = 30;

/** What a shopper fills in on the way to an order, kept in MySQL by cart. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly checkouts: CheckoutRepository,
    private readonly orders: OrdersService,
    private readonly payments: PaymentsService,
    private readonly carts: ClearCartService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The open checkout of a cart. Also tidies up after a crash: when its order exists already, the ordered lines leave
   * the cart (or, for a cancelled one, the checkout gets a new token), so that nothing is ordered twice by accident.
   * `unordered`: a token whose order was looked for a moment ago, in vain.
   */
  async state(cartId: string | null, unordered: string | null = null): Promise<CheckoutState> {
    const checkout = cartId === null ? null : await this.checkouts.findOpen(cartId);
    const isNew = checkout === null || checkout.token === unordered;
    const order = isNew ? null : await this.orders.byCheckoutToken(checkout.token);
    if (!checkout || !order) return { checkout, waiting: null };
    if (order.state === 'pending_payment') return { checkout, waiting: order };
    if (order.state === 'cancelled') await this.renew(checkout.token);
    else await this.finish(order);
    return { checkout: await this.checkouts.findOpen(checkout.cartId), waiting: null };
  }

  /** True for the token of any checkout, whoever it belongs to. */
  exists(token: string): Promise<boolean> {
    return this.checkouts.exists(token);
  }

  async saveContact(cartId: string, contact: Contact): Promise<void> {
    const change = {
      email: contact.email,
      shipping_address: JSON.stringify(contact.shippingAddress),
      billing_address: contact.billingAddress && JSON.stringify(contact.billingAddress),
      reminds: contact.reminds ? 1 : 0,
      vat_number: contact.vatNumber ? JSON.stringify(contact.vatNumber) : null,
    };
    await this.checkouts.change(cartId, change, this.clock.now());
  }

  async saveDelivery(cartId: string, method: string): Promise<void> {
    await this.checkouts.change(cartId, { delivery_method: method }, this.clock.now());
  }

  async savePayment(cartId: string, choice: string): Promise<void> {
    await this.checkouts.change(cartId, { payment_choice: choice }, this.clock.now());
  }

  /** The first step that is not filled in, or no longer possible; `review` when all are. */
  nextStep(checkout: Checkout | null, quote: Quote): CheckoutStep {
    if (!checkout?.email || !checkout.shippingAddress) return 'contact';
    const isDeliveryKnown = quote.offer === null || quote.offer.id === checkout.deliveryMethod;
    if (!isDeliveryKnown || !quote.isDeliverable) return 'delivery';
    return this.payment(checkout, quote) ? 'review' : 'payment';
  }

  /** How what is left is paid; null while the shopper has not chosen. Nobody has to choose when credit pays for all of it. */
  payment(checkout: Checkout, quote: Quote): PaymentChoice | null {
    const isCovered = quote.leftToPay === 0 && quote.credits.length > 0;
    return isCovered ? NOTHING_TO_PAY : this.payments.choice(checkout.paymentChoice);
  }

  /** What was filled in for this cart is gone with `tx`. */
  forget(tx: EntityManager, cartId: string): Promise<void> {
    return this.checkouts.deleteOpen(tx, cartId);
  }

  /** For the worker: forgets what was begun and left. True when there may be more. */
  async expire(): Promise<boolean> {
    return (await this.checkouts.deleteOld(ABANDONED_DAYS, 1000)) >= 1000;
  }

  private renew(token: string): Promise<void> {
    return this.database.transaction((tx) => this.checkouts.renew(tx, token, this.clock.now()));
  }

  private async finish(order: Order): Promise<void> {
    await this.database.transaction((tx) => this.checkouts.close(tx, order.checkoutToken, this.clock.now()));
    await this.carts.clearNowOrLater(order);
  }
}
