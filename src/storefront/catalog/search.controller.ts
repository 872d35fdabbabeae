import { Controller, Get, Query as QueryString, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFoundError } from '../../platform/errors/shop-error.js';
import { CurrentVisitor, type Visitor } from '../../platform/session/visitor.js';
import { Messages } from '../../platform/views/messages.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { Listing, ListingQuery } from '../../shop/catalog/listing.types.js';
import type { PriceList } from '../../core/pricing/convert.js';
import { SearchCounts } from '../../shop/catalog/search/search-counts.service.js';
import { isPastEnd } from './collection.controller.js';
import { readListing, readSearch, type Query } from './collection-query.js';
import { listingView } from './collection.view.js';
import { collectionTile } from './collection-tile.view.js';
import { PageService } from '../page/page.service.js';
import { wordingView } from './search-wording.view.js';
import { VisitorPrices } from '../prices/visitor-prices.service.js';

const NOTHING: Listing = {
  collection: null,
  total: 0,
  cards: [],
  facets: [],
  priceRange: null,
  page: 1,
  pageCount: 0,
};

const NO_FILTERS = JSON.stringify({ vendors: [], types: [], tags: [], options: [] });

@Controller('search')
export class SearchController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly pages: PageService,
    private readonly messages: Messages,
    private readonly prices: VisitorPrices,
    private readonly counts: SearchCounts,
  ) {}

  @Get()
  async show(
    @QueryString() query: Query,
    @Req() request: Request,
    @Res() response: Response,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<void> {
    const search = readSearch(query['q']);
    const { list, formatters } = await this.prices.of(request);
    const isAsTyped = query['as_typed'] === '1';
    const asked = { ...readListing(query, formatters.digits), search, ...(isAsTyped && { isAsTyped }) };
    const [{ found, partial, listing }, collections] = await Promise.all([
      this.find(asked, list),
      this.catalog.collections(),
    ]);
    if (isPastEnd(listing)) throw new NotFoundError('catalog.no_such_list');
    if (isPlain(asked)) this.counts.count(search, found.total);
    const view = listingView('/search', listing, asked, { messages: this.messages, formatters });
    const { t } = this.messages;
    await this.pages.show(request, response, visitor, 'catalog/search', {
      title: search === '' ? t('common.search') : t('catalog.search_title', { query: search }),
      noIndex: true,
      isPersonal: false,
      // Every search is counted, so its controller is asked each time.
      ...(isPlain(asked) && !isAsTyped && { keptBehind: addressOf(search) }),
      model: {
        ...view,
        query: search,
        wording: wordingView(search, found.wording, partial, this.messages),
        tiles: collections.map((one) => collectionTile(one, this.messages)),
      },
    });
  }

  /** `listing` is what is shown: where nothing has all the words, products that have some of them (`partial`). */
  private async find(asked: AskedSearch, list: PriceList | null) {
    const nothing = { found: NOTHING, partial: null, listing: NOTHING };
    if (asked.search === '') return nothing;
    const sort = asked.sort === 'manual' ? ('relevance' as const) : asked.sort;
    const find = (search: string) => this.catalog.listing({ ...asked, search, sort, collection: null }, list);
    const found = (await find(asked.search)) ?? NOTHING;
    const partial = asked.isAsTyped || !isPlain(asked) || found.total > 0 ? null : found.wording?.others[0];
    if (!partial) return { ...nothing, found, listing: found };
    return { found, partial, listing: withoutMore((await find(partial)) ?? NOTHING) };
  }
}

/** As the form in the header sends it. */
const addressOf = (search: string): string => `/search?${new URLSearchParams({ q: search }).toString()}`;

type AskedSearch = Omit<ListingQuery, 'collection'> & { search: string };

/** The first page of a search, not narrowed down. */
const isPlain = ({ page, sort, filters }: AskedSearch): boolean =>
  page === 1 && sort === 'manual' && JSON.stringify(filters) === NO_FILTERS;

/** Filters and further pages would lead to those of what was typed, which has none: the link of the other search has them. */
const withoutMore = (listing: Listing): Listing => ({
  ...listing,
  facets: [],
  priceRange: null,
  pageCount: 1,
});
