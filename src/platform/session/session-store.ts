import { RedisStore } from 'connect-redis';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { Clock } from '../clock/clock.js';
import { ConflictError } from '../errors/shop-error.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import type { ReadAhead } from './read-ahead.js';
import { RedisSessionRecords } from './redis-session-records.js';
import type { CookieRules } from './session-cookie.js';
import {
  answer,
  sessionOf,
  textOf,
  type BeginOutcome,
  type Callback,
  type Sessions,
} from './session-forms.js';
import { parseSessionId, type SessionRef } from './session-id.js';
import {
  cookieLifeMs,
  parseSession,
  recordOf,
  type SessionLife,
  type SessionRecord,
} from './session-record.js';
import { SessionScan } from './session-scan.js';

type NamedSession = SessionData & { id: string };

/**
 * connect-redis, with one GETEX per read (it renews the life too), a deadline on every command and no second write:
 * express-session's save at the end of an answer does nothing for a record that is stored as it is, since by then a
 * failure could not be told any more. Whoever begins or ends a session waits for it before the answer begins.
 */
export class SessionStore extends RedisStore implements Sessions {
  /** Added by express-session: gives the request an empty session with a new id. */
  declare generate: (request: Request) => void;
  private readonly stored = new WeakMap<object, string>();
  private readonly records: RedisSessionRecords;
  private readonly scan: SessionScan;

  constructor(
    link: RedisLink,
    private readonly clock: Clock,
    private readonly life: SessionLife,
    private readonly cookie: CookieRules,
    private readonly ahead?: ReadAhead,
  ) {
    super({ client: null, prefix: keys.sessionPrefix, ttl: life.idleMs / 1000, disableTouch: true });
    this.records = new RedisSessionRecords(link, clock, life);
    this.scan = new SessionScan(link);
  }

  override get(id: string, done?: Callback<SessionData | null>): Promise<SessionData | null> {
    const ref = parseSessionId(id);
    const found = ref ? this.read(ref) : Promise.resolve(null);
    if (ref) this.ahead?.start(ref.cartId);
    return answer(
      found.then((record) => record && this.withCookie(record)),
      done,
    );
  }

  /** A session that was loaded is written only if it is still there; one whose cookie is over is forgotten. */
  override set(id: string, session: SessionData, done?: Callback): Promise<void> {
    return answer(this.replace(id, session), done);
  }

  /** Reading has renewed the life already. */
  override touch(_id: string, _session: SessionData, done?: Callback): Promise<void> {
    return answer(Promise.resolve(), done);
  }

  override destroy(id: string, done?: Callback): Promise<void> {
    const ref = parseSessionId(id);
    return answer(ref ? this.end(ref) : Promise.resolve(), done);
  }

  /** This and the next three are for operators: see SessionScan. */
  override ids(done?: Callback<string[]>): Promise<string[]> {
    return answer(this.scan.ids(), done);
  }

  override length(done?: Callback<number>): Promise<number> {
    const count = async () => (await this.scan.ids()).length;
    return answer(count(), done);
  }

  override all(done?: Callback<NamedSession[]>): Promise<NamedSession[]> {
    return answer(this.everything(), done);
  }

  override clear(done?: Callback): Promise<void> {
    return answer(this.scan.clear(), done);
  }

  read(ref: SessionRef): Promise<SessionRecord | null> {
    return this.records.read(ref);
  }

  begin(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome> {
    return this.records.begin(ref, record);
  }

  end(ref: SessionRef, next: 'ended' | 'resync' = 'ended'): Promise<void> {
    return this.records.end(ref, next);
  }

  markStored(session: SessionData, record: SessionRecord): void {
    this.stored.set(session, textOf(record));
  }

  /** Reading has renewed the record, and Redis knows since when. */
  async renewed(): Promise<void> {}

  private async replace(id: string, session: SessionData): Promise<void> {
    const [ref, record] = [parseSessionId(id), recordOf(session)];
    if (!ref || !record) throw new RangeError('not a session of this shop');
    const lifeMs = Math.min(this.records.lifeMsOf(record), browserLifeMs(session));
    if (lifeMs <= 0) return this.end(ref);
    const [text, known] = [textOf(record), this.stored.get(session)];
    if (known === text) return;
    // A customer's session begins together with its place among theirs, or ending them all would miss it.
    if (known === undefined && record.epoch !== undefined) await this.beginOrRefuse(ref, record);
    else await this.records.replace(ref, text, lifeMs, known !== undefined);
    this.stored.set(session, text);
  }

  private async beginOrRefuse(ref: SessionRef, record: SessionRecord): Promise<void> {
    if ((await this.begin(ref, record)) === 'ended') throw new ConflictError('errors.session_ended');
  }

  private withCookie(record: SessionRecord): SessionData {
    const maxAge = cookieLifeMs(record, this.life, this.clock.now().getTime());
    const session = sessionOf(record, this.cookie, maxAge);
    this.markStored(session, record);
    return session;
  }

  private async everything(): Promise<NamedSession[]> {
    const readable = (await this.scan.all()).map(({ id, text }) => ({ id, record: parseSession(text) }));
    return readable.flatMap(({ id, record }) => (record ? [{ ...this.withCookie(record), id }] : []));
  }
}

/** Milliseconds until the browser drops the cookie of a session. */
function browserLifeMs({ cookie }: SessionData): number {
  return cookie?.expires ? Number(new Date(cookie.expires)) - Date.now() : Infinity;
}
