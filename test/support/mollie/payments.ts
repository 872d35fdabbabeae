import { randomBytes } from 'node:crypto';
import { missing, unprocessable } from './refusal.js';

export interface Amount {
  value: string;
  currency: string;
}

/** A capture or a refund. */
export interface Made {
  id: string;
  amount: Amount;
  status: string;
  metadata: unknown;
}

export interface Payment {
  id: string;
  amount: Amount;
  description: string;
  redirectUrl: string;
  webhookUrl: string | null;
  metadata: Record<string, string>;
  captureMode: string | null;
  method: string | null;
  locale: string | null;
  status: 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'failed' | 'expired';
  isCancelable: boolean;
  captures: Made[];
  refunds: Made[];
}

export const newId = (prefix: string): string => `${prefix}_${randomBytes(9).toString('hex')}`;

const DECIMALS: Record<string, number> = { JPY: 0, ISK: 0 };

/** The states of payments, and what can be done in each. Source: docs.mollie.com/docs/handling-payment-status */
export class Payments {
  readonly all = new Map<string, Payment>();

  /** `tell`: Mollie calls the webhook of a payment whenever it has changed. */
  constructor(private readonly tell: (payment: Payment) => void) {}

  get(id: string): Payment {
    const payment = this.all.get(id);
    if (!payment) throw missing(id);
    return payment;
  }

  create(body: Record<string, unknown>): Payment {
    const payment: Payment = {
      id: newId('tr'),
      amount: amountIn(body),
      description: String(body['description']),
      redirectUrl: String(body['redirectUrl']),
      webhookUrl: (body['webhookUrl'] as string | undefined) ?? null,
      metadata: (body['metadata'] ?? {}) as Record<string, string>,
      captureMode: (body['captureMode'] as string | undefined) ?? null,
      method: (body['method'] as string | undefined) ?? null,
      locale: (body['locale'] as string | undefined) ?? null,
      status: 'open',
      isCancelable: true,
      captures: [],
      refunds: [],
    };
    if (Number(payment.amount.value) < 0.05)
      throw unprocessable('The amount is lower than the minimum', 'amount');
    this.all.set(payment.id, payment);
    return payment;
  }

  /** What the shopper does on the hosted page, or time, or the bank. Only the first one counts. */
  end(id: string, how: 'pay' | 'fail' | 'cancel' | 'expire' | 'wait'): Payment {
    const payment = this.in(id, ['open', 'pending']);
    const paid = payment.captureMode === 'manual' ? 'authorized' : 'paid';
    const states = {
      pay: paid,
      fail: 'failed',
      cancel: 'canceled',
      expire: 'expired',
      wait: 'pending',
    } as const;
    return this.become(payment, states[how]);
  }

  cancel(id: string): Payment {
    const payment = this.in(id, ['open', 'pending']);
    if (!payment.isCancelable) throw unprocessable('The payment cannot be canceled');
    return this.become(payment, 'canceled');
  }

  release(id: string): void {
    const payment = this.in(id, ['authorized', 'paid']);
    if (payment.captures.length === 0 && payment.status === 'paid') throw unprocessable('Nothing to release');
    this.become(payment, payment.captures.length === 0 ? 'canceled' : 'paid');
  }

  capture(id: string, body: Record<string, unknown>): Made {
    const payment = this.in(id, ['authorized']);
    const made = {
      id: newId('cpt'),
      amount: amountIn(body),
      status: 'succeeded',
      metadata: body['metadata'] ?? null,
    };
    const left = Number(payment.amount.value) - total(payment.captures);
    if (Number(made.amount.value) > left)
      throw unprocessable('The amount is higher than the maximum', 'amount');
    payment.captures.push(made);
    this.become(payment, total(payment.captures) === Number(payment.amount.value) ? 'paid' : 'authorized');
    return made;
  }

  refund(id: string, body: Record<string, unknown>): Made {
    const payment = this.in(id, ['paid']);
    const made = {
      id: newId('re'),
      amount: amountIn(body),
      status: 'pending',
      metadata: body['metadata'] ?? null,
    };
    if (Number(made.amount.value) > Number(remaining(payment).value))
      throw unprocessable('The amount is higher than the maximum', 'amount');
    payment.refunds.push(made);
    this.become(payment, 'paid');
    return made;
  }

  private become(payment: Payment, status: Payment['status']): Payment {
    payment.status = status;
    this.tell(payment);
    return payment;
  }

  private in(id: string, states: readonly Payment['status'][]): Payment {
    const payment = this.get(id);
    if (!states.includes(payment.status)) throw unprocessable(`The payment is ${payment.status}`);
    return payment;
  }
}

const total = (all: readonly Made[]): number =>
  Number(all.reduce((sum, { amount }) => sum + Number(amount.value), 0).toFixed(2));

const taken = ({ captures, amount }: Payment): Amount =>
  captures.length > 0 ? sumOf(total(captures), amount) : amount;

export const refunded = ({ refunds, amount }: Payment): Amount => sumOf(total(refunds), amount);

export const captured = (payment: Payment): Amount | null =>
  payment.captures.length > 0 ? taken(payment) : null;

export const remaining = (payment: Payment): Amount =>
  sumOf(Number(taken(payment).value) - total(payment.refunds), payment.amount);

const sumOf = (value: number, { currency }: Amount): Amount => ({
  value: value.toFixed(DECIMALS[currency] ?? 2),
  currency,
});

/** Errors: Refusal for an amount that is not written with the decimals of its currency. */
function amountIn({ amount }: Record<string, unknown>): Amount {
  const { value = '', currency = '' } = (amount ?? {}) as Partial<Amount>;
  const decimals = DECIMALS[currency] ?? 2;
  const pattern = decimals === 0 ? /^\d+$/ : /^\d+\.\d\d$/;
  if (!/^[A-Z]{3}$/.test(currency) || currency === 'KWD')
    throw unprocessable('The currency is invalid', 'amount');
  if (!pattern.test(value)) throw unprocessable('The amount contains an invalid value', 'amount');
  return { value, currency };
}
