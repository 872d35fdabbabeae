import { BadInputError } from '../../platform/errors/shop-error.js';

/** Shopify's own limits for `/products.json`. */
const DEFAULT_LIMIT = 30;
const MAX_LIMIT = 250;
const MAX_PAGE = 1000;

type Query = Readonly<Record<string, unknown>>;

/** A whole number from 1, as digits only; larger ones are cut to `max`. Errors: BadInputError. */
function countFrom(query: Query, name: string, fallback: number, max: number): number {
  const text = query[name];
  if (text === undefined || text === '') return fallback;
  if (typeof text !== 'string' || !/^[1-9]\d{0,8}$/.test(text)) throw new BadInputError('errors.bad_form');
  return Math.min(Number(text), max);
}

export const readPage = (query: Query): { page: number; limit: number } => ({
  page: countFrom(query, 'page', 1, MAX_PAGE),
  limit: countFrom(query, 'limit', DEFAULT_LIMIT, MAX_LIMIT),
});

/** Shopify's kinds of suggestions, as far as there are any here. */
const SUGGESTED = ['product', 'collection', 'query'];

interface SuggestQuery {
  text: string;
  limit: number;
  types: ReadonlySet<string>;
}

/** Suggestions: at most ten of each kind, as Shopify has it; all kinds when none is named. Kinds that are unknown here are left out. */
export const readSuggest = (query: Query): SuggestQuery => {
  const [text, types] = [query['q'], query['resources[type]']];
  if (text !== undefined && typeof text !== 'string') throw new BadInputError('errors.bad_form');
  const named =
    typeof types === 'string' && types !== '' ? types.split(',').map((type) => type.trim()) : SUGGESTED;
  return {
    text: (text ?? '').trim(),
    limit: countFrom(query, 'resources[limit]', 10, 10),
    types: new Set(named),
  };
};

export const readRecommendations = (query: Query): { productId: number; limit: number } => ({
  productId: countFrom(query, 'product_id', 0, Number.MAX_SAFE_INTEGER),
  limit: countFrom(query, 'limit', 4, 10),
});
