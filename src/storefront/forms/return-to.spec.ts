import { describe, expect, it } from 'vitest';
import { returnTo } from './return-to.js';

describe('returnTo', () => {
  it.each([
    '/',
    '/cart',
    '/account/orders/1001',
    '/search?q=tent&page=2#results',
    '/collections/cook%20brew',
  ])('lets %j pass', (path) => expect(returnTo(path, '/account')).toBe(path));

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://evil.example/',
    '/%09/evil.example',
    '/\t/evil.example',
    '/%5cevil.example',
    '/%2fevil.example',
    '%2f%2fevil.example',
    'javascript:1',
    '@evil.example',
    '/cart\r\nSet-Cookie: a=b',
    '/%',
    'cart',
    '',
    undefined,
    ['/cart'],
    `/${'a'.repeat(2000)}`,
  ])('sends %j to the page of the shop instead', (path) =>
    expect(returnTo(path, '/account')).toBe('/account'),
  );
});
