import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { nextStates } from '../../core/orders/order-event.js';
import { SHOPPER } from '../../shop/orders/actor.js';
import { EditOrderService } from '../../shop/orders/edit-order.service.js';
import { canEnd, EndOrderService } from '../../shop/orders/end-order.service.js';
import { addressForm } from '../forms/address-form.view.js';
import {
  readContactForm,
  readTexts,
  typedAddress,
  type FieldProblems,
  type Typed,
} from '../forms/checkout.form.js';
import { OrderPages } from './order-pages.service.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import { turnOf, type Turn } from '../page/turn.js';

const MAX_NOTE = 5000;

/** What a shopper changes while nothing has left: cancel, street, note. Each asks once; a second answer changes nothing. */
@Controller('orders/:token')
export class OrderChangesController {
  constructor(
    private readonly pages: OrderPages,
    private readonly ending: EndOrderService,
    private readonly editing: EditOrderService,
  ) {}

  @Get('cancel')
  async askCancel(@Res() response: Response, @Param('token') token: string): Promise<void> {
    const turn = turnOf(response);
    const order = await this.pages.order(token);
    if (!canEnd(order)) return this.pages.back(turn, order, 'orders.cancel.too_late', 'notice');
    const isPaid = order.states.payment !== 'authorised';
    await this.pages.show(turn, 'orders/cancel', order, { isPaid });
  }

  @Post('cancel')
  async cancel(@Res() response: Response, @Param('token') token: string): Promise<void> {
    const turn = turnOf(response);
    const order = await this.pages.order(token);
    const outcome = await this.ending.end(order, SHOPPER);
    if (outcome.ok) return this.pages.back(turn, order, 'orders.cancel.done');
    const isUnsure = outcome.reason === 'gateway_unknown' || outcome.reason === 'busy';
    this.pages.back(turn, order, isUnsure ? 'orders.cancel.unsure' : 'orders.cancel.too_late', 'notice');
  }

  @Get('address')
  async askAddress(@Res() response: Response, @Param('token') token: string): Promise<void> {
    const turn = turnOf(response);
    const order = await this.pages.order(token);
    if (!nextStates(order.states, 'edit'))
      return this.pages.back(turn, order, 'orders.address.too_late', 'notice');
    await this.showAddress(turn, order, { ...typedAddress(order.shippingAddress), note: order.note }, {});
  }

  @Post('address')
  async saveAddress(
    @Res() response: Response,
    @Param('token') token: string,
    @Body() body: unknown,
  ): Promise<void> {
    const turn = turnOf(response);
    const order = await this.pages.order(token);
    const { country, region } = order.shippingAddress;
    // Taxes and delivery were worked out for this country and region: they stay, whatever is sent.
    const typed: Typed = { ...readTexts(body), email: order.email, country, region, billing_same: '1' };
    const form = readContactForm(typed, new Set([country]));
    const note = (typed['note'] ?? '').trim();
    const problems = {
      ...(form.ok ? {} : form.problems),
      ...(note.length > MAX_NOTE && { note: 'orders.address.long_note' }),
    };
    if (!form.ok || Object.keys(problems).length > 0)
      return this.showAddress(turn, order, typed, problems, 422);
    const outcome = await this.editing.changeAddress(order.id, form.contact.shippingAddress, note, SHOPPER);
    if (outcome.ok) return this.pages.back(turn, order, 'orders.address.done');
    this.pages.back(turn, order, 'orders.address.too_late', 'notice');
  }

  private async showAddress(
    turn: Turn,
    order: OrderDetails,
    typed: Typed,
    problems: FieldProblems,
    status = 200,
  ): Promise<void> {
    const form = addressForm(this.pages.messages, [order.shippingAddress.country], typed, problems);
    await this.pages.show(turn, 'orders/address', order, { form, note: typed['note'] ?? '' }, status);
  }
}
