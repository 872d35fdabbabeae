import { Logger, type LoggerService } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';
import { RedisScript } from '../../src/platform/redis/script.js';
import { RedisSubscriber } from '../../src/platform/redis/redis-subscriber.js';
import { PASSWORD, RIGHTS, TlsRedis } from '../support/redis-tls.js';
import { until } from '../support/until.js';

const touch = new RedisScript(`
redis.call('PUBLISH', 'live:v1', ARGV[1])
return redis.call('INCR', KEYS[1])`);

/** Keeps what is logged. */
class Lines implements LoggerService {
  readonly lines: string[] = [];
  log = (message: unknown) => void this.lines.push(String(message));
  warn = this.log;
  error = this.log;
}

describe('a Redis that takes only TLS and a named user', () => {
  let log: Lines;
  let redis: TlsRedis | undefined;
  let link: RedisLink | undefined;

  beforeEach(() => Logger.overrideLogger((log = new Lines())));
  afterEach(async () => {
    Logger.overrideLogger(['warn', 'error']);
    await link?.close();
    await redis?.close();
  });

  function open(url: string): RedisLink {
    link = new RedisLink({ url, part: 'session', deadlineMs: 250 });
    link.connect();
    return link;
  }

  it('serves a user who may do what the shop does, and nothing else', async () => {
    redis = await TlsRedis.start();
    const good = open(redis.url());
    await until('connected', async () => good.isReady);
    const heard: string[] = [];
    const ear = new RedisSubscriber(redis.url());
    ear.subscribe('live:v1', (message) => heard.push(message));
    ear.connect();
    await until('listening', async () => ear.isReady);
    expect(await good.run((client) => touch.run(client, ['cart:{g-1}:n'], ['hello']))).toBe(1);
    await until('heard', async () => heard.includes('hello'));
    expect((await good.info('memory'))[0]).toContain('maxmemory_policy');
    await expect(good.run((client) => client.set('other', '1'))).rejects.toThrow(UnavailableError);
    await expect(good.run((client) => client.flushDb())).rejects.toThrow(UnavailableError);
    expect(good.stats.failures).toMatchObject({ refused: 2 });
    await ear.close();
  });

  it('is told apart from a script that is wrong when its user may not do what the script does', async () => {
    redis = await TlsRedis.start('good', [...RIGHTS, '-publish']);
    const poor = open(redis.url());
    await until('connected', async () => poor.isReady);
    await expect(poor.run((client) => touch.run(client, ['cart:{g-1}:n'], ['hello']))).rejects.toThrow(
      UnavailableError,
    );
    expect(poor.stats.failures).toMatchObject({ refused: 1, wrong: 0 });
  });

  it.each([
    ['a wrong password', 'good', 'ca', 'wrong', /WRONGPASS/],
    [
      'a certificate of an authority that is not trusted',
      'good',
      'other-ca',
      PASSWORD,
      /unable to verify|self-signed/,
    ],
    [
      'a certificate of an authority that the system does not know',
      'good',
      null,
      PASSWORD,
      /unable to verify|self-signed/,
    ],
    ['an expired certificate', 'expired', 'ca', PASSWORD, /certificate has expired/],
    [
      'the certificate of another host',
      'other host',
      'ca',
      PASSWORD,
      /does not match certificate's altnames/,
    ],
  ] as const)(
    'is not spoken to with %s, and the log says which it was',
    async (_what, certificate, ca, password, words) => {
      redis = await TlsRedis.start(certificate);
      const refused = open(redis.url(ca, password));
      await until('told', async () => log.lines.some((line) => words.test(line)));
      expect(log.lines.join('\n')).toMatch(/not connected: 127\.0\.0\.1:\d+: /);
      expect(log.lines.join('\n')).not.toContain(password);
      await expect(refused.run((client) => client.get('session:x'))).rejects.toThrow(UnavailableError);
      expect(refused.isReady).toBe(false);
    },
  );

  it('is not spoken to in plain text', async () => {
    redis = await TlsRedis.start();
    const plain = open(redis.url(null).replace('rediss:', 'redis:'));
    await until('told', async () => log.lines.some((line) => line.includes('not connected')));
    expect(plain.isReady).toBe(false);
  });
});
