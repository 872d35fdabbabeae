/** How big a run is. */
export interface Plan {
  people: number;
  /** Seconds in which the machine is measured. */
  measureSeconds: number;
  /** Requests a second at most, of everybody together. */
  mostPerSecond: number;
  /** Seconds before the first fault, and after the last one. */
  calmSeconds: number;
}

export const QUICK: Plan = { people: 24, measureSeconds: 2, mostPerSecond: 120, calmSeconds: 3 };
export const USUAL: Plan = { people: 60, measureSeconds: 4, mostPerSecond: 500, calmSeconds: 5 };

/** Of what the machine can serve. */
const SHARE_OF_CAPACITY = 0.5;
/** Of the requests: who only looks, and who shops. */
const LOOKERS_SHARE = 0.7;
/** A deed of a shopper is about so many requests. */
const REQUESTS_PER_DEED = 2.2;

/** `capacity`: pages a second that the machine could serve before anything went wrong. */
export interface Load {
  capacity: number;
  looksPerSecond: number;
  deedsPerSecond: number;
}

/** Looks and deeds a second on a machine that can serve so many pages a second. */
export function loadFor({ mostPerSecond }: Plan, capacity: number): Load {
  const perSecond = Math.min(mostPerSecond, SHARE_OF_CAPACITY * capacity);
  const looksPerSecond = perSecond * LOOKERS_SHARE;
  return { capacity, looksPerSecond, deedsPerSecond: (perSecond - looksPerSecond) / REQUESTS_PER_DEED };
}

export const partOf = ({ capacity, looksPerSecond, deedsPerSecond }: Load, share: number): Load => ({
  capacity,
  looksPerSecond: looksPerSecond * share,
  deedsPerSecond: deedsPerSecond * share,
});
