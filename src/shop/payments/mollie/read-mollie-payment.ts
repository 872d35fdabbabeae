import type { Minor } from '../../../core/money/money.js';
import type { PaymentEvent, PaymentFact } from '../payment-event.js';
import { shopMinor } from './mollie-amount.js';

interface Amount {
  value: string;
  currency: string;
}

/** The parts of a payment that are read. */
export interface MolliePaymentBody {
  id: string;
  status: string;
  amount: Amount;
  amountCaptured?: Amount | undefined;
  amountRefunded?: Amount | undefined;
  amountChargedBack?: Amount | undefined;
}

/** A payment at Mollie that ended unpaid is over: another try is another payment. */
const FACTS: Record<string, PaymentFact> = {
  authorized: 'authorised',
  paid: 'captured',
  failed: 'cancelled',
  canceled: 'cancelled',
  expired: 'cancelled',
};

/**
 * What has happened to a payment, as Mollie says it now: its state, what was given back, what was charged back. The ids are
 * made of that, so that the same news has the same id whenever it is read.
 */
export function readMolliePayment(payment: MolliePaymentBody, orderNumber: string): PaymentEvent[] {
  const { id, status, amount, amountCaptured, amountRefunded, amountChargedBack } = payment;
  const event = (type: string, fact: PaymentFact, soFar: Minor | null): PaymentEvent => ({
    id: `mollie:${id}:${type}`,
    type: `mollie ${type}`.slice(0, 100),
    fact,
    reference: id,
    orderNumber,
    currency: amount.currency,
    amount: shopMinor(amount),
    soFar,
    detail: null,
  });
  const fact = FACTS[status];
  const soFar = status === 'paid' ? (amountCaptured ?? amount) : amount;
  const [refunded, back] = [amountRefunded, amountChargedBack].map(
    (given) => (given && shopMinor(given)) ?? 0,
  );
  return [
    ...(fact ? [event(status, fact, shopMinor(soFar))] : []),
    ...(refunded ? [event(`refunded:${refunded}`, 'refunded', refunded)] : []),
    ...(back ? [event(`charged_back:${back}`, 'disputed', back)] : []),
  ];
}
