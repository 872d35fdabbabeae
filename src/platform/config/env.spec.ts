import { describe, expect, it } from 'vitest';
import { readEnv, SettingsError } from './env.js';

const needed = { DATABASE_URL: 'mysql://shop:pw@127.0.0.1/shop', REDIS_URL: 'redis://127.0.0.1:6379' };
const production = {
  ...needed,
  NODE_ENV: 'production',
  SESSION_SECRETS: 'a'.repeat(32),
  PUBLIC_URL: 'https://shop.example',
};

function problemsOf(settings: NodeJS.ProcessEnv): string {
  try {
    readEnv(settings);
    return '';
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

describe('settings', () => {
  it('have defaults for everything but the two stores', () => {
    const env = readEnv(needed);
    expect(env).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', CURRENCY: 'USD', TRUST_PROXY_HOPS: 0 });
    expect(env.cacheRedisUrl).toBe(needed.REDIS_URL);
  });

  it.each([
    ['english', 'LOCALES: expected codes of two letters'],
    ['en,', 'LOCALES: expected codes of two letters'],
    ['en,en', 'LOCALES: expected each language once'],
    ['en,xx', 'LOCALES: there is no folder views/messages/xx with the texts'],
  ])('refuse %s as languages, and say why', (LOCALES, message) => {
    expect(problemsOf({ ...needed, LOCALES })).toContain(message);
    expect(problemsOf({ ...needed, LOCALES: 'en' })).toBe('');
  });

  it('count an empty value as unset', () => {
    expect(readEnv({ ...needed, PORT: '', SMTP_URL: '' }).PORT).toBe(3000);
  });

  it.each([
    [{ PORT: 'http' }, 'PORT: expected a whole number from 0 to 65535'],
    [{ METRICS_PORT: 'no' }, 'METRICS_PORT: expected a whole number from 0 to 65535, or off'],
    [{ METRICS_PORT: '70000' }, 'METRICS_PORT: expected a whole number from 0 to 65535, or off'],
    [{ PORT: '70000' }, 'PORT: expected a whole number from 0 to 65535'],
    [{ DATABASE_URL: undefined }, 'DATABASE_URL is missing: it is required'],
    [{ DATABASE_URL: 'postgres://x/y' }, 'DATABASE_URL: expected an address that starts with mysql://'],
    [
      { DATABASE_REPLICA_URLS: 'redis://x' },
      'DATABASE_REPLICA_URLS: expected an address that starts with mysql',
    ],
    [
      { DATABASE_REPLICA_URLS: 'mysql://a/x,' },
      'DATABASE_REPLICA_URLS: expected an address that starts with mysql',
    ],
    [
      { DATABASE_REPLICA_MAX_LAG_SECONDS: '0' },
      'DATABASE_REPLICA_MAX_LAG_SECONDS: expected a whole number from 1',
    ],
    [{ REDIS_URL: 'localhost' }, 'REDIS_URL: expected an address that starts with redis://'],
    [{ REDIS_URL: 'redis://a,b' }, 'REDIS_URL: expected one host after redis://'],
    [{ REDIS_URL: 'redis://a:70000' }, 'REDIS_URL: expected host or host:port'],
    [{ REDIS_URL: 'redis://a/cart' }, 'REDIS_URL: expected nothing or the number of a database'],
    [{ REDIS_URL: 'redis+cluster://a,,b' }, 'REDIS_URL: expected host or host:port'],
    [{ REDIS_URL: 'redis+cluster://a,b/1' }, 'REDIS_URL: expected nothing behind the nodes'],
    [
      { REDIS_URL: 'redis+sentinel://a,b' },
      'REDIS_URL: expected the name of the master behind the Sentinels',
    ],
    [{ CACHE_REDIS_URL: 'redis://u:50%@a' }, 'CACHE_REDIS_URL: expected user and password percent-encoded'],
    [{ CACHE_REDIS_URL: 'redis://a?tls=1' }, 'CACHE_REDIS_URL: expected no option but ca, sentinel-user'],
    [
      { CACHE_REDIS_URL: 'rediss://a?ca=/nowhere.pem' },
      'CACHE_REDIS_URL: expected ?ca= to name an existing file',
    ],
    [{ SESSION_SECRETS: 'short' }, 'SESSION_SECRETS: expected one or more secrets of at least 32 bytes each'],
    [{ CURRENCY: 'dollars' }, 'CURRENCY: expected a currency code'],
    [{ CURRENCY: 'XYZ' }, 'CURRENCY: expected a currency code of ISO 4217'],
    [{ SHOP_TIME_ZONE: 'Mars/Base' }, 'SHOP_TIME_ZONE: expected a time zone'],
    [{ GEOIP_DATABASE: '/no/such/file.mmdb' }, 'GEOIP_DATABASE: expected the path of a MaxMind database'],
    [{ GEOIP_DATABASE: 'package.json' }, 'GEOIP_DATABASE: expected the path of a MaxMind database'],
    [{ PUBLIC_URL: 'ftp://x' }, 'PUBLIC_URL: expected an address that starts with http:// or https://'],
  ])('are named when wrong, with what was expected: %o', (wrong, message) => {
    expect(problemsOf({ ...needed, ...wrong })).toContain(message);
  });

  it('never show the password of an address that is wrong', () => {
    expect(problemsOf({ ...needed, REDIS_URL: 'redis://shop:hunter2@a,b' })).not.toContain('hunter2');
  });

  it('name any number of replicas, or none', () => {
    expect(readEnv({ ...needed, DATABASE_REPLICA_URLS: '' }).DATABASE_REPLICA_URLS).toBeUndefined();
    const urls = ['mysql://u:p@a:3306/shop', 'mariadb://b/shop?ssl-mode=REQUIRED', 'mysql://c/shop'];
    const env = readEnv({ ...needed, DATABASE_REPLICA_URLS: urls.join(', ') });
    expect(env.DATABASE_REPLICA_URLS).toEqual(urls);
    expect(env.DATABASE_REPLICA_MAX_LAG_SECONDS).toBe(1);
  });

  it('are all named at once', () => {
    const message = problemsOf({ PORT: 'x', SESSION_IDLE_MINUTES: '0' });
    expect(message.split('\n')).toHaveLength(4);
  });
});

describe('settings in production', () => {
  it('are accepted with own secrets, https and stores on this host', () => {
    expect(problemsOf(production)).toBe('');
  });

  it.each([
    [{ SESSION_SECRETS: undefined }, 'SESSION_SECRETS: production needs secrets of its own'],
    [{ REDIS_URL: 'redis://cache.internal:6379' }, 'REDIS_URL: production needs rediss://'],
    [{ CACHE_REDIS_URL: 'redis://10.0.0.1' }, 'CACHE_REDIS_URL: production needs rediss://'],
    [{ REDIS_URL: 'redis+cluster://127.0.0.1,10.0.0.2' }, 'REDIS_URL: production needs rediss+cluster://'],
    [{ REDIS_URL: 'redis+sentinel://localhost,b/main' }, 'REDIS_URL: production needs rediss+sentinel://'],
    [{ DATABASE_URL: 'mysql://u:p@db.internal/shop' }, 'DATABASE_URL: production needs ?ssl-mode=REQUIRED'],
    [
      { DATABASE_REPLICA_URLS: 'mysql://127.0.0.1/shop,mysql://u:p@db-2.internal/shop' },
      'DATABASE_REPLICA_URLS: production needs ?ssl-mode=REQUIRED',
    ],
    [{ PUBLIC_URL: 'http://shop.example' }, 'PUBLIC_URL: production needs an https address'],
  ])('refuse what is open to others: %o', (wrong, message) => {
    expect(problemsOf({ ...production, ...wrong })).toContain(message);
  });

  it('allow a private network when told so, but never the default secret', () => {
    const open = { ...production, ALLOW_INSECURE_NETWORK: '1', REDIS_URL: 'redis://redis:6379' };
    expect(problemsOf(open)).toBe('');
    expect(problemsOf({ ...open, SESSION_SECRETS: undefined })).toContain('SESSION_SECRETS');
  });

  it('accept TLS to other hosts', () => {
    const tls = { DATABASE_URL: 'mysql://u:p@db/shop?ssl-mode=REQUIRED', REDIS_URL: 'rediss://redis:6379' };
    expect(problemsOf({ ...production, ...tls })).toBe('');
    for (const url of ['rediss+cluster://a,b', 'rediss+sentinel://a,b/main', 'redis+cluster://[::1]:7000'])
      expect(problemsOf({ ...production, ...tls, REDIS_URL: url })).toBe('');
  });
});
