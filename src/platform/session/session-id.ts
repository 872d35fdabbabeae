import { hash, randomBytes } from 'node:crypto';
import type { SessionLife } from './session-record.js';

/**
 * What the signed cookie says: which session, whose cart (the session's record and the cart share a slot of a Redis
 * cluster, so both are read together), and when the browser last got the cookie.
 */
export interface SessionRef {
  /** 192 random bits as 32 characters of base64url; the secret that makes its bearer this visitor. */
  sid: string;
  /** Counts only if the record says the same. */
  cartId: string;
  /** Minutes since 1970. */
  renewedAt: number;
}

const MINUTE_MS = 60_000;
const FORM = /^([\w-]{32})\.([\w-]{1,64})\.([0-9a-z]{1,8})$/;

export const newSid = (): string => randomBytes(24).toString('base64url');

export const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS);

/** True when the browser is to get the cookie again. `now`: milliseconds since 1970. */
export const isCookieOld = ({ renewedAt }: SessionRef, life: SessionLife, now: number): boolean =>
  (minuteOf(now) - renewedAt) * MINUTE_MS >= life.renewEveryMs;

/** The id as express-session signs it: `<sid>.<cart id>.<minute, base 36>`. */
export const formatSessionId = ({ sid, cartId, renewedAt }: SessionRef): string =>
  `${sid}.${cartId}.${renewedAt.toString(36)}`;

/** The parts of a session id, or null when it is none of ours. */
export function parseSessionId(id: string): SessionRef | null {
  const match = FORM.exec(id);
  if (!match) return null;
  return { sid: match[1]!, cartId: match[2]!, renewedAt: Number.parseInt(match[3]!, 36) };
}

/** Names a session on pages and in messages without giving it away: 64 bits of a digest as 16 hexadecimal digits. */
export const sessionHandle = (sid: string): string => hash('sha256', sid, 'hex').slice(0, 16);
