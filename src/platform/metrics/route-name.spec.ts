import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { nameRoute, routeName } from './route-name.js';

const request = (more: object = {}) => ({ url: '/products/lamp', ...more }) as IncomingMessage;

it('the route of a request is the pattern that Express found', () => {
  expect(routeName(request({ route: { path: '/products/:handle' } }))).toBe('/products/:handle');
});

it('is what answered ahead of Express says, and never the address', () => {
  const named = request();
  nameRoute(named, '/products/:handle');
  expect(routeName(named)).toBe('/products/:handle');
  expect(routeName(request())).toBe('none');
  expect(routeName(request({ route: { path: /^\/products/ } }))).toBe('none');
});
