import { Controller, Get, Inject, Param, Query as QueryString, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ENV, type Env } from '../../platform/config/env.js';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { Listing, ListingQuery } from '../../shop/catalog/listing.types.js';
import { ListingLinks } from './collection-links.js';
import { readListing, type Query } from './collection-query.js';
import { listingView } from './collection.view.js';
import { collectionTile } from './collection-tile.view.js';
import { movedTo } from '../page/moved-to.js';
import { PageService } from '../page/page.service.js';
import { publicBase } from '../page/public-url.js';
import { collectionShare } from '../share/share-subjects.js';
import { crumbData } from '../page/shop-linked-data.js';
import { VisitorPrices, type Prices } from '../prices/visitor-prices.service.js';

@Controller('collections')
export class CollectionController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly prices: VisitorPrices,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  async index(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const collections = await this.catalog.collections();
    const { t } = this.messages;
    await this.pages.show(request, response, visitor, 'catalog/collections', {
      title: t('catalog.collections_title'),
      description: t('catalog.collections_lead'),
      canonical: '/collections',
      isKept: true,
      model: { tiles: collections.map((collection) => collectionTile(collection, this.messages)) },
    });
  }

  @Get(':handle')
  async show(
    @Param('handle') handle: string,
    @QueryString() query: Query,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const prices = await this.prices.of(request);
    const asked = {
      ...readListing(query, prices.formatters.digits),
      collection: handle === 'all' ? null : handle,
    };
    const listing = await this.catalog.listing(asked, prices.list);
    if (!listing) return this.redirect(handle, request, response);
    if (isPastEnd(listing)) throw new NotFoundError('catalog.no_such_list');
    await this.showListing({ request, response, visitor }, listing, asked, prices);
  }

  /** A handle that was renamed leads to the new one for good. */
  private async redirect(handle: string, request: Request, response: Response): Promise<void> {
    const renamed = handle.length > 255 ? null : await this.catalog.collectionRenamedTo(handle);
    if (!renamed) throw new NotFoundError('catalog.no_such_list');
    movedTo(`/collections/${encodeURIComponent(renamed)}`, request, response);
  }

  private async showListing(
    { request, response, visitor }: { request: Request; response: Response; visitor: Visitor },
    listing: Listing,
    asked: ListingQuery,
    { formatters }: Prices,
  ): Promise<void> {
    const { collection } = listing;
    const path = `/collections/${encodeURIComponent(collection?.handle ?? 'all')}`;
    const title = collection?.title ?? this.messages.t('common.all_products');
    const words = { messages: this.messages, formatters };
    const view = listingView(path, listing, asked, words);
    const head = headOf(listing, this.messages);
    await this.pages.show(request, response, visitor, 'catalog/collection', {
      title,
      description: collection?.description ?? this.messages.t('catalog.all_lead'),
      ...indexing(path, asked),
      isKept: true,
      newsPath: `${path}.atom`,
      linkedData: [crumbData(publicBase(request, this.env), head.crumbs, { href: path, text: title })],
      picture: collectionShare(collection, this.messages),
      model: { ...view, ...head, title },
    });
  }
}

/**
 * Search engines get each list once: whole and in its usual order, page by page, each page its own address. What is filtered or
 * ordered otherwise is not for them (docs/decisions/0041-found-by-others.md).
 */
function indexing(path: string, { page, sort, filters }: ListingQuery) {
  const links = new ListingLinks(path, { sort, filters }, String);
  const isPlain = links.active.length === 0 && sort === 'manual';
  return isPlain ? { canonical: links.toPage(page) } : { noIndex: true, isPersonal: false };
}

function headOf({ collection }: Listing, messages: Messages) {
  return {
    lead: collection?.description ?? messages.t('catalog.all_lead'),
    picture: collection?.imageSrc?.startsWith('/') ? collection.imageSrc : null,
    crumbs: [
      { href: '/', text: messages.t('common.home') },
      { href: '/collections', text: messages.t('common.collections') },
    ],
  };
}

/** Pages past the last one do not exist; the first one does, also when it is empty. */
export const isPastEnd = ({ page, pageCount }: Listing): boolean => page > Math.max(1, pageCount);
