import { Body, Controller, Get, Header, HttpCode, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CartTotalsService } from '../../shop/checkout/cart-totals.service.js';
import type { ChangeOutcome, Refused } from '../../shop/cart/cart.service.js';
import { AwayCart } from './away-cart.service.js';
import { CartDeeds, type CartWish } from './cart-deeds.service.js';
import { cartJson, lineJson } from './cart-json.view.js';
import { DiscountCodes } from './discount-codes.service.js';
import { sentenceOf, statusOf } from './cart-refusal.js';
import { readAddForm, readChangeForm, readUpdateForm } from '../forms/cart.forms.js';
import { operationOf } from '../forms/operation.js';
import { FORM_LIMITS } from '../forms/form-limits.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/**
 * Shopify's Ajax Cart API: the addresses, bodies (JSON, urlencoded or multipart) and answers that scripts written for
 * it expect. Errors are JSON `{status, message, description, errors}`; themes show `description` or `errors`.
 */
@Controller()
export class CartJsonController {
  constructor(
    private readonly deeds: CartDeeds,
    private readonly messages: Messages,
    private readonly away: AwayCart,
    private readonly totals: CartTotalsService,
    private readonly codes: DiscountCodes,
    private readonly prices: VisitorPrices,
  ) {}

  @Get(['cart.js', 'cart.json'])
  @Header('Cache-Control', 'private, no-store')
  show(@Req() request: Request, @CurrentVisitor() visitor: Visitor): Promise<object> {
    return this.cart(request, visitor);
  }

  @Post(['cart/add.js', 'cart/add.json'])
  @HttpCode(200)
  @Header('Cache-Control', 'private, no-store')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async add(
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentVisitor() visitor: Visitor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { items, isList } = readAddForm(body);
    const outcome = await this.deeds.add(wishOf(visitor, request, body), items);
    if (!outcome.ok) return this.refuse(response, outcome);
    await this.away.remember(response, visitor);
    const added = await this.deeds.linesIn(outcome.lines, this.prices.wanted(request));
    const lines = added.map(lineJson);
    return isList ? { items: lines } : (lines[0] ?? {});
  }

  @Post(['cart/change.js', 'cart/change.json'])
  @HttpCode(200)
  @Header('Cache-Control', 'private, no-store')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async change(
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentVisitor() visitor: Visitor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    return this.answer(
      visitor,
      response,
      await this.deeds.change(wishOf(visitor, request, body), readChangeForm(body)),
    );
  }

  @Post(['cart.js', 'cart/update.js', 'cart/update.json'])
  @HttpCode(200)
  @Header('Cache-Control', 'private, no-store')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async update(
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentVisitor() visitor: Visitor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    return this.answer(
      visitor,
      response,
      await this.deeds.update(wishOf(visitor, request, body), readUpdateForm(body)),
    );
  }

  @Post(['cart/clear.js', 'cart/clear.json'])
  @HttpCode(200)
  @Header('Cache-Control', 'private, no-store')
  async clear(
    @Body() body: unknown,
    @Req() request: Request,
    @CurrentVisitor() visitor: Visitor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    await this.deeds.clearLines(wishOf(visitor, request, body));
    this.away.forget(response);
    return this.cart(response.req, visitor);
  }

  private async cart(request: Request, visitor: Visitor): Promise<object> {
    const cart = await this.deeds.priced(visitor, this.prices.wanted(request));
    const buyer = { codes: this.codes.of(request), customerId: visitor.customerId, email: null };
    return cartJson(cart, await this.totals.of(cart, buyer), this.prices.by(cart.list).currency);
  }

  private async answer(visitor: Visitor, response: Response, outcome: ChangeOutcome): Promise<object> {
    if (!outcome.ok) return this.refuse(response, outcome);
    await this.away.remember(response, visitor);
    return this.cart(response.req, visitor);
  }

  private refuse(response: Response, refused: Refused): object {
    const status = statusOf(refused);
    const description = sentenceOf(refused, this.messages);
    response.status(status);
    return { status, message: this.messages.t('cart.error'), description, errors: description };
  }
}

const wishOf = (visitor: Visitor, request: Request, body: unknown): CartWish => ({
  visitor,
  ...operationOf(request, body),
});
