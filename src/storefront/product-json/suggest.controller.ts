import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { currentLanguage } from '../../platform/language/current-language.js';
import { ownLanguage } from '../../platform/language/locales.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { searchLanguageOf } from '../../core/search/languages.js';
import { matchesName } from '../../core/search/title-match.js';
import { recommendationJson, suggestionJson } from './card-json.view.js';
import { privateIfListed, PUBLIC } from './json-caching.js';
import { VisitorPrices, type Prices } from '../prices/visitor-prices.service.js';
import { readRecommendations, readSuggest } from './json-query.js';
import { collectionJson, queryJson } from './suggest-json.view.js';

const NOTHING = { cards: [], corrected: null, queries: [] };

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
    const { text, limit, types } = readSuggest(query);
    const [{ cards, corrected, queries }, collections] = await Promise.all([
      text === '' ? NOTHING : this.catalog.suggest(text, limit, list),
      types.has('collection') && text !== '' ? this.catalog.collections() : [],
    ]);
    const language = searchLanguageOf(currentLanguage() ?? ownLanguage());
    const named = collections.filter(({ title }) => matchesName(title, corrected ?? text, language));
    const results = {
      ...(types.has('query') && { queries: queries.slice(0, limit).map(queryJson) }),
      products: types.has('product') ? cards.map((card) => suggestionJson(card, formatters.plainMoney)) : [],
      ...(types.has('collection') && { collections: named.slice(0, limit).map(collectionJson) }),
      // Not in Shopify's shape: a page that has been open for longer may show another currency.
      currency,
    };
    return { resources: { results } };
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
