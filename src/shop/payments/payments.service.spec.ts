import { describe, expect, it, vi } from 'vitest';
import type { PaymentGateway } from './gateway.js';
import { PaymentsService } from './payments.service.js';

const request = {
  orderNumber: '1001',
  amount: 500,
  currency: 'USD',
  idempotencyKey: '1001',
  details: {},
  customerId: null,
  returnUrl: '/orders/x',
};
const gateway = (authorise: PaymentGateway['authorise']): PaymentGateway =>
  ({ id: 'bank', choices: [], authorise }) as unknown as PaymentGateway;

describe('PaymentsService', () => {
  it('counts a gateway that throws as unknown, not as declined', async () => {
    const payments = new PaymentsService([gateway(() => Promise.reject(new Error('connection reset')))]);
    expect(await payments.authorise('bank', request)).toEqual({ status: 'unknown' });
  });

  it('waits five seconds for a gateway that never answers, not longer', async () => {
    vi.useFakeTimers();
    const payments = new PaymentsService([gateway(() => new Promise(() => undefined))]);
    const answer = payments.authorise('bank', request);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await answer).toEqual({ status: 'unknown' });
    vi.useRealTimers();
  });

  it('asks nobody for nothing', async () => {
    const payments = new PaymentsService([gateway(() => Promise.reject(new Error('asked')))]);
    expect(await payments.authorise('bank', { ...request, amount: 0 })).toMatchObject({
      status: 'authorised',
    });
  });

  it('answers unknown for a gateway that is switched off', async () => {
    expect(await new PaymentsService([]).find('bank', '1001', 500)).toEqual({ status: 'unknown' });
  });
});
