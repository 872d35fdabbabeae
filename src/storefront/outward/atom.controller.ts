import { Controller, Get, Header, Inject, Param, Req } from '@nestjs/common';
import type { Request } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { rasterAddress } from '../../platform/images/drawn-jpeg.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import { Views } from '../../platform/views/views.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { ProductCard } from '../../shop/catalog/card.types.js';
import { publicBase, publicOrigin } from '../page/public-url.js';
import { ownPicture, productCard, productHref } from '../catalog/product-card.view.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

const ENTRIES = 50;
const NO_FILTERS = { vendors: [], types: [], tags: [], options: [] };

/** The newest products of a list for feed readers, at Shopify's address. Source: RFC 4287 */
@Controller('collections')
export class AtomController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
    private readonly views: Views,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':handle.atom')
  @Header('Content-Type', 'application/atom+xml; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=600')
  async newest(@Param('handle') handle: string, @Req() request: Request): Promise<string> {
    const collection = handle === 'all' ? null : handle;
    const query = { collection, sort: 'created-descending' as const, page: 1, pageSize: ENTRIES };
    const listing = await this.catalog.listing({ ...query, filters: NO_FILTERS });
    if (!listing) throw new NotFoundError('errors.not_found');
    const [origin, base] = [publicOrigin(request, this.env), publicBase(request, this.env)];
    const list = `${base}/collections/${encodeURIComponent(handle)}`;
    const { t } = this.messages;
    const model = {
      title: t('catalog.feed_title', { list: listing.collection?.title ?? t('common.all_products') }),
      author: t('common.shop_name'),
      list,
      updatedAt: listing.cards[0]?.createdAt ?? listing.collection?.updatedAt ?? '1970-01-01T00:00:00.000Z',
      entries: listing.cards.map((card) => this.entry(card, { origin, base })),
    };
    return this.views.render('seo/atom', model, null);
  }

  /** At the shop's own prices: readers have chosen no currency. */
  private entry(card: ProductCard, { origin, base }: { origin: string; base: string }) {
    const { title, vendor, createdAt, imageAlt, imageSrc } = card;
    const words = { messages: this.messages, formatters: this.prices.by(null).formatters };
    const { price } = productCard(card, words);
    const address = base + productHref(card.handle);
    const picture = origin + rasterAddress(ownPicture(imageSrc));
    return { title, vendor, createdAt, imageAlt, price, address, picture };
  }
}
