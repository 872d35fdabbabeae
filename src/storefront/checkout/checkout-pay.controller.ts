import { Controller, Get, Inject, Logger, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { ForbiddenError, NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { PendingPaymentsService } from '../../shop/checkout/pending-payments.service.js';
import { CustomersService } from '../../shop/customers/customers.service.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import { OrdersService } from '../../shop/orders/orders.service.js';
import { MolliePagesService } from '../../shop/payments/mollie/mollie-pages.service.js';
import { StripePagesService } from '../../shop/payments/stripe/stripe-pages.service.js';
import { CheckoutPages } from './checkout-pages.service.js';
import { leaveModel } from './checkout-leave.view.js';
import { payModel } from './checkout-pay.view.js';
import { ExtendReservation } from './extend-reservation.service.js';
import { publicBase } from '../page/public-url.js';
import { paymentPolicy } from './payment-policy.js';
import { turnOf, type Turn } from '../page/turn.js';

/**
 * The page on which an order is paid, or from which the shopper leaves for the provider's, for whoever has the order's
 * address.
 */
@Controller('checkout/pay')
export class CheckoutPayController {
  private readonly log = new Logger(CheckoutPayController.name);

  constructor(
    private readonly stripe: StripePagesService,
    private readonly mollie: MolliePagesService,
    private readonly orders: OrdersService,
    private readonly pending: PendingPaymentsService,
    private readonly customers: CustomersService,
    private readonly extending: ExtendReservation,
    private readonly pages: CheckoutPages,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':token')
  async show(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('token') token: string,
    @Query('back') back: unknown,
  ): Promise<void> {
    const order = await this.find(token);
    const turn = turnOf(response);
    if (order.state !== 'pending_payment') return void (await this.pages.send(turn, `/orders/${token}`));
    const reserved = await this.extending.extend(turn.request, order);
    if (reserved.isOver && (await this.pending.ask(order, false)).state !== 'pending_payment')
      return void (await this.pages.send(turn, `/orders/${token}`));
    if (order.tender.gateway === 'mollie') return this.leave(turn, order, back === undefined);
    const page = await this.stripe
      .open(order.number, await this.idOf(visitor))
      .catch((error: Error) => this.isAway(error));
    if (page === null) return void (await this.pages.send(turn, `/orders/${token}`));
    this.openPolicy(response);
    const { model, title } = payModel(this.pages.words, order, page, reserved);
    await this.pages.page(turn, 'checkout/pay', title, model, page === 'away' ? 503 : 200);
  }

  /** To the provider's own page, for browsers without scripts and for whoever likes that better. */
  @Post(':token/hosted')
  async goHosted(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('token') token: string,
  ): Promise<void> {
    const order = await this.atIt(request, token, ['stripe']);
    const here = `${publicBase(request, this.env)}/checkout/pay/${token}`;
    const label = this.pages.words.messages.t('checkout.pay.label', { number: order.number });
    const wish = { returnUrl: `${here}/return`, cancelUrl: here, label };
    const page =
      order.state === 'pending_payment'
        ? await this.stripe
            .openHosted(order.number, wish, await this.idOf(visitor))
            .catch((error: Error) => this.isAway(error))
        : null;
    const turn = turnOf(response);
    const path = `/checkout/pay/${token}`;
    if (page === 'away') return void (await this.pages.send(turn, path));
    if (page === 'not_yours') throw new ForbiddenError('checkout.pay.not_yours');
    await this.pages.send(turn, page?.url ?? `${path}/return`);
  }

  /** Back from the provider: what it says now decides, not what is in the address. */
  @Get(':token/return')
  async comeBack(
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('token') token: string,
  ): Promise<void> {
    const order = await this.atIt(response.req, token);
    const after = order.state === 'pending_payment' ? await this.pending.ask(order, false) : order;
    await this.goOn(turnOf(response), order, after.state);
  }

  /**
   * To Mollie's page. Browsers hold the redirects of a form to the content policy of its page, and Mollie leads on to banks
   * that nobody can list: so the form ends at this page, which leads on by itself (without JavaScript too), and no policy is
   * opened. Who comes back unpaid stays here until they choose.
   */
  private async leave(turn: Turn, order: OrderDetails, isAtOnce: boolean): Promise<void> {
    const address = await this.addressAtMollie(order);
    // The address of this page is the key to the order: it must not travel on to other sites.
    turn.response.setHeader('Referrer-Policy', 'same-origin');
    if (address !== null && isAtOnce) turn.response.setHeader('Refresh', `0; url=${address}`);
    const { model, title } = leaveModel(this.pages.words, order, address);
    await this.pages.page(turn, 'checkout/leave', title, model, address === null ? 503 : 200);
  }

  /** When Mollie's answer got lost, it is asked again. */
  private async addressAtMollie(order: OrderDetails): Promise<string | null> {
    const known = await this.mollie.addressFor(order.number);
    if (known !== null) return known;
    await this.pending.ask(order, false);
    return this.mollie.addressFor(order.number);
  }

  private async goOn(
    turn: Turn,
    { token, tender }: OrderDetails,
    state: OrderDetails['state'],
  ): Promise<void> {
    if (state === 'cancelled')
      return void (await this.pages.send(turn, '/checkout/payment', { key: 'checkout.payment.declined' }));
    const payPage = `/checkout/pay/${token}${tender.gateway === 'mollie' ? '?back' : ''}`;
    if (state === 'pending_payment')
      return void (await this.pages.send(turn, payPage, { key: 'checkout.pay.not_yet' }));
    await this.pages.ordered(turn);
    await this.pages.send(turn, `/orders/${token}`);
  }

  /** Saved cards are for the customer whose session this still is, not for whoever has the order's address. */
  private async idOf(visitor: Visitor): Promise<number | null> {
    return (await this.customers.current(visitor))?.id ?? null;
  }

  /** Who is on the way there or back is at it. */
  private async atIt(request: Request, token: string, gateways?: string[]): Promise<OrderDetails> {
    const order = await this.find(token, gateways);
    if (order.state === 'pending_payment') await this.extending.extend(request, order);
    return order;
  }

  private async find(token: string, gateways = ['stripe', 'mollie']): Promise<OrderDetails> {
    const order = await this.orders.byToken(token);
    if (!order || !gateways.includes(order.tender.gateway)) throw new NotFoundError('errors.not_found');
    return order;
  }

  private isAway(error: Error): 'away' {
    this.log.warn(`stripe page: ${error.message}`);
    return 'away';
  }

  /** The address is the key to the order: it must not travel on to other sites. */
  private openPolicy(response: Response): void {
    const policy = String(response.getHeader('Content-Security-Policy') ?? '');
    response.setHeader('Content-Security-Policy', paymentPolicy(policy, this.stripe.standIns));
    response.setHeader('Referrer-Policy', 'same-origin');
  }
}
