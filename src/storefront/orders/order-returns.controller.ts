import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { nextStates } from '../../core/orders/order-event.js';
import { isOpenReturn } from '../../core/orders/return-state.js';
import { SHOPPER } from '../../shop/orders/actor.js';
import type { OrderDetails } from '../../shop/orders/order.js';
import { ReturnsService } from '../../shop/returns/returns.service.js';
import type { FieldProblems, Typed } from '../forms/checkout.form.js';
import { readReturnForm } from '../forms/return.form.js';
import { OrderPages } from './order-pages.service.js';
import { returnForm } from './order-returns.view.js';
import { turnOf, type Turn } from '../page/turn.js';

/** Sending something back: which pieces, and why. */
@Controller('orders/:token/return')
export class OrderReturnsController {
  constructor(
    private readonly pages: OrderPages,
    private readonly returns: ReturnsService,
  ) {}

  @Get()
  async ask(@Res() response: Response, @Param('token') token: string): Promise<void> {
    const turn = turnOf(response);
    const order = await this.pages.order(token);
    if (!nextStates(order.states, 'ask_return'))
      return this.pages.back(turn, order, 'orders.returns.not_now', 'notice');
    const isOpen = (await this.returns.ofOrder(order.id)).some(({ state }) => isOpenReturn(state));
    if (isOpen) return this.pages.back(turn, order, 'orders.returns.is_open', 'notice');
    await this.show(turn, order, {}, {});
  }

  @Post()
  async send(@Res() response: Response, @Param('token') token: string, @Body() body: unknown): Promise<void> {
    const turn = turnOf(response);
    const order = await this.pages.order(token);
    if (!nextStates(order.states, 'ask_return'))
      return this.pages.back(turn, order, 'orders.returns.not_now', 'notice');
    const form = readReturnForm(body, order);
    if (!form.ok) return this.show(turn, order, form.typed, form.problems, 422);
    const outcome = await this.returns.ask(order, form.lines, form.note, SHOPPER);
    if (outcome.ok) return this.pages.back(turn, order, 'orders.returns.asked');
    const key = outcome.reason === 'return_is_open' ? 'is_open' : 'not_now';
    this.pages.back(turn, order, `orders.returns.${key}`, 'notice');
  }

  private async show(
    turn: Turn,
    order: OrderDetails,
    typed: Typed,
    problems: FieldProblems,
    status = 200,
  ): Promise<void> {
    await this.pages.show(
      turn,
      'orders/return',
      order,
      returnForm(this.pages.messages, order, typed, problems),
      status,
    );
  }
}
