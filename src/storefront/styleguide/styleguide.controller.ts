import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { activeTheme } from '../../platform/theme/theme.js';
import { Messages } from '../../platform/views/messages.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { ListingQuery } from '../../shop/catalog/listing.types.js';
import { collectionTile } from '../catalog/collection-tile.view.js';
import { PageService } from '../page/page.service.js';
import { productCard } from '../catalog/product-card.view.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';
import { styleguide } from './styleguide.view.js';

const FIRST: ListingQuery = {
  collection: null,
  sort: 'manual',
  page: 1,
  pageSize: 4,
  filters: { vendors: [], types: [], tags: [], options: [] },
};

/** All that pages are made of, in the theme that runs: for whoever works on the shop. In production there is no such page. */
@Controller('styleguide')
export class StyleguideController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly prices: VisitorPrices,
    @Inject(ENV) private readonly env: Pick<Env, 'NODE_ENV'>,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    if (this.env.NODE_ENV === 'production') throw new NotFoundError('errors.not_found');
    const { list, formatters } = await this.prices.of(request);
    const { messages } = this;
    const [listing, collections] = await Promise.all([
      this.catalog.listing(FIRST, list),
      this.catalog.collections(),
    ]);
    const cards = (listing?.cards ?? []).map((card) => productCard(card, { messages, formatters }));
    const tiles = collections.slice(0, 3).map((collection) => collectionTile(collection, messages));
    const model = { ...styleguide(activeTheme(), formatters), cards, tiles };
    await this.pages.show(request, response, visitor, 'dev/styleguide', {
      title: 'Styleguide',
      noIndex: true,
      model,
    });
  }
}
