import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { recommendationJson, suggestionJson } from './card-json.view.js';
import { privateIfListed, PUBLIC } from './json-caching.js';
import { VisitorPrices, type Prices } from '../visitor-prices.service.js';
import { readRecommendations, readSuggest } from './json-query.js';

/** Search suggestions and related products, in the shapes of Shopify's predictive search and recommendations. */
@Controller()
export class SuggestController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly prices: VisitorPrices,
  ) {}

  @Get('search/suggest.json')
  @Header('Cache-Control', PUBLIC)
  async suggest(
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { list, formatters, currency } = await this.pricesFor(response);
    const { text, limit } = readSuggest(query);
    const cards = text === '' ? [] : await this.catalog.suggest(text, limit, list);
    const products = cards.map((card) => suggestionJson(card, formatters.plainMoney));
    // Not in Shopify's shape: a page that has been open for longer may show another currency.
    return { resources: { results: { products, currency } } };
  }

  @Get('recommendations/products.json')
  @Header('Cache-Control', PUBLIC)
  async recommend(
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { list } = await this.pricesFor(response);
    const { productId, limit } = readRecommendations(query);
    const cards = productId === 0 ? [] : await this.catalog.related(productId, limit, list);
    return { intent: 'related', products: cards.map(recommendationJson) };
  }

  private async pricesFor(response: Response): Promise<Prices> {
    return privateIfListed(response, await this.prices.of(response.req));
  }
}
