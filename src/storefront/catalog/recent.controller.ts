import { Controller, Get, Query as QueryString, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { Query } from './collection-query.js';
import { readHandles } from '../forms/handles.js';
import { productCard } from './product-card.view.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

/** As many as a browser remembers (public/js/recent.js). */
const MOST_CARDS = 12;

/** Cards of products that a browser remembers. It asks without cookies: the answer depends on the address alone. */
@Controller('recently-viewed')
export class RecentController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly prices: VisitorPrices,
    private readonly views: Views,
    private readonly messages: Messages,
  ) {}

  /** `handles=a,b,c`, at most 12; what is not in the shop is left out. `currency`: the shop's own when it is none of ours. */
  @Get()
  async show(@QueryString() query: Query, @Res() response: Response): Promise<void> {
    const { list, formatters } = await this.prices.in(query['currency']);
    const found = await this.catalog.cardsByHandles(readHandles(query['handles'], MOST_CARDS), list);
    const words = { messages: this.messages, formatters };
    const cards = found.map((card) => productCard(card, words));
    response.setHeader('Cache-Control', 'public, max-age=60');
    response.setHeader('X-Robots-Tag', 'noindex');
    response.type('html').send(this.views.render('catalog/cards', { cards }, null));
  }
}
