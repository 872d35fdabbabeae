import { Logger } from '@nestjs/common';
import { RedisStore } from 'connect-redis';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { Clock } from '../clock/clock.js';
import { ConflictError, UnavailableError } from '../errors/shop-error.js';
import { countSessionRead, countSessionWrite } from '../metrics/counters.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import type { CookieRules } from './session-cookie.js';
import type { ReadAhead } from './read-ahead.js';
import { parseSessionId, sessionHandle, type SessionRef } from './session-id.js';
import { isInBackground } from '../request/background.js';
import {
  cookieLifeMs,
  MAX_SESSION_BYTES,
  parseSession,
  recordLifeMs,
  recordOf,
  remainingMs,
  type SessionLife,
  type SessionRecord,
} from './session-record.js';
import { SessionScan } from './session-scan.js';
import { beginSession, endSession } from './session-scripts.js';

type Callback<T = void> = (error?: unknown, value?: T) => void;

/** `ended`: the customer's sessions were ended while this one was about to begin. */
export type BeginOutcome = 'saved' | 'ended';

/**
 * connect-redis, with one GETEX per read (it renews the life too), a deadline on every command and no second write:
 * express-session's save at the end of an answer does nothing for a record that is stored as it is, since by then a
 * failure could not be told any more. Whoever begins or ends a session waits for it before the answer begins.
 */
export class SessionStore extends RedisStore {
  /** Added by express-session: gives the request an empty session with a new id. */
  declare generate: (request: Request) => void;
  private readonly log = new Logger(SessionStore.name);
  private readonly stored = new WeakMap<object, string>();
  private readonly scan: SessionScan;
  /** Records that were not sessions: damaged, of another version or of another Redis type. */
  oddRecords = 0;

  constructor(
    private readonly link: RedisLink,
    private readonly clock: Clock,
    private readonly life: SessionLife,
    private readonly cookie: CookieRules,
    private readonly ahead?: ReadAhead,
  ) {
    super({ client: null, prefix: keys.sessionPrefix, ttl: life.idleMs / 1000, disableTouch: true });
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

  /** A session that was loaded is written only if it is still there (XX): none comes back after it has ended. */
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
    return answer(
      this.scan.ids().then((ids) => ids.length),
      done,
    );
  }

  override all(done?: Callback<(SessionData & { id: string })[]>): Promise<(SessionData & { id: string })[]> {
    return answer(this.everything(), done);
  }

  override clear(done?: Callback): Promise<void> {
    return answer(this.scan.clear(), done);
  }

  /** The record of a session, or null. Errors: UnavailableError. */
  async read(ref: SessionRef): Promise<SessionRecord | null> {
    const text = await this.fetch(keys.session(ref.cartId, ref.sid));
    if (text === null) return null;
    const record = parseSession(text);
    if (record?.cartId !== ref.cartId) return this.countOdd('is not a session record');
    const isOver = remainingMs(record, this.life, this.clock.now().getTime()) <= 0;
    countSessionRead(isOver ? 'ended' : 'found');
    return isOver ? null : record;
  }

