import { Writable } from 'node:stream';
import { pinoHttp } from 'pino-http';
import { expect, it } from 'vitest';
import { withRequestStats } from '../request/request-stats.js';
import { causeOfNow, logIds, withWorkIds } from './log-ids.js';

function written(log: (info: (text: string) => void) => void): Record<string, unknown> {
  let line = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line += chunk.toString();
      done();
    },
  });
  const { logger } = pinoHttp({ mixin: logIds }, sink);
  log((text) => logger.info(text));
  return JSON.parse(line) as Record<string, unknown>;
}

it('a line that is written during a request has its id, across its awaits', async () => {
  const inside = await withRequestStats(async () => {
    await Promise.resolve();
    return written((info) => info('a store is away'));
  }, 'request-1');
  expect(inside).toMatchObject({ requestId: 'request-1', msg: 'a store is away' });
  expect(written((info) => info('at start'))).not.toHaveProperty('requestId');
});

it('a line of the worker has the row that it works on, and the request that promised it', () => {
  const ids = { outboxId: 7, outboxKey: 'mail:order-confirmed:1001', requestId: 'request-1' };
  expect(withWorkIds(ids, () => written((info) => info('late')))).toMatchObject(ids);
  expect(withWorkIds(ids, causeOfNow)).toBe('request-1');
  expect(causeOfNow()).toBeNull();
});
