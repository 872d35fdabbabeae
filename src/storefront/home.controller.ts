import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentVisitor, type Visitor } from '../platform/session/visitor.js';
import { Messages } from '../platform/views/messages.js';
import { CatalogService } from '../shop/catalog/catalog.service.js';
import type { ListingSort } from '../shop/catalog/catalog.types.js';
import { collectionTile } from './home.view.js';
import { PageService } from './page/page.service.js';
import { Promises } from './page/promises.service.js';
import { productCard } from './product-card.view.js';
import { VisitorPrices, type Prices } from './visitor-prices.service.js';

const NO_FILTERS = { vendors: [], types: [], tags: [], options: [] };
const GIFTS = 'gifts-under-25';

@Controller()
export class HomeController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly promises: Promises,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly prices: VisitorPrices,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const prices = await this.prices.of(request);
    const collections = await this.catalog.collections();
    // What is not there is remembered for less than what is: the page must not depend on it.
    const hasGifts = collections.some(({ handle }) => handle === GIFTS);
    const [arrivals, gifts, promises] = await Promise.all([
      this.cards(null, 'created-descending', 8, prices),
      hasGifts ? this.cards(GIFTS, 'created-ascending', 4, prices) : [],
      this.promises.texts(prices),
    ]);
    const tiles = collections.map((collection) => collectionTile(collection, this.messages));
    const model = { tiles, arrivals, gifts, giftsHref: `/collections/${GIFTS}`, promises };
    const { t } = this.messages;
    const texts = { title: t('common.line'), description: t('home.description') };
    const page = { ...texts, canonical: '/', isKept: true, model };
    await this.pages.show(request, response, visitor, 'home/show', page);
  }

  private async cards(
    collection: string | null,
    sort: ListingSort,
    pageSize: number,
    { list, formatters }: Prices,
  ) {
    const query = { collection, sort, page: 1, pageSize, filters: NO_FILTERS };
    const listing = await this.catalog.listing(query, list);
    const words = { messages: this.messages, formatters };
    return (listing?.cards ?? []).map((card) => productCard(card, words));
  }
}