  /** Stores a new session. Errors: UnavailableError (nobody knows whether it is there), RangeError over 4 kB. */
  async begin(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome> {
    try {
      const outcome = await this.write(ref, record);
      countSessionWrite(outcome === 'saved' ? 'saved' : 'refused');
      return outcome;
    } catch (error) {
      if (error instanceof UnavailableError) countSessionWrite('away');
      throw error;
    }
  }

  private async write(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome> {
    const text = textOf(record);
    const lifeMs = this.lifeMsOf(record);
    const names = [keys.session, keys.customerEpoch, keys.customerSessions].map((key) =>
      key(ref.cartId, ref.sid),
    );
    if (record.epoch === undefined) return this.writeNew(names[0]!, text, lifeMs);
    const values = [text, lifeMs, ref.sid, record.epoch, this.life.maxMs];
    const reply = await this.link.run((client) => beginSession.run(client, names, values));
    if (reply === 'taken') throw new Error('a new session id was in use already');
    return reply as BeginOutcome;
  }

  /** Ends a session for good. `next`: what its open pages hear; `resync` when their visitor goes on with another one. */
  async end({ cartId, sid }: SessionRef, next: 'ended' | 'resync' = 'ended'): Promise<void> {
    const names = [keys.session(cartId, sid), keys.customerSessions(cartId)];
    await this.link.run((client) => endSession.run(client, names, [sid, cartId, sessionHandle(sid), next]));
  }

  /** Notes that a session of express-session is stored as it is. */
  markStored(session: SessionData, record: SessionRecord): void {
    this.stored.set(session, textOf(record));
  }

  private async writeNew(key: string, text: string, lifeMs: number): Promise<BeginOutcome> {
    const options = { condition: 'NX', expiration: { type: 'PX', value: lifeMs } } as const;
    const reply = await this.link.run((client) => client.set(key, text, options));
    if (reply !== 'OK') throw new Error('a new session id was in use already');
    return 'saved';
  }

  private async replace(id: string, session: SessionData): Promise<void> {
    const [ref, record] = [parseSessionId(id), recordOf(session)];
    if (!ref || !record) throw new RangeError('not a session of this shop');
    const lifeMs = Math.min(this.lifeMsOf(record), browserLifeMs(session));
    if (lifeMs <= 0) return this.end(ref);
    const [text, known] = [textOf(record), this.stored.get(session)];
    if (known === text) return;
    // A customer's session begins together with its place among theirs, or ending them all would miss it.
    if (known === undefined && record.epoch !== undefined) return this.beginOrRefuse(ref, record);
    const expiration = { type: 'PX', value: lifeMs } as const;
    const options = known === undefined ? { expiration } : { condition: 'XX' as const, expiration };
    await this.link.run((client) => client.set(keys.session(ref.cartId, ref.sid), text, options));
    this.stored.set(session, text);
  }

  private async beginOrRefuse(ref: SessionRef, record: SessionRecord): Promise<void> {
    if ((await this.begin(ref, record)) === 'ended') throw new ConflictError('errors.session_ended');
  }

  private lifeMsOf(record: SessionRecord): number {
    return Math.ceil(recordLifeMs(record, this.life, this.clock.now().getTime()));
  }

  private async fetch(key: string): Promise<string | null> {
    try {
      const expiry = { type: 'PX', value: this.life.idleMs } as const;
      const text = await this.link.run((client) =>
        isInBackground() ? client.get(key) : client.getEx(key, expiry),
      );
      if (text === null) countSessionRead('none');
      return text;
    } catch (error) {
      if ((error as Error).message.startsWith('WRONGTYPE')) return this.countOdd('has a wrong Redis type');
      countSessionRead('away');
      throw error;
    }
  }

  private withCookie(record: SessionRecord): SessionData {
    const maxAge = cookieLifeMs(record, this.life, this.clock.now().getTime());
    const expires = new Date(Date.now() + maxAge);
    const session = { ...record, cookie: { ...this.cookie, originalMaxAge: maxAge, expires } };
    this.markStored(session, record);
    return session;
  }

  private async everything(): Promise<(SessionData & { id: string })[]> {
    const readable = (await this.scan.all()).map(({ id, text }) => ({ id, record: parseSession(text) }));
    return readable.flatMap(({ id, record }) => (record ? [{ ...this.withCookie(record), id }] : []));
  }

  private countOdd(what: string): null {
    this.oddRecords += 1;
    countSessionRead('odd');
    this.log.warn(`a session's value ${what}; its visitor is a guest (${this.oddRecords} so far)`);
    return null;
  }
}

/** Milliseconds until the browser drops the cookie of a session. */
function browserLifeMs({ cookie }: SessionData): number {
  return cookie?.expires ? Number(new Date(cookie.expires)) - Date.now() : Infinity;
}

function textOf(record: SessionRecord): string {
  const text = JSON.stringify(record);
  if (Buffer.byteLength(text) > MAX_SESSION_BYTES) throw new RangeError('session is larger than 4 kB');
  return text;
}

/** connect-redis' two ways of answering: to a callback, else by the promise. */
function answer<T>(work: Promise<T>, done?: Callback<T>): Promise<T> {
  if (!done) return work;
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error),
  );
  return work.catch(() => undefined as T);
}
