import type { CookieOptions, Request, Response } from 'express';
import type { SessionData } from 'express-session';
import type { Clock } from '../clock/clock.js';
import { ConflictError, UnavailableError } from '../errors/shop-error.js';
import type { SessionLife, SessionRecord } from './session-record.js';
import type { SaveOutcome, SessionStore } from './session-store.js';
import type { Message, Visitor } from './visitor.js';

declare module 'express-session' {
  interface SessionData extends Partial<SessionRecord> {}
}

type Fields = Pick<SessionRecord, 'customerId' | 'customerEpoch' | 'cartId' | 'message'>;
type StoredSession = SessionData & SessionRecord;

export interface SessionParts {
  store: SessionStore;
  clock: Clock;
  life: SessionLife;
  cookie: { name: string; options: CookieOptions };
}

const MAX_TRIES = 8;
const FIELDS = [
  'v',
  'revision',
  'createdAt',
  'renewedAt',
  'customerId',
  'customerEpoch',
  'cartId',
  'message',
] as const;

/** The visitor of one request, on top of express-session; the only user of `request.session`. */
export class SessionVisitor implements Visitor {
  constructor(
    private readonly parts: SessionParts,
    private readonly request: Request,
    private readonly response: Response,
    readonly storeIsAway: boolean,
    /** Lets express-session see a request that came without a cookie; needed once a session begins. */
    private readonly prepare?: () => Promise<unknown>,
  ) {}

  get sessionId(): string | null {
    return this.record ? this.request.sessionID : null;
  }

  get customerId(): number | null {
    return this.record?.customerId ?? null;
  }

  get customerEpoch(): number | null {
    return this.record?.customerEpoch ?? null;
  }

  get cartId(): string | null {
    return this.record?.cartId ?? null;
  }

  async rememberCart(cartId: string): Promise<void> {
    this.refuseWhenAway();
    const before = this.cartId;
    if (before === cartId) return;
    this.refuseWhenGone(await this.change({ cartId }, () => this.cartId !== before));
  }

  async signIn(customerId: number, epoch: number, cartId: string): Promise<void> {
    this.refuseWhenAway();
    const oldId = this.sessionId;
    const message = this.record?.message;
    await this.start({ customerId, customerEpoch: epoch, cartId, ...(message && { message }) });
    if (oldId) await this.orUndone(this.parts.store.remove(oldId));
  }

  async signOut(): Promise<void> {
    this.refuseWhenAway();
    if (this.sessionId) await this.parts.store.remove(this.sessionId);
    this.forget();
    this.response.clearCookie(this.parts.cookie.name, this.parts.cookie.options);
  }

  async flash(message: Message): Promise<void> {
    this.refuseWhenAway();
    await this.change({ message });
  }

  async takeFlash(): Promise<Message | null> {
    const record = this.record;
    if (!record) return null;
    const message = record.message ?? null;
    const isDue = this.now() - record.renewedAt >= this.parts.life.renewEveryMs;
    if (message || isDue) await this.change({ message: undefined }).catch(ignoreOutage);
    return message;
  }

  /** Null for a session that express-session has only prepared, as it does for every visitor without one. */
  private get record(): StoredSession | null {
    const session = this.request.session as StoredSession | undefined;
    return session?.revision ? session : null;
  }

  private now(): number {
    return this.parts.clock.now().getTime();
  }

  private refuseWhenAway(): void {
    if (this.storeIsAway) throw new UnavailableError('errors.store_away');
  }

  private refuseWhenGone(outcome: SaveOutcome): void {
    if (outcome !== 'saved') throw new ConflictError('errors.session_ended');
  }

  /**
   * Applies `fields` to the stored record; when another request was faster, again on top of what that one wrote,
   * unless `isSettled` says that this was the same wish.
   */
  private async change(fields: Fields, isSettled = () => false): Promise<SaveOutcome> {
    if (!this.record) return this.start(fields);
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const next = { ...this.snapshot(), ...fields, renewedAt: this.now() };
      next.revision += 1;
      const outcome = await this.parts.store.write(this.request.sessionID, next);
      if (outcome === 'saved') this.take(next);
      if (outcome === 'gone') this.forget();
      if (outcome !== 'changed') return outcome;
      await this.readAgain();
      if (isSettled()) return 'saved';
    }
    throw new UnavailableError('errors.store_away');
  }

  private async readAgain(): Promise<void> {
    const current = await this.parts.store.read(this.request.sessionID);
    if (current) this.take(current);
  }

  /** A session with a new id. Nothing shows in this request, and no cookie is sent, before Redis has it. */
  private async start(fields: Fields): Promise<SaveOutcome> {
    const now = this.now();
    if (!this.request.sessionStore) await this.prepare?.();
    this.parts.store.generate(this.request);
    const record: SessionRecord = { v: 1, revision: 1, createdAt: now, renewedAt: now, ...fields };
    await this.orUndone(this.parts.store.write(this.request.sessionID, record));
    this.take(record);
    return 'saved';
  }

  /** Waits for a write; when it fails, the answer must carry no cookie of a session that may not exist. */
  private async orUndone<T>(write: Promise<T>): Promise<T> {
    try {
      return await write;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  private forget(): void {
    delete (this.request as { session?: unknown }).session;
  }

  private snapshot(): SessionRecord {
    const session = this.request.session as unknown as Record<string, unknown>;
    return Object.fromEntries(FIELDS.map((name) => [name, session[name]])) as unknown as SessionRecord;
  }

  private take(record: SessionRecord): void {
    const session = this.request.session as unknown as Record<string, unknown>;
    for (const name of FIELDS) {
      if (record[name] === undefined) delete session[name];
      else session[name] = record[name];
    }
  }
}

function ignoreOutage(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error;
}
