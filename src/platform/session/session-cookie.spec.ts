import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { hasOurCookie } from './session-cookie.js';

describe('hasOurCookie', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['_ga=GA1.1.1; consent=yes', false],
    ['cloudcart=s%3Ax', true],
    ['_ga=1;cloudcart=s%3Ax', true],
    ['_ga=1; cloudcart-message=x', true],
    ['_ga=1;  cloudcart-cart = x', true],
    ['cloudcart', true],
    ['_ga=1; cloudcart ;consent=yes', true],
    ['seen=cloudcart; cloudcarts=1; mycloudcart=1; my cloudcart=1; cloudcart -x=1', false],
    ['__Host-cloudcart=s%3Ax', false],
  ])('of %j is %s', (cookie, expected) => {
    const request = { headers: { cookie } } as IncomingMessage;
    expect(hasOurCookie(request, { isHttps: false })).toBe(expected);
  });

  it('goes by the name that cookies have under HTTPS', () => {
    const request = { headers: { cookie: 'cloudcart=x; __Host-cloudcart-cart=y' } } as IncomingMessage;
    expect(hasOurCookie(request, { isHttps: true })).toBe(true);
  });
});
