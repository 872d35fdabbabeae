import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { NoAnswerError, NotFoundError, UnavailableError } from '../errors/shop-error.js';
import { isRetriable, translate } from './database-errors.js';

const failed = (cause: object) => new QueryFailedError('COMMIT', [], Object.assign(new Error('no'), cause));
const deadlock = failed({ errno: 1213, code: 'ER_LOCK_DEADLOCK' });
const readOnly = failed({ errno: 1290, code: 'ER_OPTION_PREVENTS_STATEMENT' });
const lost = failed({ code: 'PROTOCOL_CONNECTION_LOST', fatal: true });
const silent = failed({ code: 'PROTOCOL_SEQUENCE_TIMEOUT' });
const closed = new QueryFailedError(
  'x',
  [],
  new Error("Can't add new command when connection is in closed state"),
);
const duplicate = failed({ errno: 1062, code: 'ER_DUP_ENTRY' });

describe('what MySQL says', () => {
  it.each([
    [deadlock, true, true],
    [readOnly, true, true],
    [lost, true, false],
    [silent, true, false],
    [duplicate, false, false],
    [new UnavailableError('x'), false, false],
  ])('%s may be sent again: %s; and when it may hold already: %s', (error, before, after) => {
    expect([isRetriable(error, false), isRetriable(error, true)]).toEqual([before, after]);
  });

  it('becomes an error that says whether something was changed', () => {
    for (const error of [deadlock, readOnly, lost, silent]) {
      const unchanged = translate(error, false);
      expect(unchanged).toBeInstanceOf(UnavailableError);
      expect(unchanged).not.toBeInstanceOf(NoAnswerError);
    }
    for (const error of [lost, silent]) expect(translate(error, true)).toBeInstanceOf(NoAnswerError);
    for (const error of [deadlock, readOnly])
      expect(translate(error, true)).not.toBeInstanceOf(NoAnswerError);
  });

  it('stays what it is when it is our mistake, or said already', () => {
    for (const error of [duplicate, new NotFoundError('x'), new TypeError('a bug')])
      expect(translate(error, true)).toBe(error);
  });

  it('is known without a code where mysql2 has none', () => {
    expect(isRetriable(closed, false)).toBe(true);
    expect(translate(new Error('Queue limit reached.'), false)).toBeInstanceOf(UnavailableError);
  });
});
