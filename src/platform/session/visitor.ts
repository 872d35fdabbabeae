import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { UnavailableError } from '../errors/shop-error.js';

/** One message for the next page: `key` of the message catalogue, `values` for its placeholders. */
export interface Message {
  key: string;
  values?: Record<string, string | number>;
  kind: 'success' | 'notice' | 'error';
}

/**
 * Who is asking. Every mutator returns only after Redis has confirmed the change, so it must be awaited before the
 * answer begins. Errors of every mutator: UnavailableError (nothing saved, or nobody can say), ConflictError when the
 * session ended while this request was running (signed out or renewed by another one).
 */
export interface Visitor {
  /** Null for somebody who has stored nothing. */
  readonly sessionId: string | null;
  readonly customerId: number | null;
  readonly customerEpoch: number | null;
  readonly cartId: string | null;
  /** The browser sent our cookie but the store could not be read: shown as guest, with a banner. */
  readonly storeIsAway: boolean;
  /** Afterwards `cartId` is the cart that counts: of two first carts at the same moment, the one stored first. */
  rememberCart(cartId: string): Promise<void>;
  /** Moves to a new session id; the old one is dead from then on. */
  signIn(customerId: number, epoch: number, cartId: string): Promise<void>;
  /** Ends the session on the server and forgets the cookie. */
  signOut(): Promise<void>;
  /** Leaves a message for the next page. Dropped without a word when the session has ended meanwhile. */
  flash(message: Message): Promise<void>;
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
  storeIsAway: false,
  rememberCart: unavailable,
  signIn: unavailable,
  signOut: unavailable,
  flash: unavailable,
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
