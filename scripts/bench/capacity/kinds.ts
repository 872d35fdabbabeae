import { add, buy, register, signIn } from './deeds.js';
import { CapacityVisitor } from './visitor.js';

/** Starts a visitor whose requests are counted. */
export type Arrive = () => CapacityVisitor;

/** A kind of request, or of requests that belong together. `share`: of all requests of the shop, they add up to one. */
export interface Kind {
  name: string;
  title: string;
  share: number;
  /** Makes ready what a deed needs; a deed is one request, or a purchase of many. */
  prepare: (arrive: Arrive, goods: Goods) => Promise<(nth: number) => Promise<void>>;
}

export interface Goods {
  product: string;
  collection: string;
  variantIds: readonly number[];
}

const VISITORS = 24;
/** What browsers send. */
const PACKED = { 'accept-encoding': 'gzip, deflate, br, zstd' };
const WORDS = ['tent', 'lamp', 'kettle', 'pack', 'jacket', 'stove', 'rope', 'boots', 'towel', 'knife'];

/** One after the other: what makes ready shall not be what is too much. */
async function many<T>(make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let nth = 0; nth < VISITORS; nth += 1) made.push(await make());
  return made;
}

async function withCart(arrive: Arrive, { variantIds }: Goods): Promise<CapacityVisitor> {
  const visitor = arrive();
  for (const id of variantIds) await add(visitor, id);
  await visitor.get('/');
  return visitor;
}

/** The same page, for strangers whose browsers take Brotli. */
const asGuest = (path: (goods: Goods) => string): Kind['prepare'] => {
  return async (arrive, goods) => {
    const guests = await many(async () => arrive());
    return async (nth) => void (await see(guests[nth % VISITORS]!, path(goods)));
  };
};

/** The same page, for visitors with five lines in the cart. */
const withSession = (path: (goods: Goods, nth: number) => string): Kind['prepare'] => {
  return async (arrive, goods) => {
    const visitors = await many(() => withCart(arrive, goods));
    return async (nth) => void (await see(visitors[nth % VISITORS]!, path(goods, nth)));
  };
};

const see = (visitor: CapacityVisitor, path: string) => visitor.expect(200, visitor.get(path, PACKED));

async function customers(arrive: Arrive): Promise<{ visitor: CapacityVisitor; email: string }[]> {
  return many(async () => {
    const visitor = arrive();
    const email = `c-${Math.random().toString(36).slice(2)}@example.com`;
    await register(visitor, email);
    return { visitor, email };
  });
}

const product = ({ product: handle }: Goods) => `/products/${handle}`;
const listing = ({ collection }: Goods) => `/collections/${collection}`;

/**
 * The mix of a usual day: 85 % catalogue, 8 % cart, 4 % account, 3 % checkout.
 * Source: the load of the target figures; how the catalogue's share is divided is our own guess of a shop with many strangers.
 */
export const KINDS: readonly Kind[] = [
  { name: 'product-guest', title: 'product, guest', share: 0.4, prepare: asGuest(product) },
  { name: 'listing-guest', title: 'listing, guest', share: 0.1, prepare: asGuest(listing) },
  { name: 'product-session', title: 'product, session', share: 0.15, prepare: withSession(product) },
  { name: 'listing-session', title: 'listing, session', share: 0.1, prepare: withSession(listing) },
  { name: 'home-session', title: 'home, session', share: 0.05, prepare: withSession(() => '/') },
  {
    name: 'search',
    title: 'search, session',
    share: 0.05,
    prepare: withSession((_goods, nth) => `/search?q=${WORDS[nth % WORDS.length]}`),
  },
  {
    name: 'cart-add',
    title: 'add to cart',
    share: 0.05,
    prepare: async (arrive, goods) => {
      const visitors = await many(() => withCart(arrive, goods));
      return (nth) => add(visitors[nth % VISITORS]!, goods.variantIds[0]!);
    },
  },
  { name: 'cart', title: 'cart page', share: 0.03, prepare: withSession(() => '/cart') },
  {
    name: 'sign-in',
    title: 'sign in',
    share: 0.005,
    prepare: async (arrive) => {
      const known = await customers(arrive);
      return async (nth) => signIn(arrive(), known[nth % VISITORS]!.email);
    },
  },
  {
    name: 'account',
    title: 'account page',
    share: 0.035,
    prepare: async (arrive) => {
      const known = await customers(arrive);
      return async (nth) => void (await see(known[nth % VISITORS]!.visitor, '/account'));
    },
  },
  {
    name: 'purchase',
    title: 'checkout, all its requests',
    share: 0.03,
    prepare: async (arrive, goods) => async (nth) => {
      const visitor = arrive();
      await add(visitor, goods.variantIds[nth % goods.variantIds.length]!);
      await buy(visitor);
    },
  },
];
