import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import { CheckoutCreditService } from '../../shop/checkout/checkout-credit.service.js';
import { NewsletterService } from '../../shop/newsletter/newsletter.service.js';
import { OrdersService } from '../../shop/orders/orders.service.js';
import { AccountDoor } from './account-door.service.js';
import { newsletterWay } from './account-ways.view.js';
import { accountPage } from './account.view.js';
import { PageService } from '../page/page.service.js';

/** Page numbers beyond this are not worth a look at the database. */
const MAX_PAGE = 10_000;

@Controller('account')
export class AccountController {
  constructor(
    private readonly account: AccountDoor,
    private readonly orders: OrdersService,
    private readonly credit: CheckoutCreditService,
    private readonly newsletter: NewsletterService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly formatters: Formatters,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Query('page') wantedPage: unknown,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, request.originalUrl);
    if (!customer) return;
    const page = pageNumber(wantedPage);
    const history = await this.orders.historyOf(customer.id, page);
    const credit = await this.credit.storeCredit(customer.id, this.formatters.currency);
    await this.pages.show(request, response, visitor, 'account/home', {
      title: this.messages.t('account.title'),
      noIndex: true,
      model: {
        ...accountPage(customer, history, page, credit && credit.balance, this.messages, this.formatters),
        nav: this.account.nav('/account'),
        ways: this.account.ways(),
        newsletter: newsletterWay(this.messages, await this.newsletter.stateOf(customer.id)),
      },
    });
  }

  /** The order's own page. Another customer's order is not there. */
  @Get('orders/:number')
  async order(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
    @Param('number') number: string,
  ): Promise<void> {
    const customer = await this.account.customer(visitor, response, request.originalUrl);
    if (!customer) return;
    const order = await this.orders.ofCustomer(customer.id, number);
    if (!order) throw new NotFoundError('errors.not_found');
    response.redirect(303, `/orders/${order.token}`);
  }
}

/** Anything that is no page number is page 1. */
function pageNumber(text: unknown): number {
  return typeof text === 'string' && /^[1-9]\d{0,4}$/.test(text) ? Math.min(Number(text), MAX_PAGE) : 1;
}
