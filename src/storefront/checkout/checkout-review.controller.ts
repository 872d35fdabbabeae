import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CheckoutService } from '../../shop/checkout/checkout.service.js';
import { AgreedTerms } from './agreed-terms.service.js';
import { CheckoutPages, type OpenCheckout } from './checkout-pages.service.js';
import { reviewPage } from './checkout.view.js';
import { StepCodes } from './step-codes.service.js';
import { turnOf, type Turn } from '../page/turn.js';

/** The last step. Its button is an address of its own; what is posted here are codes. */
@Controller('checkout/review')
export class CheckoutReviewController {
  constructor(
    private readonly pages: CheckoutPages,
    private readonly checkouts: CheckoutService,
    private readonly codes: StepCodes,
    private readonly terms: AgreedTerms,
  ) {}

  @Get()
  async review(@Res() response: Response) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'review');
    if (open) await this.show(turn, open, 200, {});
  }

  @Post()
  async useCode(@Res() response: Response, @Body() body: unknown) {
    const turn = turnOf(response);
    const open = await this.pages.enter(turn, 'review');
    if (!open) return;
    const code = await this.codes.take(turn, body);
    if (!code.wrong) return this.codes.goOn(turn, 'review', { ...code, staysHere: true });
    await this.show(turn, open, code.status, this.codes.model(code));
  }

  private async show(turn: Turn, open: OpenCheckout, status: number, more: object) {
    const { checkout, quote } = open;
    const choice = checkout && this.checkouts.payment(checkout, quote);
    if (!checkout || !choice) return;
    const terms = await this.terms.shown();
    const model = reviewPage(this.pages.wordsOf(quote), checkout, quote, choice, { terms });
    await this.pages.show(turn, 'review', open, { ...model, ...more }, status);
  }
}
