import { Logger } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { countSessionRead } from '../metrics/counters.js';
import { keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import { isInBackground } from '../request/background.js';
import { countBegin, textOf, type BeginOutcome } from './session-forms.js';
import { sessionHandle, type SessionRef } from './session-id.js';
import {
  parseSession,
  recordLifeMs,
  remainingMs,
  type SessionLife,
  type SessionRecord,
} from './session-record.js';
import { beginSession, endSession } from './session-scripts.js';

/** The records of sessions in Redis, one command or script for each deed. Errors of all: UnavailableError. */
export class RedisSessionRecords {
  private readonly log = new Logger('SessionStore');
  /** Records that were not sessions: damaged, of another version or of another Redis type. */
  private odd = 0;

  constructor(
    private readonly link: RedisLink,
    private readonly clock: Clock,
    private readonly life: SessionLife,
    /** What a read that nobody answers counts as. */
    private readonly countAway = () => countSessionRead('away'),
  ) {}

  /** Renews the life, unless nobody looks at the page; null when there is none, or it is over. */
  async read(ref: SessionRef): Promise<SessionRecord | null> {
    const text = await this.fetch(keys.session(ref.cartId, ref.sid));
    if (text === null) return null;
    const record = parseSession(text);
    if (record?.cartId !== ref.cartId) return this.countOdd('is not a session record');
    const isOver = remainingMs(record, this.life, this.now()) <= 0;
    countSessionRead(isOver ? 'ended' : 'found');
    return isOver ? null : record;
  }

  begin(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome> {
    return countBegin(this.write(ref, record));
  }

  /** Writes a record as it is now. `isLoaded`: only if it is still there (XX), so that none comes back after its end. */
  async replace(ref: SessionRef, text: string, lifeMs: number, isLoaded: boolean): Promise<void> {
    const expiration = { type: 'PX', value: lifeMs } as const;
    const options = isLoaded ? { condition: 'XX' as const, expiration } : { expiration };
    await this.link.run((client) => client.set(keys.session(ref.cartId, ref.sid), text, options));
  }

  async end({ cartId, sid }: SessionRef, next: 'ended' | 'resync'): Promise<void> {
    const names = [keys.session(cartId, sid), keys.customerSessions(cartId)];
    await this.link.change((client) =>
      endSession.run(client, names, [sid, cartId, sessionHandle(sid), next]),
    );
  }

  lifeMsOf(record: SessionRecord): number {
    return Math.ceil(recordLifeMs(record, this.life, this.now()));
  }

  private now(): number {
    return this.clock.now().getTime();
  }

  private async write(ref: SessionRef, record: SessionRecord): Promise<BeginOutcome> {
    const [text, lifeMs] = [textOf(record), this.lifeMsOf(record)];
    const names = [keys.session, keys.customerEpoch, keys.customerSessions].map((key) =>
      key(ref.cartId, ref.sid),
    );
    if (record.epoch === undefined) return this.writeNew(names[0]!, text, lifeMs);
    const values = [text, lifeMs, ref.sid, record.epoch, this.life.maxMs];
    const reply = await this.link.run((client) => beginSession.run(client, names, values));
    if (reply === 'taken') throw new Error('a new session id was in use already');
    return reply as BeginOutcome;
  }

  private async writeNew(key: string, text: string, lifeMs: number): Promise<BeginOutcome> {
    const options = { condition: 'NX', expiration: { type: 'PX', value: lifeMs } } as const;
    const reply = await this.link.run((client) => client.set(key, text, options));
    if (reply !== 'OK') throw new Error('a new session id was in use already');
    return 'saved';
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
      this.countAway();
      throw error;
    }
  }

  private countOdd(what: string): null {
    this.odd += 1;
    countSessionRead('odd');
    this.log.warn(`a session's value ${what}; its visitor is a guest (${this.odd} so far)`);
    return null;
  }
}
