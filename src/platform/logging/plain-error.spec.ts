import { Writable } from 'node:stream';
import { pinoHttp } from 'pino-http';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { plainError } from './plain-error.js';

describe('a logged error', () => {
  it('tells what failed and where, but none of the values of the statement', () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const driverError = Object.assign(new Error('Lock wait timeout exceeded'), {
      sql: "INSERT INTO customers VALUES ('ada@example.com')",
    });
    const { logger } = pinoHttp({ serializers: { err: plainError } }, sink);
    logger.error({
      err: new QueryFailedError('INSERT INTO customers VALUES (?)', ['ada@example.com'], driverError),
    });
    expect(lines.join('')).toContain('Lock wait timeout exceeded');
    expect(lines.join('')).toContain('plain-error.spec');
    expect(lines.join('')).not.toContain('ada@example.com');
  });
});
