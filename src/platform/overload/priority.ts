import { routeClass, type RouteClass } from '../metrics/route-class.js';

/**
 * What a request is worth when not all can be served, least first: looking around (search, listings, suggestions), one page,
 * and what a purchase needs (cart, checkout, account, orders).
 */
export type Priority = 'browse' | 'page' | 'purchase';

/** Null: never refused. */
const OF_CLASS: Record<RouteClass, Priority | null> = {
  probe: null,
  file: null,
  catalogue: 'browse',
  home: 'page',
  other: 'page',
  cart: 'purchase',
  checkout: 'purchase',
  account: 'purchase',
  order: 'purchase',
};

const EXCEPTIONS: readonly [RegExp, Priority][] = [
  [/^\/products\/[^/?]/, 'page'],
  [/^\/(live|sitemap\w*\.xml|feeds\/[^?]*)(\?|$)/, 'browse'],
  [/^\/(webhooks|discount)\//, 'purchase'],
];

/** The priority of an address, null for probes and files. */
export function priorityOf(url: string): Priority | null {
  const exception = EXCEPTIONS.find(([pattern]) => pattern.test(url));
  return exception ? exception[1] : OF_CLASS[routeClass(url)];
}
