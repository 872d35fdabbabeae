import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { answerOf, isClearNo } from './stripe-answers.js';

const of = (status: string) => answerOf({ id: 'pi_1', status }, '/checkout/pay/x');
const { StripeInvalidRequestError, StripeCardError, StripeAPIError, StripeConnectionError } = Stripe.errors;
const { StripeAuthenticationError, StripeRateLimitError, StripeIdempotencyError } = Stripe.errors;
const raw = (statusCode: number) => ({ statusCode, message: '' }) as never;

describe('what Stripe says', () => {
  it.each(['requires_payment_method', 'requires_confirmation', 'requires_action'] as const)(
    '%s waits for the shopper',
    (status) =>
      expect(of(status)).toEqual({ status: 'needs_confirmation', url: '/checkout/pay/x', reference: 'pi_1' }),
  );

  it.each(['requires_capture', 'succeeded'] as const)('%s is authorised', (status) =>
    expect(of(status)).toEqual({ status: 'authorised', reference: 'pi_1' }),
  );

  it('canceled is declined', () => expect(of('canceled')).toMatchObject({ status: 'declined' }));

  it.each(['processing', 'something_new'])('%s is unknown, never declined', (status) =>
    expect(of(status)).toEqual({ status: 'unknown' }),
  );

  it('is a clear no only when it has understood', () => {
    const clear = [400, 402, 404].flatMap((status) => [
      new StripeInvalidRequestError(raw(status)),
      new StripeCardError(raw(status)),
    ]);
    const unclear = [
      new StripeInvalidRequestError(raw(409)),
      new StripeAPIError(raw(500)),
      new StripeConnectionError(raw(0)),
      new StripeAuthenticationError(raw(401)),
      new StripeRateLimitError(raw(429)),
      new StripeIdempotencyError(raw(400)),
      new Error('too many calls'),
    ];
    expect(clear.every(isClearNo)).toBe(true);
    expect(unclear.some(isClearNo)).toBe(false);
  });
});
