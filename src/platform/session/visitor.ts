import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { UnavailableError } from '../errors/shop-error.js';
import type { Message } from './message-cookie.js';

export type { Message } from './message-cookie.js';

/** What a change of a visitor's cart has to prove in the moment it is made: this session has not ended. */
export interface SessionProof {
  /** Null while the session is only about to begin: what counts then is the epoch alone. */
  sid: string | null;
  /** Null for guests. */
  epoch: number | null;
}

/**
 * Who is asking. `rememberCart`, `signIn` and `signOut` return only after the store has confirmed, so they must be
 * awaited before the answer begins. Their errors: UnavailableError (nothing saved, or nobody can say), ConflictError when
 * the customer's sessions were ended while this request was running.
 */
export interface Visitor {
  /** Null for somebody who has stored nothing. */
  readonly sessionId: string | null;
  readonly customerId: number | null;
  readonly customerEpoch: number | null;
  /** Everybody with a session has a cart. */
  readonly cartId: string | null;
  readonly proof: SessionProof | null;
  /** Browser and system in words, for the journal of the cart; empty when nothing can be told. */
  readonly device: string;
  /** The browser sent our cookie but the store could not be read: shown as guest, with a banner. */
  readonly storeIsAway: boolean;
  /** Begins a session with this cart; a session with another cart ends. */
  rememberCart(cartId: string): Promise<void>;
  /** Moves to a new session id; the old one is dead from then on. */
  signIn(customerId: number, epoch: number, cartId: string): Promise<void>;
  /** Ends the session on the server and forgets the cookie. */
  signOut(): Promise<void>;
  /** Leaves a message for the next page, in a cookie: needs no store. */
  flash(message: Message): void;
  /** The waiting message, once. Call it once per page that is not cacheable: it also renews the cookie when due. */
  takeFlash(): Promise<Message | null>;
}

const visitors = new WeakMap<object, Visitor>();

const unavailable = (): Promise<never> => Promise.reject(new UnavailableError('errors.store_away'));

/** For requests that end before the session was looked at, such as a body that cannot be read. */
const unknownVisitor: Visitor = {
  sessionId: null,
  customerId: null,
  customerEpoch: null,
  cartId: null,
  proof: null,
  device: '',
  storeIsAway: false,
  rememberCart: unavailable,
  signIn: unavailable,
  signOut: unavailable,
  flash: () => undefined,
  takeFlash: () => Promise.resolve(null),
};

export function attachVisitor(request: Request, visitor: Visitor): void {
  visitors.set(request, visitor);
}

/** The visitor of a request, for filters and middleware; controllers use `@CurrentVisitor()`. */
export const visitorOf = (request: Request): Visitor => visitors.get(request) ?? unknownVisitor;

/** Parameter decorator: the Visitor of this request. */
export const CurrentVisitor = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  visitorOf(context.switchToHttp().getRequest<Request>()),
);
