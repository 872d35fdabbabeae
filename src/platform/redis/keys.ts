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
};
