import { Controller, Get, Query as QueryString, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Messages } from '../platform/views/messages.js';
import { CatalogService } from '../shop/catalog/catalog.service.js';
import type { Listing } from '../shop/catalog/catalog.types.js';
import { isPastEnd } from './collection.controller.js';
import { readListing, readSearch, type Query } from './collection-query.js';
import { listingView } from './collection.view.js';
import { collectionTile } from './home.view.js';
import { PageService } from './page/page.service.js';
import { VisitorPrices } from './visitor-prices.service.js';

const NOTHING: Listing = {
  collection: null,
  total: 0,
  cards: [],
  facets: [],
  priceRange: null,
  page: 1,
  pageCount: 0,
};

@Controller('search')
export class SearchController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly prices: VisitorPrices,
  ) {}

  @Get()
  async show(
    @QueryString() query: Query,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const search = readSearch(query['q']);
    const { list, formatters } = await this.prices.of(request);
    const asked = { ...readListing(query, formatters.digits), search };
    const sort = asked.sort === 'manual' ? ('relevance' as const) : asked.sort;
    const [found, collections] = await Promise.all([
      search === '' ? NOTHING : this.catalog.listing({ ...asked, sort, collection: null }, list),
      this.catalog.collections(),
    ]);
    const listing = found ?? NOTHING;
    if (isPastEnd(listing)) throw new NotFoundError('catalog.no_such_list');
    const words = { messages: this.messages, formatters };
    const view = listingView('/search', listing, asked, words);
    const { t } = this.messages;
    await this.pages.show(request, response, visitor, 'catalog/search', {
      title: search === '' ? t('common.search') : t('catalog.search_title', { query: search }),
      noIndex: true,
      isPersonal: false,
      model: { ...view, query: search, tiles: collections.map((one) => collectionTile(one, this.messages)) },
    });
  }
}
