import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { PriceList } from '../../core/pricing/convert.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { Formatters } from '../../platform/views/formatters.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import { stockOf } from '../catalog/product-choice.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';
import { privateIfListed, PUBLIC } from './json-caching.js';
import { readPage } from './json-query.js';
import { productJs } from './product-js.view.js';
import { productJson, productsJsonEntry } from './product-json.view.js';

/** How many products of a list are read side by side; the rest of the pool serves other visitors. */
const SIDE_BY_SIDE = 5;
const NO_FILTERS = { vendors: [], types: [], tags: [], options: [] };

/**
 * Products as data, at Shopify's addresses and in its shapes. As there, `.js` has the prices that the visitor sees, and `.json` those
 * of the shop.
 */
@Controller()
export class ProductJsonController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly prices: VisitorPrices,
    private readonly formatters: Formatters,
  ) {}

  @Get('products/:handle.js')
  @Header('Cache-Control', PUBLIC)
  async asAjax(
    @Param('handle') handle: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { list } = privateIfListed(response, await this.prices.of(response.req));
    const product = await this.find(handle, list);
    return productJs(product, stockOf(product));
  }

  @Get('products/:handle.json')
  @Header('Cache-Control', PUBLIC)
  async asJson(@Param('handle') handle: string): Promise<object> {
    return { product: productJson(await this.find(handle), this.formatters.plainMoney) };
  }

  @Get('products.json')
  @Header('Cache-Control', PUBLIC)
  all(@Query() query: Record<string, unknown>): Promise<object> {
    return this.list(null, query);
  }

  @Get('collections/:handle/products.json')
  @Header('Cache-Control', PUBLIC)
  ofCollection(@Param('handle') handle: string, @Query() query: Record<string, unknown>): Promise<object> {
    return this.list(handle === 'all' ? null : handle, query);
  }

  private async find(handle: string, list: PriceList | null = null): Promise<ProductPage> {
    const product = await this.catalog.productPage(handle, list);
    if (!product) throw new NotFoundError('errors.not_found');
    return product;
  }

  private async list(collection: string | null, query: Record<string, unknown>): Promise<object> {
    const { page, limit } = readPage(query);
    const listing = await this.catalog.listing({
      collection,
      sort: 'manual',
      page,
      pageSize: limit,
      filters: NO_FILTERS,
    });
    if (!listing) throw new NotFoundError('errors.not_found');
    const products = await this.productsOf(listing.cards.map((card) => card.handle));
    const stock = stockOf(...products);
    return {
      products: products.map((product) => productsJsonEntry(product, stock, this.formatters.plainMoney)),
    };
  }

  private async productsOf(handles: readonly string[]): Promise<ProductPage[]> {
    const found: (ProductPage | null)[] = [];
    for (let i = 0; i < handles.length; i += SIDE_BY_SIDE) {
      const some = handles.slice(i, i + SIDE_BY_SIDE);
      found.push(...(await Promise.all(some.map((handle) => this.catalog.productPage(handle)))));
    }
    return found.filter((product) => product !== null);
  }
}
