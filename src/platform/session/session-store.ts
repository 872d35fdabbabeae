import { Logger } from '@nestjs/common';
import { RedisStore } from 'connect-redis';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { Clock } from '../clock/clock.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import { RedisScript } from '../redis/script.js';
import { isInBackground } from '../request/background.js';
import {
  cookieLifeMs,
  MAX_SESSION_BYTES,
  parseSession,
  recordLifeMs,
  remainingMs,
  type SessionLife,
  type SessionRecord,
} from './session-record.js';

type Callback = (error?: unknown, session?: SessionData | null) => void;

/** `changed`: another request has written since the record was read. `gone`: signed out, renewed or expired. */
export type SaveOutcome = 'saved' | 'changed' | 'gone';

export interface CookieRules {
  secure: boolean;
  sameSite: 'lax';
  httpOnly: true;
  path: '/';
}

/** Writes over the revision that was read, and only while the record still exists (XX): no session comes back. */
const overwrite = new RedisScript(`
local current = redis.call('GET', KEYS[1])
if not current then return 'gone' end
local readable, record = pcall(cjson.decode, current)
if not readable or type(record) ~= 'table' then return 'gone' end
if record.revision ~= tonumber(ARGV[2]) then return 'changed' end
redis.call('SET', KEYS[1], ARGV[1], 'XX', 'PX', ARGV[3])
return 'saved'`);

/**
 * connect-redis, with one round trip per read (GETEX renews the life too) and a deadline on every command.
 * express-session's own save and touch at the end of an answer do nothing here: whoever changes a session calls
 * `write` and waits for it before the answer begins, since later a failure could not be told any more.
 */
export class SessionStore extends RedisStore {
  /** Added by express-session: gives the request an empty session with a new id. */
  declare generate: (request: Request) => void;
  private readonly log = new Logger(SessionStore.name);
  /** Records that were not sessions: damaged, of another version or of another Redis type. */
  oddRecords = 0;

  constructor(
    private readonly link: RedisLink,
    private readonly clock: Clock,
    private readonly life: SessionLife,
    private readonly cookie: CookieRules,
  ) {
    super({ client: link.client, prefix: keys.sessionPrefix });
  }

  override async get(id: string, done: Callback): Promise<void> {
    await this.read(id).then(
      (record) => done(null, record && this.withCookie(record)),
      (error: unknown) => done(error),
    );
  }

  override async set(_id: string, _session: SessionData, done?: Callback): Promise<void> {
    done?.(null);
  }

  override async touch(_id: string, _session: SessionData, done?: Callback): Promise<void> {
    done?.(null);
  }

  override async destroy(id: string, done?: Callback): Promise<void> {
    await this.remove(id).then(
      () => done?.(null),
      (error: unknown) => done?.(error),
    );
  }

  /** The record of a session, or null. Errors: UnavailableError. */
  async read(id: string): Promise<SessionRecord | null> {
    const text = await this.fetch(id);
    if (text === null) return null;
    const record = parseSession(text);
    if (!record) return this.countOdd('is not a session record');
    return remainingMs(record, this.life, this.clock.now().getTime()) > 0 ? record : null;
  }

  /** Stores a new session (revision 1), or one whose revision was raised by one since it was read. */
  async write(id: string, record: SessionRecord): Promise<SaveOutcome> {
    const text = JSON.stringify(record);
    if (Buffer.byteLength(text) > MAX_SESSION_BYTES) throw new RangeError('session is larger than 4 kB');
    const lifeMs = Math.ceil(recordLifeMs(record, this.life, this.clock.now().getTime()));
    if (lifeMs <= 0) return 'gone';
    const key = this.prefix + id;
    if (record.revision > 1)
      return this.link.run(
        (client) => overwrite.run(client, [key], [text, record.revision - 1, lifeMs]) as Promise<SaveOutcome>,
      );
    const options = { condition: 'NX', expiration: { type: 'PX', value: lifeMs } } as const;
    const reply = await this.link.run((client) => client.set(key, text, options));
    return reply === 'OK' ? 'saved' : 'changed';
  }

  async remove(id: string): Promise<void> {
    await this.link.run((client) => client.del(this.prefix + id));
  }

  private async fetch(id: string): Promise<string | null> {
    try {
      if (isInBackground()) return await this.link.run((client) => client.get(this.prefix + id));
      const expiry = { type: 'PX', value: this.life.idleMs } as const;
      return await this.link.run((client) => client.getEx(this.prefix + id, expiry));
    } catch (error) {
      if ((error as Error).message.startsWith('WRONGTYPE')) return this.countOdd('has a wrong Redis type');
      throw error;
    }
  }

  private withCookie(record: SessionRecord): SessionData {
    const maxAge = cookieLifeMs(record, this.life, this.clock.now().getTime());
    const expires = new Date(Date.now() + maxAge);
    return { ...record, cookie: { ...this.cookie, originalMaxAge: maxAge, expires } };
  }

  private countOdd(what: string): null {
    this.oddRecords += 1;
    this.log.warn(`a session's value ${what}; its visitor is a guest (${this.oddRecords} so far)`);
    return null;
  }
}
