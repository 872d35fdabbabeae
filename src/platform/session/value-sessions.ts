import { Logger } from '@nestjs/common';
import type { Request } from 'express';
import { Store, type SessionData } from 'express-session';
import type { Clock } from '../clock/clock.js';
import { countSessionRead } from '../metrics/counters.js';
import { isInBackground } from '../request/background.js';
import { Announcer } from '../values/announcer.js';
import { replaceValue } from '../values/replace-value.js';
import { valueKeys } from '../values/value-keys.js';
import type { ValueStore } from '../values/value-store.js';
import type { CookieRules } from './session-cookie.js';
import type { ReadAhead } from './read-ahead.js';
import {
  answer,
  countBegin,
  sessionOf,
  textOf,
  type BeginOutcome,
  type Callback,
  type Sessions,
} from './session-forms.js';
import { parseSessionId, sessionHandle, type SessionRef } from './session-id.js';
import {
  cookieLifeMs,
  parseSession,
  recordLifeMs,
  recordOf,
  remainingMs,
  type SessionLife,
  type SessionRecord,
} from './session-record.js';
import { beginOf, changeCustomer, isCustomers, livesInCookie, without } from './value-session-records.js';

/**
 * Sessions in a store of values. What is one step in Redis is several here, in an order in which whatever comes between
 * them leaves no session that was ended.
 */
export class ValueSessions extends Store implements Sessions {
  /** Added by express-session: gives the request an empty session with a new id. */
  declare generate: (request: Request) => void;
  private readonly log = new Logger(ValueSessions.name);
  private readonly stored = new WeakMap<object, string>();
  private readonly inCookie: boolean;

  constructor(
    private readonly values: ValueStore,
    private readonly clock: Clock,
    private readonly life: SessionLife,
    private readonly cookie: CookieRules,
    private readonly ahead?: ReadAhead,
    private readonly announcer = new Announcer(null),
  ) {
    super();
    this.inCookie = livesInCookie(values);
  }

  override get(id: string, done: Callback<SessionData | null>): void {
    const ref = parseSessionId(id);
    const found = ref ? this.read(ref) : Promise.resolve(null);
    if (ref) this.ahead?.start(ref.cartId);
    void answer(
      found.then((record) => record && this.withCookie(record)),
      done,
    );
  }

  override set(id: string, session: SessionData, done?: Callback): void {
    void answer(this.replace(id, session), done ?? (() => undefined));
  }

  /** Reading has renewed the life already. */
  override touch(_id: string, _session: SessionData, done?: () => void): void {
    done?.();
  }

  override destroy(id: string, done?: Callback): void {
    const ref = parseSessionId(id);
    void answer(ref ? this.end(ref) : Promise.resolve(), done ?? (() => undefined));
  }

  async read(ref: SessionRef): Promise<SessionRecord | null> {
    const text = await this.fetch(ref);
    if (text === null) return null;
    const record = parseSession(text);
    if (record?.cartId !== ref.cartId) return this.countOdd();
    const isOver = remainingMs(record, this.life, this.now()) <= 0;
    countSessionRead(isOver ? 'ended' : 'found');
    return isOver ? null : record;
  }

  begin(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome> {
    return countBegin(this.write(ref, record));
  }

  /** From a cookie the cart goes along: whoever comes next to this browser needs the room. */
  async end({ cartId, sid }: SessionRef, next: 'ended' | 'resync' = 'ended'): Promise<void> {
    await this.values.delete(valueKeys.session(cartId, sid));
    if (this.inCookie && (next === 'ended' || !isCustomers(cartId)))
      await this.values.delete(valueKeys.cart(cartId));
    if (!this.inCookie && isCustomers(cartId))
      await changeCustomer(this.values, cartId, this.life.maxMs, (customer) => without(customer, [sid]));
    const ended = { owner: cartId, kind: 'ended', session: sessionHandle(sid) } as const;
    this.announcer.say(next === 'ended' ? ended : { owner: cartId, kind: 'resync' });
  }

  markStored(session: SessionData, record: SessionRecord): void {
    this.stored.set(session, textOf(record));
  }

  /** Only a cookie has to be there before the answer begins. */
  async renewed(ref: SessionRef, record: SessionRecord): Promise<void> {
    const work = this.inCookie ? this.renewCookie(ref, record) : this.noteSeen(ref, record);
    const done = work.catch((error: Error) => this.log.warn(`a session was not renewed: ${error.message}`));
    if (this.inCookie) await done;
  }

  private now(): number {
    return this.clock.now().getTime();
  }

  /**
   * The record comes first and the customer's epoch is looked at with the entry in their list: whoever ends all sessions
   * in between either finds the entry, or has raised the epoch before.
   */
  private async write(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome> {
    const key = valueKeys.session(ref.cartId, ref.sid);
    const isNew = await this.values.put(key, textOf(record), null, this.lifeOf(record));
    if (!isNew) throw new Error('a new session id was in use already');
    const { epoch } = record;
    if (epoch === undefined || this.inCookie) return 'saved';
    const begin = beginOf(ref.sid, epoch, { now: this.now(), maxMs: this.life.maxMs });
    const customer = await changeCustomer(this.values, ref.cartId, this.life.maxMs, begin);
    if (customer.epoch <= epoch) return 'saved';
    await this.values.delete(key);
    return 'ended';
  }

  private lifeOf(record: SessionRecord): number {
    return Math.max(Math.ceil(recordLifeMs(record, this.life, this.now())), 1);
  }

  /** A session that was loaded is written only if it is still there: none comes back after it has ended. */
  private async replace(id: string, session: SessionData): Promise<void> {
    const [ref, record] = [parseSessionId(id), recordOf(session)];
    if (!ref || !record) throw new RangeError('not a session of this shop');
    const [text, known] = [textOf(record), this.stored.get(session)];
    if (known === text) return;
    await replaceValue(this.values, valueKeys.session(ref.cartId, ref.sid), (found) => {
      const isGone = found === null && known !== undefined;
      return { text: isGone ? null : text, lifeMs: this.lifeOf(record), answer: undefined };
    });
    this.stored.set(session, text);
  }

  /** In a cookie nothing is renewed by reading: the answer may be one that others may cache. Nor where nobody looks. */
  private async fetch({ cartId, sid }: SessionRef): Promise<string | null> {
    const key = valueKeys.session(cartId, sid);
    try {
      const isRenewed = !this.inCookie && !isInBackground();
      const found = await (isRenewed ? this.values.get(key, this.life.idleMs) : this.values.get(key));
      if (!found) countSessionRead('none');
      return found?.text ?? null;
    } catch (error) {
      countSessionRead('away');
      throw error;
    }
  }

  private async renewCookie({ cartId, sid }: SessionRef, record: SessionRecord): Promise<void> {
    await this.values.get(valueKeys.session(cartId, sid), this.lifeOf(record));
  }

  private async noteSeen({ cartId, sid }: SessionRef, { epoch }: SessionRecord): Promise<void> {
    if (epoch === undefined) return;
    await changeCustomer(this.values, cartId, this.life.maxMs, ({ sessions, ...customer }) => {
      const known = sessions[sid];
      return known
        ? { ...customer, sessions: { ...sessions, [sid]: { ...known, seenAt: this.now() } } }
        : null;
    });
  }

  private withCookie(record: SessionRecord): SessionData {
    const session = sessionOf(record, this.cookie, cookieLifeMs(record, this.life, this.now()));
    this.markStored(session, record);
    return session;
  }

  private countOdd(): null {
    countSessionRead('odd');
    this.log.warn("a session's value is not a session record; its visitor is a guest");
    return null;
  }
}
