import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { ForbiddenError } from '../errors/shop-error.js';
import type { Env } from '../config/env.js';
import { sameOrigin } from './same-origin.js';

type Headers = Record<string, string>;
const HOST = { host: 'shop.example:3000' };
const COOKIE = { cookie: 'a=b; cloudcart=s%3Ax.y' };

/** The status a request would get: 0 when it passes. */
function statusOf(
  headers: Headers,
  settings: Partial<Env> = {},
  method = 'POST',
  path = '/cart/add',
): number {
  const env = { isHttps: false, ...settings } as Env;
  let status = 0;
  const request = { method, path, headers: { ...HOST, ...headers } } as unknown as Request;
  const next = (error?: unknown) => {
    if (error) status = error instanceof ForbiddenError ? error.status : 500;
  };
  void sameOrigin(env)(request, {} as never, next);
  return status;
}

describe('the same-origin rule', () => {
  it.each(['same-origin', 'none'])('lets Sec-Fetch-Site %s pass', (site) =>
    expect(statusOf({ 'sec-fetch-site': site, ...COOKIE })).toBe(0),
  );

  it.each(['cross-site', 'same-site', '', 'Same-Origin', 'same-origin, cross-site'])(
    'refuses Sec-Fetch-Site %j, also with our own Origin',
    (site) => expect(statusOf({ 'sec-fetch-site': site, origin: 'http://shop.example:3000' })).toBe(403),
  );

  it.each([
    ['http://shop.example:3000', 0],
    ['http://SHOP.example:3000', 0],
    ['http://shop.example', 403],
    ['http://shop.example:3000.evil.com', 403],
    ['http://shop.example.evil.com:3000', 403],
    ['http://evil.com', 403],
    ['null', 403],
    ['', 403],
    ['file://', 403],
    ['http://shop.example:3000@evil.com', 403],
  ])('compares Origin %j with the host: %i', (origin, status) =>
    expect(statusOf({ origin, ...COOKIE })).toBe(status),
  );

  it('compares the whole origin with PUBLIC_URL when that is set', () => {
    const settings = { PUBLIC_URL: 'https://shop.example/', isHttps: true };
    expect(statusOf({ origin: 'https://shop.example' }, settings)).toBe(0);
    expect(statusOf({ origin: 'http://shop.example' }, settings)).toBe(403);
    expect(statusOf({ origin: 'http://shop.example:3000' }, settings)).toBe(403);
  });

  it('takes the Referer when there is no Origin', () => {
    expect(statusOf({ referer: 'http://shop.example:3000/cart' })).toBe(0);
    expect(statusOf({ referer: 'http://evil.com/http://shop.example:3000/' })).toBe(403);
    expect(statusOf({ origin: 'http://evil.com', referer: 'http://shop.example:3000/' })).toBe(403);
  });

  it('with none of the three refuses only a request that carries a cookie of ours', () => {
    expect(statusOf({})).toBe(0);
    expect(statusOf({ cookie: 'other=1; xcloudcart=2' })).toBe(0);
    expect(statusOf(COOKIE)).toBe(403);
    expect(statusOf({ cookie: 'cloudcart=' })).toBe(403);
    const https = { PUBLIC_URL: 'https://shop.example', isHttps: true };
    expect(statusOf({ cookie: '__Host-cloudcart=x' }, https)).toBe(403);
  });

  it.each(['cart', 'checkout', 'message', 'values'])('counts the cookie -%s as one of ours', (part) => {
    expect(statusOf({ cookie: `a=b; cloudcart-${part}=x` })).toBe(403);
    expect(statusOf({ cookie: `xcloudcart-${part}=x; cloudcart_${part}=x` })).toBe(0);
    const https = { PUBLIC_URL: 'https://shop.example', isHttps: true };
    expect(statusOf({ cookie: `__Host-cloudcart-${part}=x` }, https)).toBe(403);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'post'])('holds for %s', (method) =>
    expect(statusOf({ 'sec-fetch-site': 'cross-site' }, {}, method)).toBe(403),
  );

  it.each(['GET', 'HEAD', 'OPTIONS'])('leaves %s alone', (method) =>
    expect(statusOf({ 'sec-fetch-site': 'cross-site' }, {}, method)).toBe(0),
  );

  it('takes Origin null of a form that acts by the key in its address, and of no other', () => {
    const key = 'A'.repeat(22);
    const status = (path: string, headers: Headers = { origin: 'null' }) =>
      statusOf({ ...COOKIE, ...headers }, {}, 'POST', path);
    for (const path of [`/account/recover/${key}`, `/account/confirm/${key}`, `/account/email/${key}`]) {
      expect(status(path)).toBe(0);
      expect(status(path, { origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(status(path, { origin: 'https://evil.example' })).toBe(403);
    }
    for (const path of [
      '/account/recover',
      '/account/confirm',
      '/account/email',
      `/account/recover/${key}/x`,
      '/account/login',
    ])
      expect(status(path)).toBe(403);
  });

  it('leaves webhooks to their signatures', () => {
    expect(statusOf({ origin: 'https://api.stripe.com' }, {}, 'POST', '/webhooks/stripe')).toBe(0);
    expect(statusOf({ origin: 'https://api.stripe.com' }, {}, 'POST', '/x/webhooks/stripe')).toBe(403);
  });
});
