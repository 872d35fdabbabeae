import { describe, expect, it } from 'vitest';
import { readEnv } from './env.js';
import { s3Address } from './media-address.js';

const shop = (settings: Record<string, string>) => () =>
  readEnv({ DATABASE_URL: 'mysql://127.0.0.1/shop', REDIS_URL: 'redis://127.0.0.1', ...settings });

describe('where pictures are kept', () => {
  it('is a bucket, and a folder in it', () => {
    expect(
      s3Address('s3://my-shop.pictures/2026/all/?region=eu-central-1&endpoint=http://127.0.0.1:1'),
    ).toEqual({
      bucket: 'my-shop.pictures',
      prefix: '2026/all',
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:1',
    });
    expect(s3Address('s3://pictures')).toMatchObject({ bucket: 'pictures', prefix: '' });
  });

  it.each([
    'pictures',
    's3://',
    's3://A_b',
    's3://pictures/a//b',
    's3://pictures/..%2fa',
    's3://p?endpoint=ftp://x',
  ])('is not %s, and the start says what is', (url) => {
    expect(s3Address(url)).toBeNull();
    expect(shop({ MEDIA_STORE: url })).toThrow('MEDIA_STORE: expected a bucket such as s3://bucket/folder');
  });

  it('is not reached in plain text in production', () => {
    const production = { NODE_ENV: 'production', SESSION_SECRETS: 'x'.repeat(32) };
    const away = 's3://pictures?endpoint=http://s3.internal';
    expect(shop({ ...production, MEDIA_STORE: away })).toThrow(
      'MEDIA_STORE: production needs an https endpoint',
    );
    const here = 's3://pictures?endpoint=http://127.0.0.1:9000';
    expect(shop({ ...production, MEDIA_STORE: here })).not.toThrow();
  });
});
