import type { IncomingMessage } from 'node:http';
import { unsign } from 'cookie-signature';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import type { RedisLink } from '../redis/redis-link.js';
import { Memo } from '../memo/memo.js';
import { RedisSessionRecords } from './redis-session-records.js';
import { messageCookieName, namedCookies, sessionCookieName } from './session-cookie.js';
import { isCookieOld, parseSessionId, sessionHandle, type SessionRef } from './session-id.js';
import { sessionLife, type SessionLife, type SessionRecord } from './session-record.js';

/** Of whom a Cookie header speaks. */
export interface Visitor extends SessionRef {
  /** Names the session on pages. */
  handle: string;
}

/** Some 3 MB at most. */
const MOST_KNOWN = 5000;
const LONGEST_KNOWN = 300;

/**
 * Reads the session of a visitor whose cookies stay as they are, without express-session. Whoever needs one renewed, or has
 * a message waiting, is left to the session middleware; so is everybody while anything is odd.
 */
export class SessionPeek {
  private readonly life: SessionLife;
  private readonly records: RedisSessionRecords;
  private readonly secret: string;
  /** By Cookie header, whose signature was checked when it came first. */
  private readonly known = new Memo<Visitor>(MOST_KNOWN, LONGEST_KNOWN);

  constructor(
    private readonly link: RedisLink,
    private readonly env: Env,
    private readonly clock: Clock,
  ) {
    this.life = sessionLife(env);
    // Whoever cannot be read here is asked for by the middleware, which counts.
    this.records = new RedisSessionRecords(link, clock, this.life, () => undefined);
    this.secret = env.SESSION_SECRETS[0]!;
  }

  /**
   * What the cookie says; null when the middleware has to look at it. One that the newest secret has signed means that the
   * others have been signed anew as well: they are in the same answer.
   */
  visitorOf(request: IncomingMessage): Visitor | null {
    if (!this.link.isReady) return null;
    const visitor = this.known.get(request.headers.cookie ?? '') ?? this.parse(request);
    return visitor && !isCookieOld(visitor, this.life, this.clock.now().getTime()) ? visitor : null;
  }

  /** Renews the life of the record, as the middleware would. Null when there is none. Errors: UnavailableError. */
  read(ref: SessionRef): Promise<SessionRecord | null> {
    return this.records.read(ref);
  }

  private parse(request: IncomingMessage): Visitor | null {
    if (namedCookies(request, messageCookieName(this.env)).length > 0) return null;
    const [cookie, ...more] = namedCookies(request, sessionCookieName(this.env));
    if (more.length > 0 || !cookie?.startsWith('s:')) return null;
    const id = unsign(cookie.slice(2), this.secret);
    const ref = id === false ? null : parseSessionId(id);
    return ref && this.known.set(request.headers.cookie!, { ...ref, handle: sessionHandle(ref.sid) });
  }
}
