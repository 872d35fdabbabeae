import type { Answer, Shopper } from './shopper.js';

/** Cookies as they were before the outage; each use is a browser of its own. */
export interface Visitors {
  guest(): Shopper;
  /** Signed in, with a cart. */
  member(): Shopper;
}

type Verdict = (answer: Answer) => string | null;

export interface Visit {
  what: string;
  /** How many of a hundred. */
  share: number;
  send(visitors: Visitors): Promise<Answer>;
  /** What is wrong with the answer while sessions and carts are away; null when it is as it should be. */
  fault: Verdict;
}

const BANNER = 'class="banner"';
const SENTENCE = 'Nothing was changed';
const CATALOGUE = ['/', '/collections/all', '/products/plenty', '/search?q=plenty'];

export const servedAsUsual: Verdict = ({ status, text, headers }) => {
  if (status !== 200) return `status ${status}`;
  if (headers['set-cookie']) return 'a cookie was set';
  return text.includes(BANNER) ? 'a banner' : null;
};

export const servedAsGuest: Verdict = ({ status, text, headers }) => {
  if (status !== 200) return `status ${status}`;
  if (headers['set-cookie']) return 'a cookie was set';
  return text.includes(BANNER) ? null : 'no banner';
};

export const refused: Verdict = ({ status, headers, text }) => {
  if (status !== 503) return `status ${status}`;
  if (!(Number(headers['retry-after']) > 0)) return 'no Retry-After';
  return text.includes(SENTENCE) ? null : 'does not say that nothing was changed';
};

/** The one place that says what the cart page does while Redis is away. */
export const CART_VIEW: Verdict = (answer) => refused(answer);

/** One page of the catalogue after the other. */
let turn = 0;
const nextPage = () => CATALOGUE[turn++ % CATALOGUE.length]!;

/** What everybody does all day, and what each must be answered while sessions and carts are away. */
export const outageVisits = (variantId: number, account: { email: string; password: string }): Visit[] => [
  {
    what: 'catalogue, guest',
    share: 38,
    send: ({ guest }) => guest().get(nextPage()),
    fault: servedAsUsual,
  },
  {
    what: 'catalogue, with a cookie',
    share: 36,
    send: ({ member }) => member().get(nextPage()),
    fault: servedAsGuest,
  },
  { what: 'cart page', share: 5, send: ({ member }) => member().get('/cart'), fault: CART_VIEW },
  {
    what: 'add to a cart',
    share: 5,
    send: ({ member }) => member().post('/cart/add', { id: variantId }),
    fault: refused,
  },
  {
    what: 'first add',
    share: 5,
    send: ({ guest }) => guest().post('/cart/add', { id: variantId }),
    fault: refused,
  },
  {
    what: 'sign-in',
    share: 3,
    send: ({ guest }) => guest().post('/account/login', account),
    fault: refused,
  },
  { what: 'account', share: 4, send: ({ member }) => member().get('/account'), fault: refused },
  { what: 'checkout', share: 4, send: ({ member }) => member().get('/checkout'), fault: refused },
];

/** The visits in an order that spreads each kind evenly over every hundred. */
export function inTurns(visits: readonly Visit[]): Visit[] {
  const due = visits.flatMap((visit) =>
    Array.from({ length: visit.share }, (_, nth) => ({ visit, at: (nth + 0.5) / visit.share })),
  );
  return due.toSorted((a, b) => a.at - b.at).map(({ visit }) => visit);
}
