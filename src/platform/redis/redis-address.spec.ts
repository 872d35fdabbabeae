import { describe, expect, it } from 'vitest';
import { isSameServer, parseRedisAddress } from './redis-address.js';

const plain = { isEncrypted: false, credentials: {}, sentinelCredentials: {}, masterName: '', database: 0 };

describe('the address of a Redis', () => {
  it.each([
    ['redis://127.0.0.1', { topology: 'single', nodes: [{ host: '127.0.0.1', port: 6379 }] }],
    ['redis://cache:7000/3', { topology: 'single', nodes: [{ host: 'cache', port: 7000 }], database: 3 }],
    ['redis://[::1]:7000', { topology: 'single', nodes: [{ host: '::1', port: 7000 }] }],
    ['rediss://a', { topology: 'single', nodes: [{ host: 'a', port: 6379 }], isEncrypted: true }],
    ['redis+cluster://a', { topology: 'cluster', nodes: [{ host: 'a', port: 6379 }] }],
    [
      'rediss+cluster://a:1,b:2/',
      {
        topology: 'cluster',
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
        isEncrypted: true,
      },
    ],
    [
      'redis+sentinel://a,b:2/my%20main',
      {
        topology: 'sentinel',
        nodes: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 2 },
        ],
        masterName: 'my main',
      },
    ],
  ])('%s', (text, meaning) => {
    expect(parseRedisAddress(text)).toEqual({ ...plain, ...meaning });
  });

  it('has user and password percent-encoded; one of them may be missing', () => {
    const credentials = (who: string) => parseRedisAddress(`redis+cluster://${who}@a,b`).credentials;
    expect(credentials('shop:p%40ss:w%2Frd')).toEqual({ username: 'shop', password: 'p@ss:w/rd' });
    expect(credentials(':secret')).toEqual({ password: 'secret' });
  });

  it('gives the Sentinels a user and password of their own', () => {
    const address = parseRedisAddress(
      'redis+sentinel://shop:a@s/main?sentinel-user=guard&sentinel-password=b%26c',
    );
    expect(address.credentials).toEqual({ username: 'shop', password: 'a' });
    expect(address.sentinelCredentials).toEqual({ username: 'guard', password: 'b&c' });
  });

  it('is that of the same server whatever the database', () => {
    expect(isSameServer('redis://a/1', 'rediss://u:p@a:6379/2')).toBe(true);
    expect(isSameServer('redis+cluster://a,b', 'redis+cluster://b,c')).toBe(true);
    expect(isSameServer('redis://a:1', 'redis://a:2')).toBe(false);
  });

  it('may trust one authority only', () => {
    expect(parseRedisAddress('rediss://a?ca=package.json').caFile).toBe('package.json');
  });
});
