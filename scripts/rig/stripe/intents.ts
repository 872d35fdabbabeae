import { randomBytes } from 'node:crypto';
import { verdictOf } from './cards.js';
import type { Customers } from './customers.js';
import { group, texts, textOf, type Params } from './form-body.js';
import { badParameter, missing, Refusal } from './refusal.js';

type Status = 'requires_payment_method' | 'requires_action' | 'requires_capture' | 'succeeded' | 'canceled';

/** A PaymentIntent with the fields that the shop reads. */
export interface Intent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  capture_method: string;
  client_secret: string;
  currency: string;
  customer: string | null;
  latest_charge: string | null;
  metadata: Record<string, string>;
  status: Status;
  last_payment_error: { code: string; message: string } | null;
}

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;

type Tell = (type: string, object: object) => void;

/** The state machine of PaymentIntents. Source: docs.stripe.com/payments/paymentintents/lifecycle */
export class Intents {
  readonly all = new Map<string, Intent>();

  /** Numbers of cards that are kept once they have paid, by intent. */
  private readonly toKeep = new Map<string, string>();

  constructor(
    private readonly tell: Tell,
    private readonly customers: Customers,
  ) {}

  get(id: string): Intent {
    const intent = this.all.get(id);
    if (!intent) throw missing('payment_intent', id);
    return intent;
  }

  create(params: Params): Intent {
    const amount = Number(textOf(params, 'amount'));
    if (!Number.isSafeInteger(amount) || amount < 50)
      throw badParameter('Amount is too small', 'amount_too_small');
    const customer = textOf(params, 'customer') ?? null;
    if (customer !== null) this.customers.get(customer, 400);
    const id = newId('pi');
    const intent: Intent = {
      id,
      object: 'payment_intent',
      amount,
      amount_capturable: 0,
      amount_received: 0,
      capture_method: textOf(params, 'capture_method') ?? 'automatic',
      client_secret: `${id}_secret_${randomBytes(12).toString('hex')}`,
      currency: textOf(params, 'currency') ?? '',
      customer,
      latest_charge: null,
      metadata: texts(group(params, 'metadata')),
      status: 'requires_payment_method',
      last_payment_error: null,
    };
    this.all.set(id, intent);
    this.tell('payment_intent.created', intent);
    return intent;
  }

  /** Errors: Refusal 402 for a card that is declined, 400 in a state that takes no card. */
  confirm(id: string, card: string, isToKeep = false): Intent {
    const intent = this.in(id, ['requires_payment_method', 'requires_action']);
    if (isToKeep) this.toKeep.set(id, card);
    else this.toKeep.delete(id);
    const verdict = verdictOf(card);
    if (verdict === 'declined') return this.fail(intent);
    if (verdict === 'three_d_secure') intent.status = 'requires_action';
    else this.pay(intent);
    return intent;
  }

  /** With a card that the customer of the intent keeps. Errors: Refusal for another's. */
  confirmSaved(id: string, card: string): Intent {
    return this.confirm(id, this.customers.numberFor(this.get(id).customer, card));
  }

  /** The answer of the card's owner to the bank. */
  authenticate(id: string, isYes: boolean): Intent {
    const intent = this.in(id, ['requires_action']);
    if (isYes) return this.pay(intent);
    this.fail(intent, 'payment_intent_authentication_failure', false);
    return intent;
  }

  capture(id: string, params: Params): Intent {
    const intent = this.in(id, ['requires_capture']);
    const amount = Number(textOf(params, 'amount_to_capture') ?? intent.amount_capturable);
    if (amount > intent.amount_capturable)
      throw badParameter('More than can be captured', 'amount_too_large');
    Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
    this.tell('payment_intent.succeeded', intent);
    return intent;
  }

  cancel(id: string): Intent {
    const intent = this.in(id, ['requires_payment_method', 'requires_action', 'requires_capture']);
    Object.assign(intent, { status: 'canceled', amount_capturable: 0 });
    this.tell('payment_intent.canceled', intent);
    return intent;
  }

  private pay(intent: Intent): Intent {
    const isManual = intent.capture_method === 'manual';
    Object.assign(intent, { latest_charge: newId('ch'), last_payment_error: null });
    const number = this.toKeep.get(intent.id);
    if (number !== undefined && intent.customer !== null) this.customers.save(intent.customer, number);
    Object.assign(
      intent,
      isManual
        ? { status: 'requires_capture', amount_capturable: intent.amount }
        : { status: 'succeeded', amount_received: intent.amount },
    );
    this.tell(isManual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
    return intent;
  }

  private fail(intent: Intent, code = 'card_declined', throws = true): Intent {
    const message = 'Your card was declined.';
    Object.assign(intent, { status: 'requires_payment_method', last_payment_error: { code, message } });
    this.tell('payment_intent.payment_failed', intent);
    if (throws) throw new Refusal(402, 'card_error', code, message, { payment_intent: intent });
    return intent;
  }

  private in(id: string, states: Status[]): Intent {
    const intent = this.get(id);
    if (states.includes(intent.status)) return intent;
    throw new Refusal(
      400,
      'invalid_request_error',
      'payment_intent_unexpected_state',
      `This PaymentIntent's status is ${intent.status}.`,
      { payment_intent: intent },
    );
  }
}
