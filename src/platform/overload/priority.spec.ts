import { describe, expect, it } from 'vitest';
import { priorityOf } from './priority.js';

describe('priorityOf', () => {
  it.each([
    ['/search?q=lamp', 'browse'],
    ['/search/suggest.json?q=l', 'browse'],
    ['/collections', 'browse'],
    ['/collections/all?page=2', 'browse'],
    ['/products.json', 'browse'],
    ['/recommendations/products.json?product_id=1', 'browse'],
    ['/live', 'browse'],
    ['/', 'page'],
    ['/products/lamp', 'page'],
    ['/products/lamp.js', 'page'],
    ['/pages/about', 'page'],
    ['/nothing-here', 'page'],
    ['/cart', 'purchase'],
    ['/cart.js', 'purchase'],
    ['/cart/add.js', 'purchase'],
    ['/checkout/orders', 'purchase'],
    ['/account/login', 'purchase'],
    ['/orders/abc', 'purchase'],
    ['/webhooks/stripe', 'purchase'],
    ['/discount/SPRING', 'purchase'],
    ['/css/shop.css?v=1', null],
    ['/media/x.jpg', null],
    ['/livez', null],
    ['/readyz', null],
  ])('%s is %s', (url, expected) => {
    expect(priorityOf(url)).toBe(expected);
  });
});
