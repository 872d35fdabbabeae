import type { Verdict } from '../outage-visits.js';

const NOTE = 'may be a few minutes old';
const DATABASE_AWAY = 'A part of the shop does not answer just now. Nothing was changed;';

/** One of these, and nothing on it says that anything is missing. */
export const works =
  (...statuses: number[]): Verdict =>
  ({ status, text }) => {
    if (!statuses.includes(status)) return `status ${status}`;
    return text.includes('class="banner"') ? 'a banner' : null;
  };

/** A page that may be of before the trouble, and says so. */
export const withNote: Verdict = ({ status, text }) => {
  if (status !== 200) return `status ${status}`;
  return text.includes(NOTE) ? null : 'does not say that it may be old';
};

/** Refused, and nothing was changed: in a sentence, with a time to come back. */
export const databaseAway: Verdict = ({ status, headers, text }) => {
  if (status !== 503) return `status ${status}`;
  if (!(Number(headers['retry-after']) > 0)) return 'no Retry-After';
  return text.includes(DATABASE_AWAY) ? null : 'does not say that nothing was changed';
};
