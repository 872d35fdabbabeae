import type { Facet, Listing, ListingQuery } from '../../shop/catalog/listing.types.js';
import { ListingLinks, type FilterValue } from './collection-links.js';
import { pageNumbers } from './collection-pages.js';
import { SORTS } from './collection-query.js';
import { productCard, type Words } from './product-card.view.js';

/** Pictures of the first row of cards are loaded at once. */
const EAGER_CARDS = 4;
/** Cards that a phone shows of the first of several pages, until somebody asks for the rest. */
const PHONE_CARDS = 16;
const REST = 'more-products';

/** Values of one filter that show without unfolding the rest. */
const SHOWN_VALUES = 8;
const OPEN_FACETS = 3;

type Asked = Pick<ListingQuery, 'sort' | 'filters' | 'page'> & { search?: string; isAsTyped?: boolean };

/** Model of the partial `listing`: filters, chips, cards and page links. `path` is the address without its query. */
export function listingView(path: string, listing: Listing, asked: Asked, words: Words) {
  const { t } = words.messages;
  const links = new ListingLinks(path, asked, words.formatters.plainMoney);
  const chips = links.active.map((filter) => {
    const text = chipText(filter, listing.facets, words);
    return { text, href: links.without(filter), label: t('catalog.remove_filter', { filter: text }) };
  });
  const fold = foldOf(listing, t);
  return {
    path,
    search: asked.search ?? null,
    isAsTyped: asked.isAsTyped === true,
    total: t('catalog.total', { count: listing.total }),
    isEmpty: listing.total === 0,
    hasFilters: listing.total > 0 || chips.length > 0,
    chips,
    chipCount: chips.length,
    clearHref: links.withoutFilters(),
    sorts: sortsOf(asked, t),
    facets: listing.facets
      .filter((facet) => facet.values.length > 0)
      .map((facet, i) => facetView(facet, i, words)),
    prices: pricesOf(listing, asked, words),
    cards: listing.cards.map((card, i) => ({
      ...productCard(card, words, i < EAGER_CARDS),
      ...(fold && i === PHONE_CARDS && { anchor: REST }),
    })),
    fold,
    pages: pageNumbers(listing, links.toPage, t),
    shown: listing.pageCount > 1 ? shownText(listing, t) : null,
  };
}

/** What stands below the cards of a phone; null where it shows all of them. The rest is in the page: a link to it unfolds it. */
function foldOf({ total, page, pageCount }: Listing, t: Words['messages']['t']) {
  if (page !== 1 || pageCount === 1) return null;
  return { text: t('catalog.shown_of', { shown: PHONE_CARDS, total }), href: `#${REST}` };
}

/** How many of all are on the screen; `%` stands for a number that changes there. */
function shownText({ cards, total }: Listing, t: Words['messages']['t']) {
  const text = (shown: number | string) => t('catalog.shown_of', { shown, total });
  return { text: text(cards.length), pattern: text('%') };
}

function sortsOf(asked: Asked, t: Words['messages']['t']) {
  const usual = {
    value: '',
    text: t(asked.search === undefined ? 'catalog.sort.manual' : 'catalog.sort.relevance'),
  };
  const others = SORTS.filter((sort) => sort !== 'manual').map((value) => ({
    value,
    text: t(`catalog.sort.${value}`),
    isChosen: value === asked.sort,
  }));
  return [usual, ...others];
}

const PARAMETERS: Record<string, string> = {
  availability: 'filter.v.availability',
  vendor: 'filter.p.vendor',
  product_type: 'filter.p.product_type',
  tag: 'filter.p.tag',
};

/** `filter.v.option.Colour` of the facet `option:Colour`. */
const parameterOf = (id: Facet['id']): string =>
  PARAMETERS[id] ?? `filter.v.option.${id.slice('option:'.length)}`;

function facetView(facet: Facet, index: number, { messages }: Words) {
  const { t } = messages;
  const isStock = facet.id === 'availability';
  const values = facet.values.map(({ value, text = value, count, isActive }, i) => ({
    id: `filter-${index}-${i}`,
    name: parameterOf(facet.id),
    value,
    text: isStock ? t(`catalog.stock_filter.${value}`) : text,
    count,
    countText: t('catalog.total', { count }),
    isActive,
    isEmpty: count === 0,
  }));
  const known = `catalog.facet.${facet.id}`;
  return {
    label: messages.has(known) ? t(known) : facet.label,
    isOpen: index < OPEN_FACETS || values.some((value) => value.isActive),
    values: values.slice(0, SHOWN_VALUES),
    rest: values.slice(SHOWN_VALUES),
    restText: t('catalog.more_values', { count: values.length - SHOWN_VALUES }),
  };
}

function pricesOf(listing: Listing, { filters }: Asked, { formatters, messages }: Words) {
  if (!listing.priceRange) return null;
  const { min, max } = listing.priceRange;
  const typed = (amount: number | undefined) => (amount === undefined ? '' : formatters.plainMoney(amount));
  return {
    gte: typed(filters.priceGte),
    lte: typed(filters.priceLte),
    hint: messages.t('catalog.price_range', { min: formatters.money(min), max: formatters.money(max) }),
  };
}

function chipText(
  { name, value }: FilterValue,
  facets: readonly Facet[],
  { messages, formatters }: Words,
): string {
  const amount = () => formatters.money(Math.round(Number(value) * 10 ** formatters.digits));
  if (name === 'filter.v.availability') return messages.t(`catalog.stock_filter.${value}`);
  if (name === 'filter.v.price.gte') return messages.t('catalog.price_from', { price: amount() });
  if (name === 'filter.v.price.lte') return messages.t('catalog.price_to', { price: amount() });
  const facet = facets.find(({ id }) => parameterOf(id).toLowerCase() === name.toLowerCase());
  return facet?.values.find((one) => one.value === value)?.text ?? value;
}
