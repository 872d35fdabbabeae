import type { Options } from './arguments.js';
import type { Deed } from './people/person.js';

/** How big a run is. */
export interface Plan {
  people: number;
  /** Seconds in which the machine is measured. */
  measureSeconds: number;
  /** Requests a second at most, of everybody together. */
  mostPerSecond: number;
  /** Seconds before the first fault, and after the last one. */
  calmSeconds: number;
  /** Of the requests: those of people who only look. The others shop. */
  lookersShare: number;
  /** What people do who shop, in proportion. */
  habits: Record<Deed, number>;
  /** So many requests a deed of theirs takes. */
  requestsPerDeed: number;
}

/** Many orders in little time: one request in seven is about a checkout. */
const EAGER = {
  lookersShare: 0.7,
  requestsPerDeed: 2.2,
  habits: {
    browse: 22,
    add: 30,
    change: 9,
    remove: 6,
    'come back': 13,
    'sign in': 7,
    'sign out': 5,
    order: 8,
  },
};
/** The load of the target table: 85 % of the requests are about the catalogue, 8 % about carts, 4 % accounts, 3 % checkouts. */
const EVERYDAY = {
  lookersShare: 0.75,
  requestsPerDeed: 1.9,
  habits: {
    browse: 22,
    add: 30,
    change: 9,
    remove: 6,
    'come back': 13,
    'sign in': 10,
    'sign out': 8,
    order: 2,
  },
};

const QUICK: Plan = { people: 24, measureSeconds: 2, mostPerSecond: 120, calmSeconds: 3, ...EAGER };
const USUAL: Plan = { people: 60, measureSeconds: 4, mostPerSecond: 500, calmSeconds: 5, ...EAGER };
const LONG: Plan = { ...USUAL, ...EVERYDAY };

export const planOf = ({ mode }: Pick<Options, 'mode'>): Plan =>
  ({ quick: QUICK, default: USUAL, hours: LONG })[mode];

/** Of what the machine can serve. */
const SHARE_OF_CAPACITY = 0.5;
/** `capacity`: pages a second that the machine could serve before anything went wrong. */
export interface Load {
  capacity: number;
  looksPerSecond: number;
  deedsPerSecond: number;
}

/** Looks and deeds a second on a machine that can serve so many pages a second. */
export function loadFor({ mostPerSecond, lookersShare, requestsPerDeed }: Plan, capacity: number): Load {
  const perSecond = Math.min(mostPerSecond, SHARE_OF_CAPACITY * capacity);
  const looksPerSecond = perSecond * lookersShare;
  return { capacity, looksPerSecond, deedsPerSecond: (perSecond - looksPerSecond) / requestsPerDeed };
}

export const partOf = ({ capacity, looksPerSecond, deedsPerSecond }: Load, share: number): Load => ({
  capacity,
  looksPerSecond: looksPerSecond * share,
  deedsPerSecond: deedsPerSecond * share,
});
