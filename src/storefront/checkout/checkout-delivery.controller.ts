import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CheckoutService } from '../../shop/checkout/checkout.service.js';
import { CheckoutPages, type OpenCheckout } from './checkout-pages.service.js';
import { deliveryForm } from './checkout.view.js';
import { readTexts } from '../forms/checkout.form.js';
import { StepCodes } from './step-codes.service.js';
import { turnOf, type Turn } from '../page/turn.js';

/** The second step: how it is sent. */
@Controller('checkout/delivery')
export class CheckoutDeliveryController {
  constructor(
    private readonly pages: CheckoutPages,
    private readonly checkouts: CheckoutService,
    private readonly codes: StepCodes,
  ) {}

  @Get()
  async methods(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'delivery');
    if (open) await this.show(turn, open, { status: 200 });
  }

  @Post()
  async save(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const method = readTexts(body)['delivery_method'] ?? '';
    const open = await this.pages.enter(turn, 'delivery');
    if (!open) return;
    const isPossible = open.quote.offers.some(({ id }) => id === method);
    if (isPossible) await this.checkouts.saveDelivery(open.cartId, method);
    const code = await this.codes.take(turn, body);
    const isMissing = !isPossible && !code.staysHere;
    if (!code.wrong && !isMissing) return this.codes.goOn(turn, 'delivery', code);
    const now = isPossible ? await this.pages.enter(turn, 'delivery') : open;
    const status = code.wrong ? code.status : 422;
    if (now) await this.show(turn, now, { status, isMissing, ...this.codes.model(code) });
  }

  private async show(
    turn: Turn,
    open: OpenCheckout,
    { status, isMissing = false, code = null }: { status: number; isMissing?: boolean; code?: object | null },
  ) {
    if (!open.checkout) return;
    const form = deliveryForm(this.pages.wordsOf(open.quote), open.checkout, open.quote);
    const problem = this.problem(open, isMissing);
    await this.pages.show(turn, 'delivery', open, { form, problem, code }, status);
  }

  /** Also for who comes back to a choice that is not possible any more. */
  private problem({ checkout, quote }: OpenCheckout, isMissing: boolean): string | null {
    const { t } = this.pages.words.messages;
    if (quote.offers.length === 0) return null;
    const chosen = checkout?.deliveryMethod ?? null;
    if (chosen !== null && !quote.offers.some(({ id }) => id === chosen))
      return t('checkout.problem.delivery_gone');
    return isMissing ? t('checkout.problem.delivery') : null;
  }
}
