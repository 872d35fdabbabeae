import { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { customerTag, keys } from '../redis/keys.js';
import type { RedisLink } from '../redis/redis-link.js';
import { requestMemo } from '../request/request-stats.js';
import { CustomerSessions, type DeviceSession } from './customer-sessions.js';
import { sessionHandle } from './session-id.js';
import { parseSession, remainingMs, sessionLife, type SessionLife } from './session-record.js';
import { endSession, endSessions, listSessions } from './session-scripts.js';

interface Alive {
  sid: string;
  text: string;
  leftMs: number;
}

const memoName = (customerId: number): string => `sessions ${customerId}`;

/**
 * Ended means ended: the records are deleted and the epoch is raised in one script, and every write of a session's cart
 * asks for both in its own script.
 */
export class RedisCustomerSessions extends CustomerSessions {
  private readonly life: SessionLife;

  constructor(
    private readonly link: RedisLink,
    env: Env,
    private readonly clock: Clock,
  ) {
    super();
    this.life = sessionLife(env);
  }

  override readAhead(customerId: number): void {
    const asked = requestMemo() && this.alive(customerId);
    // Nobody may ask for the answer after all.
    asked?.catch(() => undefined);
    requestMemo()?.set(memoName(customerId), asked);
  }

  /** When a session was used last follows from how long it has left. */
  async list(customerId: number, currentSessionId: string | null): Promise<DeviceSession[]> {
    const now = this.clock.now().getTime();
    const asked = requestMemo()?.get(memoName(customerId)) as Promise<Alive[]> | undefined;
    const sessions = (await (asked ?? this.alive(customerId))).map(
      ({ sid, text, leftMs }): DeviceSession | null => {
        const record = parseSession(text);
        if (!record || remainingMs(record, this.life, now) <= 0) return null;
        const lastSeenAt = new Date(Math.max(record.createdAt, now - (this.life.idleMs - leftMs)));
        const common = { handle: sessionHandle(sid), isCurrent: sid === currentSessionId };
        return {
          ...common,
          createdAt: new Date(record.createdAt),
          lastSeenAt,
          device: record.device ?? null,
        };
      },
    );
    return sessions.filter((one) => one !== null).sort((a, b) => Number(b.lastSeenAt) - Number(a.lastSeenAt));
  }

  async endOne(customerId: number, handle: string): Promise<boolean> {
    const owner = customerTag(customerId);
    const found = (await this.alive(customerId)).find(({ sid }) => sessionHandle(sid) === handle);
    if (!found) return false;
    const names = [keys.session(owner, found.sid), keys.customerSessions(owner)];
    const values = [found.sid, owner, handle, 'ended'];
    return (await this.link.change((client) => endSession.run(client, names, values))) === 1;
  }

  async endAll(customerId: number, epoch: number): Promise<number> {
    const owner = customerTag(customerId);
    const names = [keys.customerEpoch(owner), keys.customerSessions(owner)];
    const values = [epoch, keys.session(owner, ''), owner, this.life.maxMs];
    return Number(await this.link.run((client) => endSessions.run(client, names, values)));
  }

  private async alive(customerId: number): Promise<Alive[]> {
    const owner = customerTag(customerId);
    const names = [keys.customerSessions(owner)];
    const ask = this.link.run((client) => listSessions.run(client, names, [keys.session(owner, '')]));
    const flat = (await ask) as (string | number)[];
    return Array.from({ length: flat.length / 3 }, (_, i) => ({
      sid: String(flat[3 * i]),
      text: String(flat[3 * i + 1]),
      leftMs: Number(flat[3 * i + 2]),
    }));
  }
}
