import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import {
  BadInputError,
  ConflictError,
  NotFoundError,
  UnavailableError,
} from '../../platform/errors/shop-error.js';
import { Messages } from '../../platform/views/messages.js';
import { errorPage, statusOf, wordsOf } from './shop-error.view.js';

const messages = new Messages('en');
const withCode = (code: string) => Object.assign(new Error(code), { code });

describe('the status of an error', () => {
  it.each([
    [new BadInputError('x'), 400],
    [new NotFoundError('x'), 404],
    [new ConflictError('x'), 409],
    [new UnavailableError('x'), 503],
    [new NotFoundException(), 404],
    [new URIError('bad escape'), 400],
    [Object.assign(new Error('too large'), { status: 413 }), 413],
    [withCode('ECONNREFUSED'), 503],
    [withCode('PROTOCOL_CONNECTION_LOST'), 503],
    [Object.assign(new Error('query failed'), { driverError: withCode('ETIMEDOUT') }), 503],
    [Object.assign(new Error('query failed'), { driverError: withCode('ER_PARSE_ERROR') }), 500],
    [new TypeError('a bug'), 500],
    ['a text', 500],
    [null, 500],
  ])('of %s is %i', (error, status) => expect(statusOf(error)).toBe(status));
});

describe('the page of an error', () => {
  it('has a title and a text for every status, known or not', () => {
    for (const status of [400, 403, 404, 405, 409, 413, 418, 422, 429, 500, 502, 503]) {
      const { title, text } = wordsOf(status, null, messages);
      expect([title, text].filter((sentence) => sentence.startsWith('errors.'))).toEqual([]);
    }
  });

  it('says the sentence of our own errors, and nothing of a bug', () => {
    expect(wordsOf(404, new NotFoundError('catalog.no_such_product'), messages).text).toContain('product');
    expect(wordsOf(500, new Error('password=hunter2'), messages).text).not.toContain('hunter2');
  });

  it('offers the search where something was not found, and a number to quote where we failed', () => {
    expect(errorPage(404, null, messages, 'abc').model).toMatchObject({ isLost: true, reference: false });
    const failed = errorPage(503, null, messages, 'abc');
    expect(failed.model).toMatchObject({
      isLost: false,
      reference: expect.stringContaining('abc') as string,
    });
    expect(failed.noIndex).toBe(true);
  });
});
