import { Body, Controller, Get, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { NotFoundError } from '../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Messages } from '../platform/views/messages.js';
import type { PricedCartLine, Refused } from '../shop/cart/cart.service.js';
import { CartDeeds } from './cart-deeds.service.js';
import { CartPages } from './cart-pages.service.js';
import { sentenceOf, statusOf } from './cart-refusal.js';
import { readAddForm, readChangeForm, readUpdateForm } from './forms/cart.forms.js';
import { isFields } from './forms/fields.js';
import { FORM_LIMITS } from './forms/form-limits.js';
import { returnTo } from './forms/return-to.js';

const CART = '/cart';

/** The cart page, the drawer, and the plain forms that change the cart; every form ends with 303 back to a page. */
@Controller('cart')
export class CartController {
  constructor(
    private readonly deeds: CartDeeds,
    private readonly pages: CartPages,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    await this.pages.show(request, response, visitor, await this.deeds.priced(visitor));
  }

  /** The contents alone, as a Turbo frame, for the drawer of every page. */
  @Get('drawer')
  async drawer(@Res() response: Response, @CurrentVisitor() visitor: Visitor): Promise<void> {
    await this.pages.drawer(response, visitor, await this.deeds.priced(visitor));
  }

  @Post('add')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async add(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const outcome = await this.deeds.add(visitor, readAddForm(body).items);
    if (!outcome.ok) return this.refuse(request, response, visitor, outcome);
    await visitor.flash({ key: 'cart.added', values: { title: titleOf(outcome.lines) }, kind: 'success' });
    response.redirect(303, whereTo(body));
  }

  @Post('change')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async change(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const outcome = await this.deeds.change(visitor, readChangeForm(body));
    if (!outcome.ok) return this.refuse(request, response, visitor, outcome);
    response.redirect(303, whereTo(body));
  }

  /** Also `POST /cart`, where cart pages of Shopify's themes send their form; its checkout button leads on. */
  @Post(['', 'update'])
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async update(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const outcome = await this.deeds.update(visitor, readUpdateForm(body));
    if (!outcome.ok) return this.refuse(request, response, visitor, outcome);
    const goesOn = isFields(body) && 'checkout' in body;
    response.redirect(303, goesOn ? '/checkout' : whereTo(body));
  }

  @Post('clear')
  async clear(
    @Body() body: unknown,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    await this.deeds.clearLines(visitor);
    response.redirect(303, whereTo(body));
  }

  /** The cart as it is, with the reason above it. What does not exist gets the page of every unknown address. */
  private async refuse(
    request: Request,
    response: Response,
    visitor: Visitor,
    refused: Refused,
  ): Promise<void> {
    if (refused.reason === 'unknown_variant' || refused.reason === 'not_for_sale')
      throw new NotFoundError('cart.unknown_variant');
    const error = sentenceOf(refused, this.messages);
    const cart = await this.deeds.priced(visitor);
    await this.pages.refuse(request, response, visitor, cart, { status: statusOf(refused), error });
  }
}

/** `return_to` when it is a path of this shop, else the cart. */
const whereTo = (body: unknown): string => returnTo(isFields(body) ? body.return_to : undefined, CART);

const titleOf = (lines: readonly PricedCartLine[]): string =>
  lines
    .map((line) => line.variant.productTitle)
    .join(', ')
    .slice(0, 200);
