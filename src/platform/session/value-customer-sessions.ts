import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { customerTag } from '../redis/keys.js';
import { Announcer } from '../values/announcer.js';
import { valueKeys } from '../values/value-keys.js';
import type { ValueStore } from '../values/value-store.js';
import { CustomerSessions, type DeviceSession } from './customer-sessions.js';
import { sessionHandle } from './session-id.js';
import {
  parseSession,
  remainingMs,
  sessionLife,
  type SessionLife,
  type SessionRecord,
} from './session-record.js';
import { changeCustomer, livesInCookie, readCustomer, without } from './value-session-records.js';

interface Alive {
  sid: string;
  record: SessionRecord;
  /** Milliseconds since 1970, to a few minutes. */
  seenAt: number;
}

/**
 * The sessions of a customer are one value, with their epoch. All are ended in this order: the epoch is raised, the
 * records are deleted, the list is cleared; whoever repeats what broke off finishes it.
 * In a cookie each browser knows only its own session, and nothing can be ended from elsewhere.
 */
export class ValueCustomerSessions extends CustomerSessions {
  private readonly life: SessionLife;

  constructor(
    private readonly values: ValueStore,
    env: Env,
    private readonly clock: Clock,
    private readonly announcer = new Announcer(null),
  ) {
    super();
    this.life = sessionLife(env);
  }

  async list(customerId: number, currentSessionId: string | null): Promise<DeviceSession[]> {
    const owner = customerTag(customerId);
    const alive = livesInCookie(this.values)
      ? await this.own(owner, currentSessionId)
      : await this.alive(owner);
    const sessions = alive.map(({ sid, record, seenAt }) => ({
      handle: sessionHandle(sid),
      createdAt: new Date(record.createdAt),
      lastSeenAt: new Date(seenAt),
      device: record.device ?? null,
      isCurrent: sid === currentSessionId,
    }));
    return sessions.toSorted((a, b) => Number(b.lastSeenAt) - Number(a.lastSeenAt));
  }

  async endOne(customerId: number, handle: string): Promise<boolean> {
    if (livesInCookie(this.values)) return false;
    const owner = customerTag(customerId);
    const found = (await this.alive(owner)).find(({ sid }) => sessionHandle(sid) === handle);
    if (!found) return false;
    await this.forget(owner, [found.sid]);
    this.announcer.say({ owner, kind: 'ended', session: handle });
    return true;
  }

  async endAll(customerId: number, epoch: number): Promise<number> {
    if (livesInCookie(this.values)) return 0;
    const owner = customerTag(customerId);
    const raised = await changeCustomer(this.values, owner, this.life.maxMs, (customer) =>
      customer.epoch < epoch ? { ...customer, epoch } : null,
    );
    const older = Object.entries(raised.sessions).filter(([, session]) => session.epoch < epoch);
    const sids = older.map(([sid]) => sid);
    const alive = (await Promise.all(sids.map((sid) => this.record(owner, sid)))).filter(
      (one) => one !== null,
    );
    await this.forget(owner, sids);
    if (alive.length > 0) this.announcer.say({ owner, kind: 'ended', session: '*' });
    return alive.length;
  }

  private async forget(owner: string, sids: readonly string[]): Promise<void> {
    if (sids.length === 0) return;
    await Promise.all(sids.map((sid) => this.values.delete(valueKeys.session(owner, sid))));
    await changeCustomer(this.values, owner, this.life.maxMs, (customer) => without(customer, sids));
  }

  private async alive(owner: string): Promise<Alive[]> {
    const { sessions } = await readCustomer(this.values, owner);
    const found = Object.entries(sessions).map(async ([sid, { seenAt }]) => {
      const record = await this.record(owner, sid);
      return record && { sid, record, seenAt };
    });
    return (await Promise.all(found)).filter((one) => one !== null);
  }

  private async own(owner: string, sid: string | null): Promise<Alive[]> {
    const record = sid === null ? null : await this.record(owner, sid);
    return sid === null || record === null ? [] : [{ sid, record, seenAt: this.clock.now().getTime() }];
  }

  private async record(owner: string, sid: string): Promise<SessionRecord | null> {
    const found = await this.values.get(valueKeys.session(owner, sid));
    const record = found && parseSession(found.text);
    return record && remainingMs(record, this.life, this.clock.now().getTime()) > 0 ? record : null;
  }
}
