import { expect, it } from 'vitest';
import { answerOf, isClearNo, reasonOf } from './mollie-answers.js';

const answer = (status: string) => answerOf({ id: 'tr_1', status }, '/checkout/pay/x');

it('says what each state at Mollie means for the order', () => {
  expect(answer('open')).toEqual({
    status: 'needs_confirmation',
    url: '/checkout/pay/x',
    reference: 'tr_1',
  });
  expect(answer('authorized')).toEqual({ status: 'authorised', reference: 'tr_1' });
  expect(answer('paid')).toEqual({ status: 'authorised', reference: 'tr_1', isPaid: true });
  for (const status of ['failed', 'canceled', 'expired'])
    expect(answer(status)).toEqual({ status: 'declined', reason: status });
});

it('takes a bank that has not answered, and states of later days, for no answer', () => {
  for (const status of ['pending', 'settling', '']) expect(answer(status)).toEqual({ status: 'unknown' });
});

it('takes only an understood no for a no', () => {
  for (const statusCode of [404, 410, 422]) expect(isClearNo({ statusCode })).toBe(true);
  for (const statusCode of [200, 400, 401, 403, 409, 429, 500, 503])
    expect(isClearNo({ statusCode })).toBe(false);
  expect(isClearNo(new Error('socket hang up'))).toBe(false);
  expect(isClearNo(null)).toBe(false);
  expect(reasonOf({ statusCode: 422, field: 'amount' })).toBe('422 amount');
});
