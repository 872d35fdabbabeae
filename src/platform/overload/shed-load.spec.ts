import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';
import type { Overload } from './overload.js';
import { shedLoad } from './shed-load.middleware.js';

describe('shedLoad', () => {
  const busy = { refuses: (priority: string) => priority === 'browse', begin: () => () => undefined };

  function answerTo(url: string, headers: Record<string, string>): string {
    let answer = '';
    const shed = shedLoad(busy as unknown as Overload, () => (answer = 'refused'));
    const response = new EventEmitter() as unknown as Response;
    shed({ url, headers } as unknown as Request, response, () => (answer = 'served'));
    return answer;
  }

  it.each([
    ['/products/lamp', {}, 'served'],
    ['/products/lamp', { 'sec-purpose': 'prefetch' }, 'refused'],
    ['/products/lamp', { 'sec-purpose': 'prefetch;prerender' }, 'refused'],
    ['/css/shop.css', { 'sec-purpose': 'prefetch' }, 'served'],
  ])('has %s with %j %s when there is too much to do', (url, headers, answer) => {
    expect(answerTo(url, headers as Record<string, string>)).toBe(answer);
  });
});
