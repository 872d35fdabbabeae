import { Body, Controller, Get, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { giftCardKey } from '../core/credit/gift-card-code.js';
import { codeKey } from '../core/promotions/coupon-code.js';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Messages } from '../platform/views/messages.js';
import type { PricedCart } from '../shop/cart/cart.service.js';
import { CheckoutCreditService, type CreditRefusal } from '../shop/checkout/checkout-credit.service.js';
import { CartTotalsService } from '../shop/checkout/cart-totals.service.js';
import type { CouponRefusal } from '../shop/checkout/coupon-outcomes.js';
import { CodeGuesses } from '../shop/promotions/code-guesses.js';
import { CartDeeds } from './cart-deeds.service.js';
import { CartPages } from './cart-pages.service.js';
import { creditRefusalText } from './checkout-credit.view.js';
import { refusalText } from './coupons.view.js';
import { DiscountCodes } from './discount-codes.service.js';
import { whereTo } from './forms/cart.forms.js';
import { readFields } from './forms/fields.js';
import { FORM_LIMITS } from './forms/form-limits.js';
import { returnTo } from './forms/return-to.js';
import { seeOther } from './see-other.js';
import { VisitorPrices } from './visitor-prices.service.js';

const MAX_TYPED = 200;

/** Codes that take something off: typed into the cart, or brought by a link. */
@Controller()
export class CouponController {
  constructor(
    private readonly codes: DiscountCodes,
    private readonly guesses: CodeGuesses,
    private readonly deeds: CartDeeds,
    private readonly totals: CartTotalsService,
    private readonly credit: CheckoutCreditService,
    private readonly pages: CartPages,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
  ) {}

  /** A link in a mail or an advertisement: the code waits for a cart that it fits. */
  @Get('discount/:code')
  follow(
    @Param('code') code: string,
    @Query('redirect') redirect: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    this.codes.add(request, response, code);
    response.setHeader('Cache-Control', 'private, no-store');
    response.redirect(303, returnTo(redirect, '/'));
  }

  @Post('cart/discount')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async use(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const { code: value } = readFields(body);
    const typed = typeof value === 'string' ? value.trim().slice(0, MAX_TYPED) : '';
    const seconds = await this.guesses.count(visitor.cartId, request.ip ?? '');
    if (seconds !== null) return this.tooMany(request, response, visitor, typed, seconds);
    const refusal = await this.tryOut(request, visitor, typed);
    if (refusal && !refusal.isKept) {
      const card = refusal.isUnknown ? await this.tryGiftCard(request, visitor, typed) : 'unknown';
      if (card === null) return this.usedCard(response, visitor, body);
      const problem = card === 'unknown' ? refusal.text : creditRefusalText(card, this.messages);
      return this.refuse(request, response, visitor, { typed, status: 422, problem, body });
    }
    this.codes.add(request, response, typed);
    const key = refusal ? 'coupon.kept' : 'coupon.used';
    visitor.flash({ key, values: { code: typed }, kind: 'success' });
    seeOther(response, whereTo(body));
  }

  @Post('cart/discount/remove')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  remove(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): void {
    const { code } = readFields(body);
    const typed = typeof code === 'string' ? code.trim().slice(0, MAX_TYPED) : '';
    this.codes.remove(request, response, typed);
    visitor.flash({ key: 'coupon.removed', values: { code: typed }, kind: 'success' });
    seeOther(response, whereTo(body));
  }

  /** Why the code takes nothing off the cart as it is; null when it does. One for delivery is kept until that has a price. */
  private async tryOut(
    request: Request,
    visitor: Visitor,
    code: string,
  ): Promise<{ text: string; isKept: boolean; isUnknown: boolean } | null> {
    const cart = await this.deeds.priced(visitor, this.prices.wanted(request));
    const refusal = await this.refusalOf(request, visitor, cart, code);
    const words = { messages: this.messages, formatters: this.prices.by(cart.list).formatters };
    return (
      refusal && {
        text: refusalText(refusal, words),
        isKept: refusal.reason === 'at_delivery',
        isUnknown: refusal.reason === 'unknown',
      }
    );
  }

  private async refusalOf(
    request: Request,
    visitor: Visitor,
    cart: PricedCart,
    code: string,
  ): Promise<CouponRefusal | null> {
    if (codeKey(code) === null) return { code, reason: 'unknown' };
    const others = this.codes.of(request).filter((known) => codeKey(known) !== codeKey(code));
    const buyer = { codes: [code, ...others], customerId: visitor.customerId, email: null };
    const { coupons } = await this.totals.of(cart, buyer);
    return coupons.refused.find((refusal) => codeKey(refusal.code) === codeKey(code)) ?? null;
  }

  /** People type gift cards here, too. Null when it is used. */
  private async tryGiftCard(
    request: Request,
    { cartId }: Visitor,
    typed: string,
  ): Promise<CreditRefusal | null> {
    if (cartId === null || giftCardKey(typed) === null) return 'unknown';
    const { currency } = await this.prices.of(request);
    return this.credit.useGiftCard(cartId, typed, currency);
  }

  private usedCard(response: Response, visitor: Visitor, body: unknown): void {
    visitor.flash({ key: 'credit.card_used', kind: 'success' });
    seeOther(response, whereTo(body));
  }

  private tooMany(
    request: Request,
    response: Response,
    visitor: Visitor,
    typed: string,
    seconds: number,
  ): Promise<void> {
    response.setHeader('Retry-After', seconds);
    const problem = this.messages.t('coupon.too_many', { seconds });
    return this.refuse(request, response, visitor, { typed, status: 429, problem, body: {} });
  }

  /** Beside the field of the cart; who came from the checkout reads it there. */
  private async refuse(
    request: Request,
    response: Response,
    visitor: Visitor,
    { typed, status, problem, body }: { typed: string; status: number; problem: string; body: unknown },
  ): Promise<void> {
    const back = whereTo(body);
    if (back.startsWith('/checkout')) {
      visitor.flash({ key: 'coupon.problem', values: { problem }, kind: 'error' });
      return seeOther(response, back);
    }
    const cart = await this.deeds.priced(visitor, this.prices.wanted(request));
    await this.pages.refuse(request, response, visitor, cart, { status, coupon: { typed, problem } });
  }
}
