import { z } from 'zod';
import { deviceSchema } from './device.js';

const record = z.strictObject({
  /** Moves when the shape does; a record of another version counts as no session. */
  v: z.literal(2),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  /** Whose cart; also part of the record's key. */
  cartId: z.string().min(1),
  customerId: z.int().positive().optional(),
  /** The customer's epoch at sign-in; ending all sessions raises it. */
  epoch: z.int().nonnegative().optional(),
  device: deviceSchema.optional(),
});

/**
 * What is kept for one visitor: identity and ids only; whatever counts or grows has keys of its own. Written once and
 * never changed, so no request can overwrite another's: signing in or out makes a new session.
 */
export type SessionRecord = z.infer<typeof record>;

/** Longest JSON of a session, in bytes. A longer one is refused when written and ignored when read. */
export const MAX_SESSION_BYTES = 4096;

/** The record in `text`, or null when it is damaged, oversized or of another version. Never throws. */
export function parseSession(text: string): SessionRecord | null {
  if (Buffer.byteLength(text) > MAX_SESSION_BYTES) return null;
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The record in a session of express-session, or null when it holds something else. */
export function recordOf(session: object): SessionRecord | null {
  const own = Object.fromEntries(
    Object.keys(record.shape).map((name) => [name, (session as Record<string, unknown>)[name]]),
  );
  return record.safeParse(own).data ?? null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long sessions live, in milliseconds: without use, at most, and how often the cookie is sent again. */
export interface SessionLife {
  idleMs: number;
  maxMs: number;
  renewEveryMs: number;
}

export function sessionLife(env: { SESSION_IDLE_MINUTES: number; SESSION_MAX_DAYS: number }): SessionLife {
  const idleMs = env.SESSION_IDLE_MINUTES * MINUTE_MS;
  return { idleMs, maxMs: env.SESSION_MAX_DAYS * DAY_MS, renewEveryMs: Math.min(5 * MINUTE_MS, idleMs / 10) };
}

/** Milliseconds until the absolute end of a session; negative when it is over. */
export const remainingMs = (session: { createdAt: number }, life: SessionLife, now: number): number =>
  session.createdAt + life.maxMs - now;

/** Milliseconds the server keeps the record without use: the idle time, cut at the absolute end. */
export const recordLifeMs = (session: { createdAt: number }, life: SessionLife, now: number): number =>
  Math.min(life.idleMs, remainingMs(session, life, now));

/**
 * Milliseconds the browser keeps the cookie. It may outlive the record by one renewal interval, so that a visitor who
 * only reads is never signed out by the browser before the server would do it.
 */
export const cookieLifeMs = (session: { createdAt: number }, life: SessionLife, now: number): number =>
  Math.min(life.idleMs + life.renewEveryMs, remainingMs(session, life, now));
