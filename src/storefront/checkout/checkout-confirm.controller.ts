import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { isRandomKey } from '../../platform/random/random-key.js';
import { PendingPaymentsService } from '../../shop/checkout/pending-payments.service.js';
import { OrdersService } from '../../shop/orders/orders.service.js';
import { TestCardsService } from '../../shop/payments/test-cards.service.js';
import { CheckoutPages } from './checkout-pages.service.js';
import { readTexts } from '../forms/checkout.form.js';
import { turnOf } from '../page/turn.js';

/** The page on which the owner of a test card says yes or no. Where test cards are off, every address here is a 404. */
@Controller('checkout/confirm')
export class CheckoutConfirmController {
  constructor(
    private readonly cards: TestCardsService,
    private readonly orders: OrdersService,
    private readonly pending: PendingPaymentsService,
    private readonly pages: CheckoutPages,
  ) {}

  @Get(':reference')
  async show(@Res() response: Response, @Param('reference') reference: string): Promise<void> {
    const { charge, order } = await this.find(reference);
    if (!charge.isWaiting) return response.redirect(303, `/orders/${order.token}`);
    const { messages, formatters } = this.pages.words;
    const amount = formatters.in(order.currency).money(charge.amount);
    const title = messages.t('checkout.confirm.title');
    const model = { reference, amount, number: order.number };
    await this.pages.page(turnOf(response), 'checkout/confirm', title, model, 200);
  }

  @Post(':reference')
  async decide(
    @Res() response: Response,
    @Param('reference') reference: string,
    @Body() body: unknown,
  ): Promise<void> {
    const decision = readTexts(body)['decision'];
    const { order } = await this.find(reference);
    await this.cards.decide(reference, decision === 'yes');
    const after = order.state === 'pending_payment' ? await this.pending.ask(order, false) : order;
    const turn = turnOf(response);
    if (after.state === 'cancelled')
      return void (await this.pages.send(turn, '/checkout/payment', { key: 'checkout.payment.declined' }));
    await this.pages.ordered(turn);
    await this.pages.send(turn, `/orders/${order.token}`);
  }

  private async find(reference: string) {
    const charge = isRandomKey(reference) ? await this.cards.byReference(reference) : null;
    const order = charge && (await this.orders.byNumber(charge.orderNumber));
    if (!charge || !order) throw new NotFoundError('errors.not_found');
    return { charge, order };
  }
}
