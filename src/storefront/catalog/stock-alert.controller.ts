import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { fullTitle } from '../../core/catalog/full-title.js';
import { emailAddress } from '../../core/customers/email-address.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { visitorOf } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { CustomersService } from '../../shop/customers/customers.service.js';
import { StockAlertsService } from '../../shop/stock-alerts/stock-alerts.service.js';
import { readTexts } from '../forms/checkout.form.js';
import { PageService } from '../page/page.service.js';
import { productHref } from './product-card.view.js';
import { seeOther } from '../page/see-other.js';
import { turnOf, type Turn } from '../page/turn.js';

/** A variant that somebody would like to buy. */
interface Wanted {
  variantId: number;
  name: string;
  href: string;
  isSoldOut: boolean;
}

/** "Tell me when it is back": an address to write to, once, when something sold out can be had again. */
@Controller('products/:handle/alert')
export class StockAlertController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly alerts: StockAlertsService,
    private readonly customers: CustomersService,
    private readonly pages: PageService,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(
    @Param('handle') handle: string,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = await this.wanted(handle, query['variant']);
    const isAsked = query['asked'] === '1';
    if (!wanted.isSoldOut && !isAsked) return seeOther(response, addressOf(wanted));
    await this.page(turnOf(response), wanted, { isAsked });
  }

  @Post()
  async ask(
    @Param('handle') handle: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { variant, email: typed = '' } = readTexts(body);
    const wanted = await this.wanted(handle, variant);
    if (!wanted.isSoldOut) return seeOther(response, addressOf(wanted));
    const email = emailAddress(typed);
    const problem = typed.trim() === '' ? 'missing' : 'wrong';
    if (email === null) return this.page(turnOf(response), wanted, { typed, problem, status: 422 });
    const customer = await this.customers.current(visitorOf(request));
    const outcome = await this.alerts.ask(wanted.variantId, email, request.ip ?? '', customer?.id ?? null);
    if (outcome === 'asked')
      return seeOther(response, `${wanted.href}/alert?variant=${wanted.variantId}&asked=1`);
    const status = outcome === 'too_often' ? 429 : 422;
    await this.page(turnOf(response), wanted, { typed, problem: outcome, status });
  }

  /** Errors: NotFoundError when there is no such product, or no such variant of it. */
  private async wanted(handle: string, variant: unknown): Promise<Wanted> {
    const product = await this.catalog.productPage(handle);
    const found = product?.variants.find(({ id }) => String(id) === variant);
    if (!product || !found) throw new NotFoundError('catalog.no_such_product');
    const stock = product.stock.find(({ variantId }) => variantId === found.id);
    return {
      variantId: found.id,
      name: fullTitle(product.title, found.title),
      href: productHref(product.handle),
      isSoldOut: !stock?.isAvailable,
    };
  }

  private page(
    { request, response, visitor }: Turn,
    { name, href, variantId }: Wanted,
    said: { isAsked?: boolean; typed?: string; problem?: string; status?: number },
  ): Promise<void> {
    const { t } = this.messages;
    const { isAsked = false, typed, problem, status = 200 } = said;
    const title = isAsked ? t('catalog.alert.asked') : t('catalog.alert.of', { name });
    return this.pages.show(request, response, visitor, 'catalog/stock-alert', {
      title,
      status,
      noIndex: true,
      model: {
        title,
        text: isAsked ? t('catalog.alert.asked_text', { name }) : null,
        back: t('catalog.alert.back', { name }),
        error: problem ? t(`catalog.alert.${problem}`) : null,
        href,
        variantId,
        isAsked,
        typed,
      },
    });
  }
}

const addressOf = ({ href, variantId }: Wanted): string => `${href}?variant=${variantId}`;
