import { Controller, Get, Inject, Param, Query as QueryString, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { Beside as Others } from '../../shop/catalog/card.types.js';
import type { ProductPage } from '../../shop/catalog/product.types.js';
import { offersOn, PageOffersService, type PageOffer } from '../../shop/promotions/page-offers.service.js';
import type { Query } from './collection-query.js';
import { PageService, type Page } from '../page/page.service.js';
import { Promises } from '../page/promises.service.js';
import { publicBase, publicOrigin } from '../page/public-url.js';
import { productCard, productHref, type Words } from './product-card.view.js';
import { chooseVariant, stockOf } from './product-choice.js';
import { linkedData, plainText, shorten } from './product-linked-data.js';
import { productReviews } from './reviews.view.js';
import { productView } from './product.view.js';
import { togetherView } from './together.view.js';
import { movedTo } from '../page/moved-to.js';
import { productShare } from '../share/share-subjects.js';
import { crumbData } from '../page/shop-linked-data.js';
import { VisitorPrices, type Prices } from '../prices/visitor-prices.service.js';

const RECENT = 4;
const DESCRIPTION_LENGTH = 160;

/** What a product's page shows beside the product. */
interface Beside {
  others: Others;
  promises: Awaited<ReturnType<Promises['texts']>>;
  offers: PageOffer[];
}

@Controller('products')
export class ProductController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly promises: Promises,
    private readonly offers: PageOffersService,
    private readonly pages: PageService,
    private readonly prices: VisitorPrices,
    private readonly messages: Messages,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':handle')
  async show(
    @Param('handle') handle: string,
    @QueryString() query: Query,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const prices = await this.prices.of(request);
    // Together: what the cache does not hold is one question to Redis.
    const [product, others, promises, running] = await Promise.all([
      this.catalog.productPage(handle, prices.list),
      this.catalog.beside(handle, prices.list),
      this.promises.texts(prices),
      this.offers.running(),
    ]);
    if (!product) return this.redirect(handle, request, response);
    const offers = offersOn(running, goodsOf(product));
    const [origin, base] = [publicOrigin(request, this.env), publicBase(request, this.env)];
    const shop = { ...prices, origin, base };
    const page = this.page(product, { others, promises, offers }, query, shop);
    await this.pages.show(request, response, visitor, 'catalog/product', page);
  }

  /** A handle that was renamed leads to the new one for good. */
  private async redirect(handle: string, request: Request, response: Response): Promise<void> {
    const renamed = await this.catalog.renamedTo(handle);
    if (!renamed) throw new NotFoundError('catalog.no_such_product');
    movedTo(productHref(renamed), request, response);
  }

  private page(
    product: ProductPage,
    { others, promises, offers }: Beside,
    query: Query,
    shop: Prices & { origin: string; base: string },
  ): Page {
    const stock = stockOf(product);
    const words = { messages: this.messages, formatters: shop.formatters };
    const crumbs = crumbsOf(product, this.messages);
    const here = { href: productHref(product.handle), text: product.title };
    const choice = chooseVariant(product, stock, query);
    const isAsked = query['variant'] === String(choice.variant.id);
    const view = productView(product, stock, choice, words, others);
    return {
      title: product.seoTitle || product.title,
      description: product.seoDescription || shorten(plainText(product.bodyHtml), DESCRIPTION_LENGTH),
      canonical: here.href,
      ...(isAsked && { returnTo: `${here.href}?variant=${choice.variant.id}` }),
      isKept: true,
      picture: productShare(product, this.messages),
      share: { type: 'product', price: priceTags(product, shop) },
      linkedData: [linkedData(product, stock, shop), crumbData(shop.base, crumbs, here)],
      model: {
        ...view,
        promises,
        offers: offers.map((offer) => offerText(offer, words)),
        crumbs,
        reviews: productReviews(product, words),
        recent: { of: product.handle, currency: shop.currency, count: RECENT },
        together: togetherView(product, others, words),
        related: others.related.map((card) => productCard(card, words)),
      },
    };
  }
}

/** What link previews say of the price: the lowest. */
const priceTags = ({ variants }: ProductPage, { formatters, currency }: Prices) => ({
  amount: formatters.plainMoney(Math.min(...variants.map(({ price }) => price))),
  currency,
});

/** By the first collection the product is in. */
function crumbsOf(product: ProductPage, { t }: Messages) {
  const home = { href: '/', text: t('common.home') };
  const [collection] = product.collections;
  if (!collection) return [home, { href: '/collections/all', text: t('common.all_products') }];
  return [home, { href: `/collections/${encodeURIComponent(collection.handle)}`, text: collection.title }];
}

/** `Autumn sale, until Nov 30`: the last day, not the moment after it. */
function offerText({ title, endsAt }: PageOffer, { messages, formatters }: Words): string {
  if (endsAt === null) return title;
  return messages.t('catalog.offer_until', { title, day: formatters.date(new Date(endsAt - 1)) });
}

const goodsOf = ({ id, variants, collections }: ProductPage) => ({
  productId: id,
  variantIds: variants.map((variant) => variant.id),
  collectionIds: collections.map((collection) => collection.id),
});
