import { Logger } from '@nestjs/common';
import { RedisStore } from 'connect-redis';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { Clock } from '../clock/clock.js';
import { UnavailableError } from '../errors/shop-error.js';
import { countSessionRead, countSessionWrite } from '../metrics/counters.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import type { CookieRules } from './session-cookie.js';
import type { ReadAhead } from './read-ahead.js';
import {
  answer,
  sessionOf,
  textOf,
  type BeginOutcome,
  type Callback,
  type Sessions,
} from './session-forms.js';
import { parseSessionId, sessionHandle, type SessionRef } from './session-id.js';
import { isInBackground } from '../request/background.js';
import {
  cookieLifeMs,
  parseSession,
  recordLifeMs,
  recordOf,
  remainingMs,
  type SessionLife,
  type SessionRecord,
} from './session-record.js';
import { beginSession, endSession } from './session-scripts.js';

/**
 * connect-redis, with one GETEX per read (it renews the life too), a deadline on every command and no second write:
 * express-session's save at the end of an answer does nothing for a record that is stored as it is, since by then a
 * failure could not be told any more. Whoever begins or ends a session waits for it before the answer begins.
 */
export class SessionStore extends RedisStore implements Sessions {
  /** Added by express-session: gives the request an empty session with a new id. */
  declare generate: (request: Request) => void;
  private readonly log = new Logger(SessionStore.name);
  private readonly stored = new WeakMap<object, string>();
  /** Records that were not sessions: damaged, of another version or of another Redis type. */
  oddRecords = 0;

  constructor(
    private readonly link: RedisLink,
    private readonly clock: Clock,
    private readonly life: SessionLife,
    private readonly cookie: CookieRules,
    private readonly ahead?: ReadAhead,
  ) {
    super({ client: null, prefix: keys.sessionPrefix });
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

  async read(ref: SessionRef): Promise<SessionRecord | null> {
    const text = await this.fetch(keys.session(ref.cartId, ref.sid));
    if (text === null) return null;
    const record = parseSession(text);
    if (record?.cartId !== ref.cartId) return this.countOdd('is not a session record');
    const isOver = remainingMs(record, this.life, this.clock.now().getTime()) <= 0;
    countSessionRead(isOver ? 'ended' : 'found');
    return isOver ? null : record;
  }

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
    const lifeMs = Math.ceil(recordLifeMs(record, this.life, this.clock.now().getTime()));
    const names = [keys.session, keys.customerEpoch, keys.customerSessions].map((key) =>
      key(ref.cartId, ref.sid),
    );
    if (record.epoch === undefined) return this.writeNew(names[0]!, text, lifeMs);
    const values = [text, lifeMs, ref.sid, record.epoch, this.life.maxMs];
    const reply = await this.link.run((client) => beginSession.run(client, names, values));
    if (reply === 'taken') throw new Error('a new session id was in use already');
    return reply as BeginOutcome;
  }

  async end({ cartId, sid }: SessionRef, next: 'ended' | 'resync' = 'ended'): Promise<void> {
    const names = [keys.session(cartId, sid), keys.customerSessions(cartId)];
    await this.link.run((client) => endSession.run(client, names, [sid, cartId, sessionHandle(sid), next]));
  }

  markStored(session: SessionData, record: SessionRecord): void {
    this.stored.set(session, textOf(record));
  }

  /** Reading has renewed the record, and Redis knows since when. */
  renewed(): void {}

  private async writeNew(key: string, text: string, lifeMs: number): Promise<BeginOutcome> {
    const options = { condition: 'NX', expiration: { type: 'PX', value: lifeMs } } as const;
    const reply = await this.link.run((client) => client.set(key, text, options));
    if (reply !== 'OK') throw new Error('a new session id was in use already');
    return 'saved';
  }

  private async replace(id: string, session: SessionData): Promise<void> {
    const [ref, record] = [parseSessionId(id), recordOf(session)];
    if (!ref || !record) throw new RangeError('not a session of this shop');
    const text = textOf(record);
    const known = this.stored.get(session);
    if (known === text) return;
    const lifeMs = Math.ceil(recordLifeMs(record, this.life, this.clock.now().getTime()));
    const expiration = { type: 'PX', value: lifeMs } as const;
    const options = known === undefined ? { expiration } : { condition: 'XX' as const, expiration };
    await this.link.run((client) => client.set(keys.session(ref.cartId, ref.sid), text, options));
    this.stored.set(session, text);
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
    const session = sessionOf(record, this.cookie, maxAge);
    this.markStored(session, record);
    return session;
  }

  private countOdd(what: string): null {
    this.oddRecords += 1;
    countSessionRead('odd');
    this.log.warn(`a session's value ${what}; its visitor is a guest (${this.oddRecords} so far)`);
    return null;
  }
}
