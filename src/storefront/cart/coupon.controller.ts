import { Body, Controller, Get, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Response } from 'express';
import { CartDeeds } from './cart-deeds.service.js';
import { CartPages } from './cart-pages.service.js';
import { DiscountCodes } from './discount-codes.service.js';
import { whereTo } from '../forms/cart.forms.js';
import { readFields } from '../forms/fields.js';
import { FORM_LIMITS } from '../forms/form-limits.js';
import { returnTo } from '../forms/return-to.js';
import { seeOther } from '../page/see-other.js';
import { turnOf, type Turn } from '../page/turn.js';
import { SAID_OF_CODE, UseCode, type CodeOutcome } from './use-code.service.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

const MAX_TYPED = 200;

/** Codes that take something off: typed into the cart, or brought by a link. */
@Controller()
export class CouponController {
  constructor(
    private readonly codes: DiscountCodes,
    private readonly using: UseCode,
    private readonly deeds: CartDeeds,
    private readonly pages: CartPages,
    private readonly prices: VisitorPrices,
  ) {}

  /** A link in a mail or an advertisement: the code waits for a cart that it fits. */
  @Get('discount/:code')
  follow(@Param('code') code: string, @Query('redirect') redirect: unknown, @Res() response: Response): void {
    this.codes.add(response.req, response, code);
    response.setHeader('Cache-Control', 'private, no-store');
    response.redirect(303, returnTo(redirect, '/'));
  }

  @Post('cart/discount')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async use(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const turn = turnOf(response);
    const code = typedCode(body);
    const outcome = await this.using.use(turn, code);
    if ('problem' in outcome) return this.refuse(turn, code, outcome);
    turn.visitor.flash({ key: SAID_OF_CODE[outcome.kind], values: { code }, kind: 'success' });
    seeOther(response, whereTo(body));
  }

  @Post('cart/discount/remove')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  remove(@Body() body: unknown, @Res() response: Response): void {
    const { request, visitor } = turnOf(response);
    const code = typedCode(body);
    this.codes.remove(request, response, code);
    visitor.flash({ key: 'coupon.removed', values: { code }, kind: 'success' });
    seeOther(response, whereTo(body));
  }

  /** Beside the field of the cart. */
  private async refuse(
    { request, response, visitor }: Turn,
    typed: string,
    outcome: Extract<CodeOutcome, { problem: string }>,
  ): Promise<void> {
    const { problem } = outcome;
    if (outcome.kind === 'too_many') response.setHeader('Retry-After', outcome.seconds);
    const status = outcome.kind === 'too_many' ? 429 : 422;
    const cart = await this.deeds.priced(visitor, this.prices.wanted(request));
    await this.pages.refuse(request, response, visitor, cart, { status, coupon: { typed, problem } });
  }
}

function typedCode(body: unknown): string {
  const { code } = readFields(body);
  return typeof code === 'string' ? code.trim().slice(0, MAX_TYPED) : '';
}
