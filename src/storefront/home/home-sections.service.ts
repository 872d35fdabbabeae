import { Injectable } from '@nestjs/common';
import type { HomeSection } from '../../platform/theme/theme-schema.js';
import { activeTheme } from '../../platform/theme/theme.js';
import { Messages } from '../../platform/views/messages.js';
import { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { CollectionSummary } from '../../shop/catalog/listing.types.js';
import { collectionTile } from '../catalog/collection-tile.view.js';
import { leadsNowhere } from '../page/leads-nowhere.js';
import { heroSection, productsSection, storySection } from './home.view.js';
import { Promises } from '../page/promises.service.js';
import { productCard } from '../catalog/product-card.view.js';
import type { Prices } from '../prices/visitor-prices.service.js';

const NO_FILTERS = { vendors: [], types: [], tags: [], options: [] };

interface Making {
  collections: CollectionSummary[];
  prices: Prices;
}

/** The sections of the start page, as the theme lists them. */
@Injectable()
export class HomeSections {
  constructor(
    private readonly catalog: CatalogService,
    private readonly promises: Promises,
    private readonly messages: Messages,
  ) {}

  /** One model each, in order; without those that would have nothing to show. */
  async of(prices: Prices): Promise<object[]> {
    const collections = await this.catalog.collections();
    const { home } = activeTheme();
    const made = await Promise.all(
      home.map((section, nth) => this.make(section, `home-${nth}`, { collections, prices })),
    );
    return made.filter((section) => section !== null);
  }

  private async make(
    section: HomeSection,
    id: string,
    { collections, prices }: Making,
  ): Promise<object | null> {
    const { messages } = this;
    if (section.section === 'hero') {
      const { second } = section;
      const hero = heroSection(section, messages);
      return second && leadsNowhere(second.href, collections)
        ? { hero: { ...hero.hero, second: null } }
        : hero;
    }
    if (section.section === 'story') return storySection(section, messages);
    if (section.section === 'recent') return { recent: { count: section.count, currency: prices.currency } };
    if (section.section === 'promises') return { promises: await this.promises.texts(prices) };
    if (section.section === 'products') return this.products(section, id, { collections, prices });
    if (collections.length === 0) return null;
    const tiles = collections.map((collection) => collectionTile(collection, messages));
    return { collections: { id, title: messages.t(section.title), tiles } };
  }

  private async products(
    section: Extract<HomeSection, { section: 'products' }>,
    id: string,
    { collections, prices: { list, formatters } }: Making,
  ): Promise<object | null> {
    const { collection = null, sort, count: pageSize } = section;
    // What is not there is remembered for less than what is: the page must not depend on it.
    if (collection !== null && !collections.some(({ handle }) => handle === collection)) return null;
    const query = { collection, sort, page: 1, pageSize, filters: NO_FILTERS };
    const listing = await this.catalog.listing(query, list);
    const words = { messages: this.messages, formatters };
    const cards = (listing?.cards ?? []).map((card) => productCard(card, words));
    return cards.length === 0 ? null : productsSection(section, cards, id, this.messages);
  }
}
