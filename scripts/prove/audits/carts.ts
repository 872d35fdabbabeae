import type { Audit } from './audit.js';

/** Carts and sign-ins are what was acknowledged. */
export const acknowledgedChanges: Audit = {
  name: 'acknowledged changes that were lost or done twice',
  looked: ({ acknowledged, cartsSeen }) =>
    `${acknowledged} acknowledged changes, ${cartsSeen} looks into carts`,
  findings: ({ cartsWrong, lost }) => [
    ...cartsWrong,
    ...lost.map((who) => `${who}: nobody knows which cart this is`),
  ],
};

export const signedOutSessions: Audit = {
  name: 'sessions that live on after signing out',
  looked: ({ signedOut }) => `${signedOut} sign-outs`,
  findings: ({ stillSignedIn }) => stillSignedIn.map((who) => `${who} is still signed in`),
};

/** A life for everything, and no eviction: else a full Redis forgets what it must not. */
export const sessionKeys: Audit = {
  name: 'keys of the session Redis that live for ever or were evicted',
  looked: () => 'every key',
  findings: ({ keysWithoutLife, evicted }) => [
    ...keysWithoutLife.map((key) => `${key} never ends`),
    ...(evicted > 0 ? [`${evicted} keys were evicted`] : []),
  ],
};
