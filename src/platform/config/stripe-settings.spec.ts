import { describe, expect, it } from 'vitest';
import { readEnv } from './env.js';
import { stripeKeys, stripeProblems } from './stripe-settings.js';

const keys = {
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
};
const stores = { DATABASE_URL: 'mysql://shop:pw@127.0.0.1/shop', REDIS_URL: 'redis://127.0.0.1' };

describe('the settings for Stripe', () => {
  it('are all there or none', () => {
    expect(stripeProblems({ NODE_ENV: 'production' })).toEqual([]);
    expect(stripeProblems({ NODE_ENV: 'production', ...keys })).toEqual([]);
    expect(stripeKeys({ NODE_ENV: 'test' })).toBeNull();
    expect(stripeKeys({ NODE_ENV: 'test', ...keys })).toEqual({
      secret: 'sk_test_1',
      publishable: 'pk_test_1',
      webhook: 'whsec_1',
    });
  });

  it('stop the start when half of them is there, and name what is missing', () => {
    const half = { ...stores, STRIPE_SECRET_KEY: 'sk_test_1' };
    expect(() => readEnv(half)).toThrow(
      /STRIPE_PUBLISHABLE_KEY is missing[^]*STRIPE_WEBHOOK_SECRET is missing/,
    );
  });

  it('refuse other servers than its own in production only', () => {
    const stub = { ...keys, STRIPE_API_URL: 'http://127.0.0.1:1', STRIPE_JS_URL: 'http://127.0.0.1:1/v3/' };
    expect(stripeProblems({ NODE_ENV: 'test', ...stub })).toEqual([]);
    expect(stripeProblems({ NODE_ENV: 'production', ...stub }).join()).toMatch(
      /STRIPE_API_URL.*STRIPE_JS_URL/,
    );
  });

  it('tell keys apart, without saying one', () => {
    const swapped = {
      ...stores,
      ...keys,
      STRIPE_SECRET_KEY: 'pk_live_x',
      STRIPE_PUBLISHABLE_KEY: 'sk_live_x',
    };
    const start = () => readEnv(swapped);
    expect(start).toThrow(/STRIPE_SECRET_KEY: expected a key that starts with sk_ or rk_/);
    expect(start).not.toThrow(/live/);
  });
});
