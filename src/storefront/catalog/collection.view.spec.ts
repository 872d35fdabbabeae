import { describe, expect, it } from 'vitest';
import { Formatters } from '../../platform/views/formatters.js';
import { Messages } from '../../platform/views/messages.js';
import type { Listing } from '../../shop/catalog/listing.types.js';
import { readListing } from './collection-query.js';
import { listingView } from './collection.view.js';

const words = { messages: new Messages('en'), formatters: new Formatters('en-US', 'USD', 'UTC') };
const listing: Listing = {
  collection: null,
  total: 60,
  cards: [],
  facets: [
    {
      id: 'availability',
      label: 'availability',
      values: [
        { value: '1', count: 58, isActive: false },
        { value: '0', count: 2, isActive: false },
      ],
    },
    {
      id: 'option:Colour',
      label: 'Colour',
      values: [
        { value: 'Moss', count: 4, isActive: true },
        { value: 'Ink', count: 0, isActive: false },
      ],
    },
  ],
  priceRange: { min: 400, max: 34000 },
  page: 2,
  pageCount: 9,
};
const query = {
  page: '2',
  sort_by: 'price-ascending',
  'filter.v.option.Colour': 'Moss',
  'filter.v.price.gte': '10',
};
const view = listingView('/collections/all', listing, readListing(query, 2), words);

describe('a list', () => {
  it('shows each filter as a chip that leads to the list without it, on its first page', () => {
    expect(view.chips.map((chip) => [chip.text, chip.href])).toEqual([
      ['from $10.00', '/collections/all?filter.v.option.Colour=Moss&sort_by=price-ascending'],
      ['Moss', '/collections/all?filter.v.price.gte=10.00&sort_by=price-ascending'],
    ]);
    expect(view.clearHref).toBe('/collections/all?sort_by=price-ascending');
  });

  it('marks values that would show nothing, and keeps them', () => {
    const colour = view.facets[1];
    expect(colour?.values.map((value) => [value.text, value.isEmpty])).toEqual([
      ['Moss', false],
      ['Ink', true],
    ]);
    expect(colour?.values[0]?.name).toBe('filter.v.option.Colour');
  });

  it('names availability in words', () => {
    expect(view.facets[0]?.values.map((value) => value.text)).toEqual(['In stock', 'Sold out']);
    expect(view.facets[0]?.label).toBe('Availability');
  });

  it('links the pages around this one, the first and the last, with filters and order', () => {
    expect(view.pages?.numbers.map((one) => one.number ?? '…')).toEqual([1, 2, 3, '…', 9]);
    expect(view.pages?.next).toBe(
      '/collections/all?filter.v.price.gte=10.00&filter.v.option.Colour=Moss&sort_by=price-ascending&page=3',
    );
    expect(view.pages?.previous).not.toContain('page=');
  });

  it('keeps the words searched for in every link', () => {
    const asked = { ...readListing({ 'filter.p.vendor': 'A & B' }, 2), search: 'tea & mug' };
    const found = listingView('/search', { ...listing, facets: [] }, asked, words);
    expect(found.chips[0]?.href).toBe('/search?q=tea+%26+mug');
    expect(found.pages?.next).toBe('/search?q=tea+%26+mug&filter.p.vendor=A+%26+B&page=3');
  });

  it('has no page links when there is one page', () => {
    const one = listingView('/search', { ...listing, page: 1, pageCount: 1 }, readListing({}, 2), words);
    expect(one.pages).toBeNull();
  });
});
