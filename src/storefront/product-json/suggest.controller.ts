import { Controller, Get, Header, Query } from '@nestjs/common';
import { Formatters } from '../../platform/views/formatters.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { recommendationJson, suggestionJson } from './card-json.view.js';
import { readRecommendations, readSuggest } from './json-query.js';

/** Search suggestions and related products, in the shapes of Shopify's predictive search and recommendations. */
@Controller()
export class SuggestController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly formatters: Formatters,
  ) {}

  @Get('search/suggest.json')
  @Header('Cache-Control', 'public, max-age=0, must-revalidate')
  async suggest(@Query() query: Record<string, unknown>): Promise<object> {
    const { text, limit } = readSuggest(query);
    const cards = text === '' ? [] : await this.catalog.suggest(text, limit);
    const products = cards.map((card) => suggestionJson(card, this.formatters.plainMoney));
    return { resources: { results: { products } } };
  }

  @Get('recommendations/products.json')
  @Header('Cache-Control', 'public, max-age=0, must-revalidate')
  async recommend(@Query() query: Record<string, unknown>): Promise<object> {
    const { productId, limit } = readRecommendations(query);
    const cards = productId === 0 ? [] : await this.catalog.related(productId, limit);
    return { intent: 'related', products: cards.map(recommendationJson) };
  }
}
