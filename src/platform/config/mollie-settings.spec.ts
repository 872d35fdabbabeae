import { describe, expect, it } from 'vitest';
import { readEnv } from './env.js';
import { mollieProblems } from './mollie-settings.js';

const stores = { DATABASE_URL: 'mysql://shop:pw@127.0.0.1/shop', REDIS_URL: 'redis://127.0.0.1' };
const key = { MOLLIE_API_KEY: 'test_1', PUBLIC_URL: 'https://shop.example' };

describe('the settings for Mollie', () => {
  it('may be left out, and are complete with an address to come back to', () => {
    expect(mollieProblems({ NODE_ENV: 'production' })).toEqual([]);
    expect(mollieProblems({ NODE_ENV: 'production', ...key })).toEqual([]);
    expect(() => readEnv({ ...stores, MOLLIE_API_KEY: 'test_1' })).toThrow(/PUBLIC_URL is missing/);
  });

  it('name another server on this machine only, and none in production', () => {
    const stub = { ...key, MOLLIE_API_URL: 'http://127.0.0.1:1' };
    expect(mollieProblems({ NODE_ENV: 'test', ...stub })).toEqual([]);
    expect(mollieProblems({ NODE_ENV: 'production', ...stub }).join()).toMatch(/MOLLIE_API_URL: production/);
    const away = { ...key, MOLLIE_API_URL: 'http://10.0.0.1' };
    expect(mollieProblems({ NODE_ENV: 'test', ...away }).join()).toMatch(/on this machine/);
  });

  it('tell a key from something else, without saying it', () => {
    const start = () => readEnv({ ...stores, ...key, MOLLIE_API_KEY: 'access_secret' });
    expect(start).toThrow(/MOLLIE_API_KEY: expected a key that starts with test_ or live_/);
    expect(start).not.toThrow(/secret/);
  });
});
