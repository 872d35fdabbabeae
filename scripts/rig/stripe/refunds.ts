import { group, texts, textOf, type Params } from './form-body.js';
import { newId, type Intents } from './intents.js';
import { Refusal } from './refusal.js';

export interface StubRefund {
  id: string;
  object: 'refund';
  amount: number;
  payment_intent: string;
  metadata: Record<string, string>;
  status: 'succeeded';
}

/** Refunds, together never more than was captured. */
export class Refunds {
  readonly all: StubRefund[] = [];

  constructor(
    private readonly intents: Intents,
    private readonly tell: (type: string, object: object) => void,
  ) {}

  of(intent: string): StubRefund[] {
    return this.all.filter(({ payment_intent }) => payment_intent === intent).toReversed();
  }

  create(params: Params): StubRefund {
    const intent = this.intents.get(textOf(params, 'payment_intent') ?? '');
    const left = intent.amount_received - this.given(intent.id);
    const amount = Number(textOf(params, 'amount') ?? left);
    if (left === 0) throw refuse('charge_already_refunded', 'Charge has already been refunded.');
    if (!(amount > 0 && amount <= left))
      throw refuse('amount_too_large', 'Refund is greater than what is left.');
    const metadata = texts(group(params, 'metadata'));
    const refund = { id: newId('re'), amount, payment_intent: intent.id, metadata } as const;
    this.all.push({ ...refund, object: 'refund', status: 'succeeded' });
    this.tell('charge.refunded', this.charge(intent.id));
    return this.all.at(-1)!;
  }

  /** The charge behind an intent, as events show it. */
  charge(id: string): object {
    const { amount, amount_received, currency, metadata, latest_charge } = this.intents.get(id);
    const amount_refunded = this.given(id);
    return {
      id: latest_charge ?? newId('ch'),
      object: 'charge',
      amount,
      amount_captured: amount_received,
      amount_refunded,
      currency,
      metadata,
      payment_intent: id,
      refunded: amount_refunded === amount_received,
    };
  }

  private given(intent: string): number {
    return this.of(intent).reduce((sum, { amount }) => sum + amount, 0);
  }
}

const refuse = (code: string, message: string): Refusal =>
  new Refusal(400, 'invalid_request_error', code, message);
