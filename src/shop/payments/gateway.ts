import type { Minor } from '../../core/money/money.js';

/** What is asked of a gateway when an order is placed. `amount` in minor units of `currency`, never 0. */
export interface AuthoriseRequest {
  orderNumber: string;
  amount: Minor;
  currency: string;
  /** The same for each repeat of one request: a gateway must not charge twice for it. */
  idempotencyKey: string;
  /** Whose account the order belongs to, for gateways that keep cards; null for guests. */
  customerId: number | null;
  /** What the shopper chose within the gateway, such as a test card; never card data. */
  details: Readonly<Record<string, string>>;
  /** Local path, with its language, that the shopper comes back to after confirming elsewhere. */
  returnUrl: string;
}

export type Authorisation =
  /** The money is set aside; with `isPaid` it was taken already, as bank payments are: there is nothing to capture. */
  | { status: 'authorised'; reference: string; isPaid?: boolean }
  | { status: 'declined'; reason: string }
  /** The shopper has to say yes at `url` first. */
  | { status: 'needs_confirmation'; url: string; reference: string }
  /** No answer, or none that says what happened. The money may be set aside: ask with `find`, never charge again. */
  | { status: 'unknown' };

/** A capture, void or refund. `reference` names the authorisation; `amount` in minor units. */
export interface DeedRequest {
  reference: string;
  amount: Minor;
  currency: string;
  idempotencyKey: string;
}

export type DeedResult =
  { status: 'done'; reference: string } | { status: 'refused'; reason: string } | { status: 'unknown' };

/** One way to pay, as the shopper sees it. `id` is unique among all gateways. */
export interface PaymentChoice {
  id: string;
  gateway: string;
  details: Readonly<Record<string, string>>;
  /** Keys of the message catalogue. */
  labelKey: string;
  hintKey: string;
  isTest: boolean;
}

/**
 * A provider of payments. Each call may be repeated with the same idempotency key and then answers the same.
 * A gateway may throw; that counts as `unknown`. Deadlines are set by the caller.
 */
export interface PaymentGateway {
  readonly id: string;
  readonly choices: readonly PaymentChoice[];
  authorise(request: AuthoriseRequest): Promise<Authorisation>;
  /** What became of an authorisation; `not_found` when the gateway never heard of it. */
  find(idempotencyKey: string): Promise<Authorisation | { status: 'not_found' }>;
  capture(request: DeedRequest): Promise<DeedResult>;
  void(request: Omit<DeedRequest, 'amount'>): Promise<DeedResult>;
  refund(request: DeedRequest): Promise<DeedResult>;
}
