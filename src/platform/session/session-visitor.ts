import type { CookieOptions, Request, Response } from 'express';
import type { SessionData } from 'express-session';
import type { Clock } from '../clock/clock.js';
import { ConflictError, UnavailableError } from '../errors/shop-error.js';
import { deviceWords } from './device-name.js';
import { deviceOf } from './device.js';
import type { Message, MessageCookie } from './message-cookie.js';
import { isSignedByOlderSecret } from './session-cookie.js';
import { formatSessionId, isCookieOld, minuteOf, parseSessionId, type SessionRef } from './session-id.js';
import type { SessionLife, SessionRecord } from './session-record.js';
import type { Sessions } from './session-forms.js';
import type { SessionProof, Visitor } from './visitor.js';

declare module 'express-session' {
  interface SessionData extends Partial<SessionRecord> {
    /** Differs from what the cookie says when the cookie is to be sent again. */
    renewedAt?: number;
  }
}

type Fields = Pick<SessionRecord, 'customerId' | 'epoch' | 'cartId' | 'device'>;

export interface SessionParts {
  store: Sessions;
  clock: Clock;
  life: SessionLife;
  cookie: { name: string; options: CookieOptions; secrets: readonly string[] };
  messages: MessageCookie;
  /** Where a request comes from, roughly; null when nothing is known. */
  placeOf: (request: Request) => string | null;
}

const cartsToBegin = new WeakMap<Request, string>();

/** The cart for which a session is about to begin in this request; express-session asks for the new id. */
export const cartToBegin = (request: Request): string => cartsToBegin.get(request) ?? 'none';

/** The visitor of one request, on top of express-session; the only user of `request.session`. */
export class SessionVisitor implements Visitor {
  private record: SessionRecord | null;
  private ref: SessionRef | null;
  /** As express-session has read it. */
  private readonly session: Request['session'] | undefined;

  constructor(
    private readonly parts: SessionParts,
    private readonly request: Request,
    private readonly response: Response,
    readonly storeIsAway: boolean,
    /** Lets express-session see a request that came without a cookie; needed once a session begins. */
    private readonly prepare?: () => Promise<unknown>,
  ) {
    const session = request.session as Request['session'] | undefined;
    // One that express-session has only prepared, as it does for an unknown id, holds nothing.
    this.record = session?.createdAt ? (session as SessionData & SessionRecord) : null;
    this.ref = this.record && parseSessionId(request.sessionID);
    if (session && this.record) parts.store.markStored(session, pickRecord(this.record));
    this.session = session;
    this.hideSession();
  }

  get sessionId(): string | null {
    return this.ref?.sid ?? null;
  }

  get customerId(): number | null {
    return this.record?.customerId ?? null;
  }

  get customerEpoch(): number | null {
    return this.record?.epoch ?? null;
  }

  get cartId(): string | null {
    return this.record?.cartId ?? null;
  }

  get proof(): SessionProof | null {
    return this.ref && { sid: this.ref.sid, epoch: this.customerEpoch };
  }

  get device(): string {
    return deviceWords(this.request.headers['user-agent']);
  }

  async rememberCart(cartId: string): Promise<void> {
    this.refuseWhenAway();
    const before = this.ref;
    if (before?.cartId === cartId) return;
    await this.begin({ cartId });
    if (before) await this.orUndone(this.parts.store.end(before, 'resync'));
  }

  async signIn(customerId: number, epoch: number, cartId: string): Promise<void> {
    this.refuseWhenAway();
    const before = this.ref;
    await this.begin({
      cartId,
      customerId,
      epoch,
      device: deviceOf(this.request, this.parts.placeOf(this.request)),
    });
    if (before) await this.orUndone(this.parts.store.end(before, 'resync'));
  }

  async signOut(): Promise<void> {
    this.refuseWhenAway();
    if (this.ref) await this.parts.store.end(this.ref);
    this.forget();
    this.response.clearCookie(this.parts.cookie.name, this.parts.cookie.options);
    // It may speak of what only this visitor should know.
    this.parts.messages.drop(this.response);
  }

  flash(message: Message): void {
    this.parts.messages.leave(this.response, message);
  }

  async takeFlash(): Promise<Message | null> {
    if (this.ref && this.record && this.isCookieDue(this.ref))
      await this.sendCookieAgain(this.ref, this.record);
    return this.parts.messages.take(this.request, this.response);
  }

  private now(): number {
    return this.parts.clock.now().getTime();
  }

  private refuseWhenAway(): void {
    if (this.storeIsAway) throw new UnavailableError('errors.store_away');
  }

  private isCookieDue(ref: SessionRef): boolean {
    const { name, secrets } = this.parts.cookie;
    const isOld = isCookieOld(ref, this.parts.life, this.now());
    return isOld || isSignedByOlderSecret(this.request, name, this.request.sessionID, secrets[0]!);
  }

  /** express-session sends the cookie when the session differs from the one it has read. */
  private async sendCookieAgain(ref: SessionRef, record: SessionRecord): Promise<void> {
    this.ref = { ...ref, renewedAt: minuteOf(this.now()) };
    if (this.session) this.request.session = this.session;
    this.request.sessionID = formatSessionId(this.ref);
    this.request.session.renewedAt = this.now();
    await this.parts.store.renewed(this.ref, record);
  }

  /** A session with a new id. Nothing shows in this request, and no cookie is sent, before the store has it. */
  private async begin(fields: Fields): Promise<void> {
    if (!this.request.sessionStore) await this.prepare?.();
    cartsToBegin.set(this.request, fields.cartId);
    this.parts.store.generate(this.request);
    const ref = parseSessionId(this.request.sessionID)!;
    const record: SessionRecord = { v: 2, createdAt: this.now(), ...fields };
    const outcome = await this.orUndone(this.parts.store.begin(ref, record));
    if (outcome !== 'saved') this.forget();
    if (outcome !== 'saved') throw new ConflictError('errors.session_ended');
    Object.assign(this.request.session, record);
    this.parts.store.markStored(this.request.session, record);
    Object.assign(this, { ref, record });
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
    Object.assign(this, { ref: null, record: null });
    this.hideSession();
  }

  /**
   * From express-session, which has nothing to do at the end of an answer then. Else it would find out by three digests
   * whether the session has changed, and send the answer in two pieces.
   */
  private hideSession(): void {
    // Deleted, it would make the whole request an object that is slow to read.
    (this.request as { session?: unknown }).session = undefined;
  }
}

function pickRecord({ v, createdAt, cartId, customerId, epoch, device }: SessionRecord): SessionRecord {
  const optional = { customerId, epoch, device };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { v, createdAt, cartId, ...Object.fromEntries(given) };
}
