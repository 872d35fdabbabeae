const CLASSES = {
  '': 'home',
  products: 'catalogue',
  collections: 'catalogue',
  search: 'catalogue',
  recommendations: 'catalogue',
  cart: 'cart',
  checkout: 'checkout',
  account: 'account',
  orders: 'order',
  css: 'file',
  js: 'file',
  fonts: 'file',
  images: 'file',
  media: 'file',
  videos: 'file',
  livez: 'probe',
  readyz: 'probe',
  statusz: 'probe',
} as const;

export type RouteClass = (typeof CLASSES)[keyof typeof CLASSES] | 'other';

const known = new Map<string, RouteClass>(Object.entries(CLASSES));
const FIRST_WORD = /^\/(?![/.])([^/?.]*)/;

/** The class of an address by its first word, `/cart.js?x=1` by `cart`: a handful, whatever addresses are asked. */
export function routeClass(url: string): RouteClass {
  return known.get(FIRST_WORD.exec(url)?.[1] ?? '-') ?? 'other';
}
