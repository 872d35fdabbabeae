import { describe, expect, it } from 'vitest';
import { readEnv, SettingsError } from './env.js';
import { dynamodbAddress, fileFolder, memcachedAddress } from './store-address.js';

const needed = { DATABASE_URL: 'mysql://shop:pw@127.0.0.1/shop' };
const production = { ...needed, NODE_ENV: 'production', SESSION_SECRETS: 'a'.repeat(32) };

function problemsOf(settings: NodeJS.ProcessEnv): string {
  try {
    readEnv(settings);
    return '';
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

describe('SESSION_STORE', () => {
  it('is redis unless told otherwise, and then REDIS_URL is needed', () => {
    expect(problemsOf(needed)).toBe('REDIS_URL is missing: it is required');
    expect(readEnv({ ...needed, REDIS_URL: 'redis://127.0.0.1' }).SESSION_STORE).toBe('redis');
  });

  it('can be another store, and then REDIS_URL may be left out', () => {
    const env = readEnv({ ...needed, SESSION_STORE: 'cookie' });
    expect([env.REDIS_URL, env.cacheRedisUrl]).toEqual([undefined, undefined]);
  });

  it.each([
    [{ SESSION_STORE: 's3' }, 'SESSION_STORE: expected one of redis, memcached'],
    [{ SESSION_STORE: 'memcached' }, 'SESSION_STORE_URL is missing: expected nodes such as memcached://'],
    [
      { SESSION_STORE: 'memcached', SESSION_STORE_URL: 'a:11211' },
      'SESSION_STORE_URL: expected nodes such as',
    ],
    [{ SESSION_STORE: 'dynamodb' }, 'SESSION_STORE_URL is missing: expected a table such as dynamodb://'],
    [{ SESSION_STORE: 'file', SESSION_STORE_URL: 'values' }, 'SESSION_STORE_URL: expected the whole path'],
    [{ SESSION_STORE: 'mysql', SESSION_STORE_URL: 'redis://a' }, 'SESSION_STORE_URL: expected an address'],
    [
      { SESSION_STORE: 'cookie', SESSION_STORE_URL: 'x' },
      'SESSION_STORE_URL: SESSION_STORE=cookie takes none',
    ],
  ])('is refused with what was expected: %o', (wrong, message) => {
    expect(problemsOf({ ...needed, REDIS_URL: 'redis://127.0.0.1', ...wrong })).toContain(message);
  });

  it.each([
    [{ SESSION_STORE: 'memory' }, 'SESSION_STORE: memory loses sessions and carts at each restart'],
    [{ SESSION_STORE: 'memcached', SESSION_STORE_URL: 'memcached://cache.internal' }, 'needs memcacheds://'],
    [{ SESSION_STORE: 'mysql', SESSION_STORE_URL: 'mysql://db.internal/x' }, 'needs ?ssl-mode=REQUIRED'],
    [
      { SESSION_STORE: 'dynamodb', SESSION_STORE_URL: 'dynamodb://sessions?endpoint=http://dynamo.internal' },
      'needs an https endpoint',
    ],
  ])('is refused in production when it is open to others or loses everything: %o', (wrong, message) => {
    expect(problemsOf({ ...production, ...wrong })).toContain(message);
  });

  it.each([
    { SESSION_STORE: 'memory', ALLOW_MEMORY_SESSIONS: '1' },
    { SESSION_STORE: 'memcached', SESSION_STORE_URL: 'memcacheds://cache.internal' },
    { SESSION_STORE: 'memcached', SESSION_STORE_URL: 'memcached://127.0.0.1,127.0.0.1:2' },
    { SESSION_STORE: 'dynamodb', SESSION_STORE_URL: 'dynamodb://sessions?region=eu-central-1' },
    { SESSION_STORE: 'mysql' },
    { SESSION_STORE: 'cookie' },
  ])('is accepted in production when nobody else can listen: %o', (settings) => {
    expect(problemsOf({ ...production, ...settings })).toBe('');
  });
});

describe('addresses of stores', () => {
  it('name the nodes of memcached, on port 11211 unless told', () => {
    expect(memcachedAddress('memcached://a,b.c:2')).toEqual({ nodes: ['a:11211', 'b.c:2'], tls: false });
    expect(memcachedAddress('memcacheds://a')).toEqual({ nodes: ['a:11211'], tls: true });
    for (const wrong of ['memcached://', 'memcached://a,,b', 'memcached://a,a:11211', 'memcached://a/b', 'x'])
      expect(memcachedAddress(wrong)).toBeNull();
  });

  it('name the table of DynamoDB as it is spelled', () => {
    const address = dynamodbAddress(
      'dynamodb://My_Table.1?region=eu-central-1&endpoint=http://127.0.0.1:4567',
    );
    expect(address).toEqual({
      table: 'My_Table.1',
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:4567',
    });
    for (const wrong of ['dynamodb://ab', 'dynamodb://table?endpoint=ftp://x', 'http://table'])
      expect(dynamodbAddress(wrong)).toBeNull();
  });

  it('name a folder by its whole path', () => {
    expect(fileFolder('file:///mnt/a%20b')).toBe('/mnt/a b');
    expect(fileFolder('file://host/a')).toBeNull();
  });
});
