import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { BadInputError, NotFoundError } from '../../platform/errors/shop-error.js';
import type { FeedProduct } from '../../shop/catalog/outward.types.js';
import { PriceLists } from '../../shop/catalog/price-lists/price-lists.service.js';
import { WholeCatalog } from '../../shop/catalog/whole-catalog.service.js';
import { DeliveryBook } from '../delivery/delivery-book.service.js';
import { publicBase, publicOrigin } from '../page/public-url.js';
import { VisitorPrices, type Prices } from '../prices/visitor-prices.service.js';
import { FEED_COLUMNS, type FeedFacts, feedLine, feedRow } from './google-feed.view.js';
import { KeptFiles } from './kept-files.service.js';
import { sendKept } from './send-kept.js';

type Variant = FeedProduct['variants'][number];

/** All that can be bought, one row for each variant, as Google's Merchant Center fetches it. `?currency=EUR`: at the prices of that list. */
@Controller('feeds')
export class GoogleFeedController {
  constructor(
    private readonly whole: WholeCatalog,
    private readonly lists: PriceLists,
    private readonly prices: VisitorPrices,
    private readonly book: DeliveryBook,
    private readonly files: KeptFiles,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('google.tsv')
  async feed(
    @Query('currency') currency: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const prices = await this.pricesIn(currency);
    const shop = { origin: publicOrigin(request, this.env), base: publicBase(request, this.env) };
    await sendKept(response, this.files, {
      name: `${shop.base} ${prices.currency}`,
      state: await this.whole.stateOfProducts(prices.list),
      type: 'text/tab-separated-values',
      make: () => this.rows(shop, prices),
    });
  }

  /** Errors: NotFoundError for a currency that cannot be chosen: a feed with other prices than were asked for would be wrong. */
  private async pricesIn(currency: unknown): Promise<Prices> {
    if (currency === undefined || currency === this.env.CURRENCY) return this.prices.by(null);
    if (typeof currency !== 'string') throw new BadInputError('catalog.bad_query');
    const list = await this.lists.find(currency);
    if (!list) throw new NotFoundError('errors.not_found');
    return this.prices.by(list);
  }

  private async *rows(shop: Pick<FeedFacts, 'origin' | 'base'>, prices: Prices): AsyncGenerator<string> {
    yield `${FEED_COLUMNS.join('\t')}\n`;
    const { country } = this.book.home;
    for await (const products of this.whole.products(prices.list)) {
      const costs = this.costs(prices);
      const lines: string[] = [];
      for (const product of products)
        for (const variant of product.variants) {
          const facts = { ...prices, ...shop, country, shipping: await costs(variant) };
          lines.push(feedLine(feedRow(product, variant, facts)));
        }
      yield lines.join('');
    }
  }

  /** What sending one variant costs by the cheapest way, worked out once for all that weigh and cost the same. */
  private costs({ convert }: Prices): (variant: Variant) => Promise<number | null> {
    const known = new Map<string, number | null>();
    return async ({ grams, price, requiresShipping }) => {
      if (!requiresShipping) return null;
      const parcel = { grams, amount: price };
      const name = `${grams} ${price}`;
      if (!known.has(name)) {
        const offers = await this.book.offers(this.book.home, parcel, convert);
        known.set(name, offers.find(({ pickup }) => pickup === null)?.price ?? null);
      }
      return known.get(name) ?? null;
    };
  }
}
