import { describe, expect, it } from 'vitest';
import { returnTo, withoutStrangeReturn } from './return-to.js';

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

describe('the address of a page that leads on', () => {
  it.each([
    ['/account/login?return_to=/checkout', '/account/login?return_to=/checkout'],
    ['/search?q=a?b&page=2', '/search?q=a?b&page=2'],
    ['/account/login?return_to=//evil.example', '/account/login'],
    ['/account/login?a=1&return_to=/cart&return_to=https:evil.example', '/account/login?a=1'],
    ['//[', '//['],
  ])('keeps what leads to the shop: %s becomes %s', (path, tidy) =>
    expect(withoutStrangeReturn(path)).toBe(tidy),
  );
});
