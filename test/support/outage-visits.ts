import type { Answer, Shopper } from '../../scripts/rig/shopper.js';

/** Cookies as they were before the outage; each use is a browser of its own. */
export interface Visitors {
  guest(): Shopper;
  /** Signed in, with a cart whose lines the browser remembers. */
  member(): Shopper;
}

/** The signed cookie of lines; a browser without it has nothing to order from while carts are away. */
const LINES = 'cloudcart-cart';

/** The same visitor in a browser that remembers no lines. */
export function forgetful(shopper: Shopper): Shopper {
  shopper.cookies.delete(LINES);
  return shopper;
}

/** What is wrong with an answer; null when it is as it should be. */
export type Verdict = (answer: Answer) => string | null;

export interface Visit {
  what: string;
  /** How many of a hundred. */
  share: number;
  send(visitors: Visitors): Promise<Answer>;
  /** What is wrong with the answer while sessions and carts are away; null when it is as it should be. */
  fault: Verdict;
}

const BANNER = 'class="banner"';
/** Of what never reached Redis, and of what may have. */
const SENTENCE = 'Carts and accounts do not answer just now. Nothing was changed;';
const UNSURE_SENTENCE =
  'We could not make sure that this was saved. Look at your cart in a moment, before you';
/** The fault of an answer that is the right one where Redis hears what is sent and only its answers fail. */
export const UNSURE = 'says that it may have been saved';
const CUT_SENTENCE = 'The shop could not sign you in just now. Please sign in again in a few seconds.';
/** The fault of a sign-in that began well: its password was right, the cart may be in the account already. */
export const CUT_SHORT = 'says that the sign-in came to no end';
const CATALOGUE = ['/', '/collections/all', '/products/plenty', '/search?q=plenty'];

export const servedAsUsual: Verdict = ({ status, text, headers }) => {
  if (status !== 200) return `status ${status}`;
  if (headers['set-cookie']) return 'a cookie was set';
  return text.includes(BANNER) ? 'a banner' : null;
};

/** A message for the visitor may be shown, and its cookie taken back; that needs no store. */
export const servedAsGuest: Verdict = ({ status, text, headers }) => {
  if (status !== 200) return `status ${status}`;
  if (headers['set-cookie']?.some((line) => !line.startsWith('cloudcart-message=;')))
    return 'a cookie was set';
  return text.includes(BANNER) ? null : 'no banner';
};

export const refused: Verdict = ({ status, headers, text }) => {
  if (status !== 503) return `status ${status}`;
  if (!(Number(headers['retry-after']) > 0)) return 'no Retry-After';
  if (text.includes(UNSURE_SENTENCE)) return UNSURE;
  if (text.includes(CUT_SENTENCE)) return CUT_SHORT;
  return text.includes(SENTENCE) ? null : `does not say that nothing was changed: ${saidIn(text)}`;
};

const saidIn = (text: string) => /lost__text">([^<]*)/.exec(text)?.[1] ?? 'it is no error page';

/** The cart page of a browser that remembers its lines. */
export const recalled: Verdict = ({ status, headers, text }) => {
  if (status !== 200) return `status ${status}`;
  if (headers['set-cookie']?.some((line) => line.startsWith('cloudcart='))) return 'a session was set';
  return text.includes('This is what your browser remembers') ? null : 'does not say what is shown';
};

/** Checkout goes on with what the browser remembers. */
export const checkoutOpen: Verdict = ({ status, headers }) => {
  if (status !== 303) return `status ${status}`;
  return headers.location === '/checkout/contact' ? null : `leads to ${headers.location}`;
};

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
  { what: 'cart page, remembered', share: 3, send: ({ member }) => member().get('/cart'), fault: recalled },
  { what: 'cart page', share: 2, send: ({ member }) => forgetful(member()).get('/cart'), fault: refused },
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
  {
    what: 'checkout, remembered',
    share: 2,
    send: ({ member }) => member().get('/checkout'),
    fault: checkoutOpen,
  },
  { what: 'checkout', share: 2, send: ({ member }) => forgetful(member()).get('/checkout'), fault: refused },
];

/** The visits in an order that spreads each kind evenly over every hundred. */
export function inTurns(visits: readonly Visit[]): Visit[] {
  const due = visits.flatMap((visit) =>
    Array.from({ length: visit.share }, (_, nth) => ({ visit, at: (nth + 0.5) / visit.share })),
  );
  return due.toSorted((a, b) => a.at - b.at).map(({ visit }) => visit);
}
