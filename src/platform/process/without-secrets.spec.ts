import { describe, expect, it } from 'vitest';
import { withoutSecrets } from './without-secrets.js';

const settings = {
  DATABASE_URL: 'mysql://shop:p%40ss-word@db/shop',
  DATABASE_REPLICA_URLS: 'mysql://shop:replica-one@a/shop,mysql://shop:replica-two@b/shop',
  SESSION_SECRETS: 'first-secret-of-sessions,second-secret-of-sessions',
  SMTP_URL: 'smtp://shop:100%sure@mail',
  STRIPE_SECRET_KEY: 'sk_live_123456',
  PUBLIC_URL: 'https://shop.example.com',
  LOG_LEVEL: 'warning',
  EMPTY_TOKEN: undefined,
};

describe('a text that is written down', () => {
  it.each([
    ['p%40ss-word', '[hidden]'],
    ['p@ss-word', '[hidden]'],
    ['at mysql://shop:replica-two@b/shop', 'at mysql://shop:[hidden]@b/shop'],
    ['100%sure', '[hidden]'],
    ['second-secret-of-sessions.', '[hidden].'],
    ['Invalid API Key: sk_live_123456', 'Invalid API Key: [hidden]'],
    ['https://shop.example.com says warning', 'https://shop.example.com says warning'],
  ])('%s', (text, written) => expect(withoutSecrets(text, settings)).toBe(written));
});
