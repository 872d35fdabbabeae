import { describe, expect, it } from 'vitest';
import { routeClass } from './route-class.js';

describe('routeClass', () => {
  it.each([
    ['/', 'home'],
    ['/?page=2', 'home'],
    ['/products/lamp', 'catalogue'],
    ['/products.json?limit=3', 'catalogue'],
    ['/cart', 'cart'],
    ['/cart.js', 'cart'],
    ['/cart/add', 'cart'],
    ['/orders/abc', 'order'],
    ['/css/shop.css', 'file'],
    ['/readyz', 'probe'],
    ['/cartoons', 'other'],
    ['/__proto__', 'other'],
    ['/constructor', 'other'],
    ['//cart', 'other'],
    ['/.env', 'other'],
    ['*', 'other'],
    ['http://elsewhere.example/cart', 'other'],
  ])('%s is %s', (url, expected) => {
    expect(routeClass(url)).toBe(expected);
  });
});
