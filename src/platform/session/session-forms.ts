import type { Request } from 'express';
import type { SessionData } from 'express-session';
import { UnavailableError } from '../errors/shop-error.js';
import { countSessionWrite } from '../metrics/counters.js';
import type { CookieRules } from './session-cookie.js';
import type { SessionRef } from './session-id.js';
import { MAX_SESSION_BYTES, type SessionRecord } from './session-record.js';

export type Callback<T = void> = (error?: unknown, value?: T) => void;

/** `ended`: the customer's sessions were ended while this one was about to begin. */
export type BeginOutcome = 'saved' | 'ended';

/**
 * A store of express-session that also tells, before an answer begins, whether a session has begun or ended: in Redis
 * `SessionStore`, in any other store `ValueSessions`. Errors: UnavailableError.
 */
export interface Sessions {
  /** Gives the request an empty session with a new id. */
  generate: (request: Request) => void;
  /** The record of a session, or null. */
  read(ref: SessionRef): Promise<SessionRecord | null>;
  /** Stores a new session. Also RangeError over 4 kB. */
  begin(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome>;
  /** Ends a session for good. `next`: what its open pages hear; `resync` when their visitor goes on with another one. */
  end(ref: SessionRef, next?: 'ended' | 'resync'): Promise<void>;
  /** Notes that a session of express-session is stored as it is. */
  markStored(session: SessionData, record: SessionRecord): void;
  /** The visitor's cookie is sent again, which happens every few minutes. Never rejects; the answer waits for it. */
  renewed(ref: SessionRef, record: SessionRecord): Promise<void>;
}

/** The record as it is stored. Errors: RangeError over 4 kB. */
export function textOf(record: SessionRecord): string {
  const text = JSON.stringify(record);
  if (Buffer.byteLength(text) > MAX_SESSION_BYTES) throw new RangeError('session is larger than 4 kB');
  return text;
}

/** What became of a session that was to begin, counted. */
export async function countBegin(work: Promise<BeginOutcome>): Promise<BeginOutcome> {
  try {
    const outcome = await work;
    countSessionWrite(outcome === 'saved' ? 'saved' : 'refused');
    return outcome;
  } catch (error) {
    if (error instanceof UnavailableError) countSessionWrite('away');
    throw error;
  }
}

/** The two ways in which a store of express-session answers: to a callback, else by the promise. */
export function answer<T>(work: Promise<T>, done?: Callback<T>): Promise<T> {
  if (!done) return work;
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error),
  );
  return work.catch(() => undefined as T);
}

/** The record as express-session wants it; `maxAge` in milliseconds. */
export const sessionOf = (record: SessionRecord, cookie: CookieRules, maxAge: number): SessionData => ({
  ...record,
  cookie: { ...cookie, originalMaxAge: maxAge, expires: new Date(Date.now() + maxAge) },
});
