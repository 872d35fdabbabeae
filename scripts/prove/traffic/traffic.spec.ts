import { describe, expect, it } from 'vitest';
import { failures, kindOf, quantile, summary, type Sample } from './sample.js';
import { Traffic } from './traffic.js';

const sample = (at: number, status = 200, ms = 10): Sample => ({
  at,
  kind: 'cart',
  isRead: status === 0,
  status,
  ms,
});

describe('the requests of a run', () => {
  it('are told apart by what they are about', () => {
    const paths = [
      '/',
      '/cart.js',
      '/cart/add.js',
      '/account/login',
      '/checkout/orders',
      '/orders/abc',
      '/cartoons',
    ];
    expect(paths.map(kindOf)).toEqual([
      'catalogue',
      'cart',
      'cart',
      'account',
      'order',
      'checkout',
      'catalogue',
    ]);
  });

  it('fail without an answer or with one of 5xx, and a refusal is none', () => {
    const samples = [sample(0), sample(1, 503), sample(2, 0), sample(3, 422, 90)];
    expect(summary(samples)).toMatchObject({
      requests: 4,
      failed: 2,
      failedReads: 1,
      failedShare: 0.5,
      longest: 90,
    });
    expect(failures(samples)).toEqual({ 'cart 503': 1, 'cart no answer': 1 });
  });

  it('are slow as the slowest of so many are', () => {
    const values = Array.from({ length: 100 }, (_, nth) => nth + 1);
    expect([quantile(values, 0.99), quantile(values, 0.5), quantile([], 0.99)]).toEqual([99, 50, 0]);
  });

  it('are counted by seconds, those without a request too', () => {
    const traffic = new Traffic();
    for (const one of [sample(100), sample(900, 503, 40), sample(2500)]) traffic.note(one);
    expect(traffic.between(100, 900)).toEqual([sample(100)]);
    expect(traffic.bySecond()).toEqual([
      { requests: 2, failed: 1, p99: 40 },
      { requests: 0, failed: 0, p99: 0 },
      { requests: 1, failed: 0, p99: 10 },
    ]);
    expect([traffic.requests, traffic.failed]).toEqual([3, 1]);
  });
});
