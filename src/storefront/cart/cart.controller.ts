import { Body, Controller, Get, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { NoFilesInterceptor } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { AwayCart } from './away-cart.service.js';
import { CartDeeds } from './cart-deeds.service.js';
import { addedMessage } from './cart-messages.js';
import { CartPages } from './cart-pages.service.js';
import { CartRefusals } from './cart-refusals.service.js';
import { readAddForm, readChangeForm, readUpdateForm, whereTo } from '../forms/cart.forms.js';
import { isFields } from '../forms/fields.js';
import { operationOf } from '../forms/operation.js';
import { FORM_LIMITS } from '../forms/form-limits.js';
import { seeOther } from '../page/see-other.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** The cart page, the drawer, and the plain forms that change the cart; every form ends with 303 back to a page. */
@Controller('cart')
export class CartController {
  constructor(
    private readonly deeds: CartDeeds,
    private readonly pages: CartPages,
    private readonly refusals: CartRefusals,
    private readonly away: AwayCart,
    private readonly prices: VisitorPrices,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const recalled = visitor.storeIsAway ? this.away.recall(request, response) : null;
    const currency = this.prices.wanted(request);
    if (!recalled)
      return this.pages.show(request, response, visitor, await this.deeds.priced(visitor, currency));
    const cart = await this.deeds.pricedById(recalled.checkoutId, currency);
    await this.pages.show(request, response, visitor, cart, { isAway: true });
  }

  /** The contents alone, as a Turbo frame, for the drawer of every page. */
  @Get('drawer')
  async drawer(@Res() response: Response, @CurrentVisitor() visitor: Visitor): Promise<void> {
    const currency = this.prices.wanted(response.req);
    await this.pages.drawer(response, visitor, await this.deeds.priced(visitor, currency));
  }

  @Post('add')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async add(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const wish = { visitor, ...operationOf(request, body) };
    const outcome = await this.deeds.add(wish, readAddForm(body).items);
    if (!outcome.ok) return this.refusals.show(request, response, visitor, outcome);
    visitor.flash(addedMessage(outcome.lines));
    await this.away.remember(response, visitor);
    seeOther(response, whereTo(body));
  }

  @Post('change')
  @UseInterceptors(NoFilesInterceptor(FORM_LIMITS))
  async change(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const wish = { visitor, ...operationOf(request, body) };
    const form = readChangeForm(body);
    const outcome = await this.deeds.change(wish, form);
    if (!outcome.ok) return this.refusals.show(request, response, visitor, outcome);
    const values = { title: outcome.title };
    if (form.quantity === 0)
      visitor.flash({ key: 'cart.removed', values, kind: 'success', undo: wish.operationId });
    await this.away.remember(response, visitor);
    seeOther(response, whereTo(body));
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
    const wish = { visitor, ...operationOf(request, body) };
    const outcome = await this.deeds.update(wish, readUpdateForm(body));
    if (!outcome.ok) return this.refusals.show(request, response, visitor, outcome);
    const goesOn = isFields(body) && 'checkout' in body;
    await this.away.remember(response, visitor);
    seeOther(response, goesOn ? '/checkout' : whereTo(body));
  }

  @Post('clear')
  async clear(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const wish = { visitor, ...operationOf(request, body) };
    await this.deeds.clearLines(wish);
    if (visitor.cartId !== null)
      visitor.flash({ key: 'cart.cleared', kind: 'success', undo: wish.operationId });
    await this.away.remember(response, visitor);
    seeOther(response, whereTo(body));
  }
}
