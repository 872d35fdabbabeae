/**
 * Every Redis key of the shop: its name, what it holds and how long it lives.
 * `v1` moves when the shape does. Braces keep the keys of one thing in one cluster slot.
 */
export const keys = {
  /** Prefix of express-session records: JSON `SessionRecord`. Lives SESSION_IDLE_MINUTES after the last use. */
  sessionPrefix: 'session:v1:',
  /** Cached JSON of one read. Lives as long as the reader says, jittered. */
  cache: (name: string) => `cache:v1:${name}`,
  /** Number of sign-ins that went wrong, by account (a digest) or by network address. 15 minutes from the first. */
  signInTries: (by: 'account' | 'address', whose: string) => `sign-in-tries:v1:${by}:${whose}`,
  /** Hash, line key (variant id and properties) -> quantity. Guests 30 days after the last change, customers 90. */
  cartLines: (cartId: string) => `cart:{${cartId}}:lines`,
  /** Hash, line key -> `<order of adding> <JSON of the properties>`. Lives as long as the lines. */
  cartLineDetails: (cartId: string) => `cart:{${cartId}}:line-details`,
  /** Hash: revision, sequence, note, `attribute:<name>`; or only movedTo, for a day. Lives as long as the lines. */
  cartDetails: (cartId: string) => `cart:{${cartId}}:details`,
  /** Sorted set, customer's cart id -> revision: carts whose copy in MySQL is behind. 90 days after the last change. */
  changedCarts: 'carts:changed',
  /** Channel (pub/sub, keeps nothing): JSON `LiveMessage`, after every change of a cart and when sessions end. */
  liveChannel: 'live:v1',
};
