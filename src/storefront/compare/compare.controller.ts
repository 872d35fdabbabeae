import { Controller, Get, Query as QueryString, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import type { Query } from '../catalog/collection-query.js';
import { compareAddress } from './compare-address.js';
import { Compared, MOST_COMPARED } from './compared.service.js';
import { compareView } from './compare.view.js';
import { readHandles } from '../forms/handles.js';
import { returnTo } from '../forms/return-to.js';
import { PageService } from '../page/page.service.js';
import { ownPicture } from '../catalog/product-card.view.js';
import { turnOf } from '../page/turn.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** Most that an address is read for: what is beyond them is said to be left out. */
const MOST_NAMED = 50;

/** Products side by side. */
@Controller('compare')
export class CompareController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly compared: Compared,
    private readonly pages: PageService,
    private readonly prices: VisitorPrices,
    private readonly views: Views,
    private readonly messages: Messages,
  ) {}

  /** `products=a,b,c,d`; without it, what this browser has chosen. `from`: where they were chosen. `full`: a fifth was wanted. */
  @Get()
  async show(@QueryString() query: Query, @Res() response: Response): Promise<void> {
    const { request, visitor } = turnOf(response);
    const chosen = query['products'] === undefined ? this.compared.of(request) : [];
    if (chosen.length > 0) {
      response.setHeader('Cache-Control', 'private, no-store');
      return response.redirect(302, compareAddress(chosen));
    }
    const named = readHandles(query['products'], MOST_NAMED);
    const prices = await this.prices.of(request);
    const pages = await Promise.all(
      named.slice(0, MOST_COMPARED).map((handle) => this.catalog.productPage(handle, prices.list)),
    );
    const products = pages.filter((page) => page !== null);
    await this.pages.show(request, response, visitor, 'catalog/compare', {
      title: this.messages.t('compare.title'),
      noIndex: true,
      // Without an address of its own the page depends on a cookie.
      isPersonal: query['products'] === undefined,
      model: {
        ...compareView(products, { messages: this.messages, formatters: prices.formatters }),
        products: products.map(({ handle }) => handle).join(','),
        notes: this.notesAbout(query, products.length < named.length),
        from: returnTo(query['from'], ''),
      },
    });
  }

  /** What is chosen, for the foot of a page. It is asked for without cookies: the answer depends on the address alone. */
  @Get('tray')
  async tray(@QueryString() query: Query, @Res() response: Response): Promise<void> {
    const html = await this.trayOf(readHandles(query['products'], MOST_COMPARED));
    response.setHeader('Cache-Control', 'public, max-age=60');
    response.setHeader('X-Robots-Tag', 'noindex');
    response.type('html').send(html);
  }

  private async trayOf(handles: readonly string[]): Promise<string> {
    const pages = await Promise.all(handles.map((handle) => this.catalog.productPage(handle)));
    const products = pages.filter((page) => page !== null);
    return this.views.render('catalog/compare-tray', this.trayModel(products), null);
  }

  private trayModel(products: readonly ProductPage[]) {
    const { t } = this.messages;
    return {
      href: compareAddress(products.map(({ handle }) => handle)),
      says: t('compare.says', { count: products.length, most: MOST_COMPARED }),
      chosen: products.map(({ handle, title, images }) => ({
        handle,
        src: ownPicture(images[0]?.src),
        remove: t('compare.remove_of', { name: title }),
      })),
    };
  }

  private notesAbout(query: Query, isSomeLeftOut: boolean): string[] {
    const { t } = this.messages;
    return [
      ...(query['full'] === undefined ? [] : [t('compare.full', { most: MOST_COMPARED })]),
      ...(isSomeLeftOut ? [t('compare.left_out', { most: MOST_COMPARED })] : []),
    ];
  }
}
