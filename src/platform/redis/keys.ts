/** The cart id of a customer, which is also the hash tag of all their keys. */
export const customerTag = (customerId: number): string => `c-${customerId}`;

/**
 * Every Redis key of the shop: its name, what it holds and how long it lives.
 * `v1` moves when the shape does. Braces keep the keys of one thing in one cluster slot.
 */
export const keys = {
  /** Prefix of `session`. */
  sessionPrefix: 'session:v2:',
  /** JSON `SessionRecord`, in the slot of its cart. Lives SESSION_IDLE_MINUTES after the last use. */
  session: (cartId: string, sid: string) => `session:v2:{${cartId}}:${sid}`,
  /** Number: sessions of a lower epoch have ended. Lives as long as a session can (SESSION_MAX_DAYS). */
  customerEpoch: (cartId: string) => `customer:{${cartId}}:epoch`,
  /** Set of the ids of a customer's sessions, ended ones too until they are looked at. Lives like the epoch. */
  customerSessions: (cartId: string) => `customer:{${cartId}}:sessions`,
  /**
   * `value`: 20 digits (see cache-scripts.ts) and JSON of one read; lives as long as the reader says, jittered, and its
   * grace. `lease`: token of who loads it; a few seconds. `changed`: empty; it was forgotten less than fifteen seconds ago.
   */
  cached: (name: string) => ({
    value: `cache:v2:{${name}}`,
    lease: `cache:v2:{${name}}:lease`,
    changed: `cache:v2:{${name}}:changed`,
  }),
  /** Channel (pub/sub, keeps nothing): JSON `Announcement` of cached values that have changed. */
  cacheChannel: 'live:cache-changes:v1',
  /**
   * `generation`: number of changes announced; stays, as it must only grow. `instances`: hash, id of a web process ->
   * `<generation it serves> <milliseconds of its last word>`; a minute.
   */
  cacheFleet: { generation: 'cache:v2:{fleet}:generation', instances: 'cache:v2:{fleet}:instances' },
  /** Number of sign-ins that went wrong, by account (a digest) or by network address. 15 minutes from the first. */
  signInTries: (by: 'account' | 'address', whose: string) => `sign-in-tries:v1:${by}:${whose}`,
  /** Set of the checkout tokens whose payments failed or wait, by cart or by network address. 15 minutes from the first. */
  paymentTries: (by: 'cart' | 'address', whose: string) => `payment-tries:v1:${by}:${whose}`,
  /** Number of discount codes that were typed, by cart or by network address. A minute from the first. */
  codeTries: (by: 'cart' | 'address', whose: string) => `code-tries:v1:${by}:${whose}`,
  /** Number of times somebody asked to be told of stock, by e-mail address (a digest) or by network address. An hour from the first. */
  alertTries: (by: 'email' | 'address', whose: string) => `alert-tries:v1:${by}:${whose}`,
  /** How often a provider was asked about one payment because somebody said that it has changed; 1 minute. */
  paymentHints: (reference: string) => `payment-hints:v1:${reference}`,
  /** Number of times somebody wrote to the shop, by e-mail address (a digest) or by network address. An hour from the first. */
  contactTries: (by: 'email' | 'address', whose: string) => `contact-tries:v1:${by}:${whose}`,
  /** Number of times somebody asked for a link to an account, by its e-mail address (a digest) or by network address. An hour from the first. */
  linkTries: (by: 'email' | 'address', whose: string) => `link-tries:v1:${by}:${whose}`,
  /** Number of times somebody asked for letters, by e-mail address (a digest) or by network address. An hour from the first. */
  newsletterTries: (by: 'email' | 'address', whose: string) => `newsletter-tries:v1:${by}:${whose}`,
  /** Number of votes for reviews, by network address. An hour from the first. */
  voteTries: (whose: string) => `vote-tries:v1:${whose}`,
  /** '1': a process has begun to make that picture; 20 seconds at most. */
  drawing: (name: string) => `drawing:v1:${name}`,
  /** Hash, line key (variant id and properties) -> quantity. Guests 30 days after the last change, customers 90. */
  cartLines: (cartId: string) => `cart:{${cartId}}:lines`,
  /** Hash, line key -> `<order of adding> <JSON of the properties>`. Lives as long as the lines. */
  cartLineDetails: (cartId: string) => `cart:{${cartId}}:line-details`,
  /** Hash: revision, count, sequence, note, `attribute:<name>`, merge, movedTo, wishes (`<how many> <state>` of the wishlist). Lives as long as the lines. */
  cartDetails: (cartId: string) => `cart:{${cartId}}:details`,
  /** Hash, line key -> quantity of what is saved for later. Lives as long as the lines. */
  cartSaved: (cartId: string) => `cart:{${cartId}}:saved`,
  /** List of JSON `JournalEntry`, the newest first, at most 50. Lives as long as the lines. */
  cartJournal: (cartId: string) => `cart:{${cartId}}:journal`,
  /** Hash, operation id -> JSON of what it answered: those of the journal. Lives as long as the lines, or a day after a move. */
  cartOperations: (cartId: string) => `cart:{${cartId}}:operations`,
  /** Sorted set, customer's cart id -> milliseconds: carts whose copy in MySQL may be behind. 90 days after the last mark. */
  changedCarts: 'carts:changed',
  /** Channel (pub/sub, keeps nothing): JSON `LiveMessage`, after every change of a cart and when sessions end. */
  liveChannel: 'live:v1',
};
