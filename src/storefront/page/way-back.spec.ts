import { describe, expect, it } from 'vitest';
import { wayBack } from './way-back.js';

const OWN = 'https://shop.example';
const post = (referer?: string, body?: unknown) =>
  wayBack({ method: 'POST', originalUrl: '/cart/add', headers: referer ? { referer } : {}, body }, OWN);

describe('where a form at the foot of a page leads back to', () => {
  it('is the page itself when it has an address', () => {
    const page = { method: 'GET', originalUrl: '/search?q=tent', headers: { referer: `${OWN}/cart` } };
    expect(wayBack(page, OWN)).toBe('/search?q=tent');
  });

  it.each([
    ['the page on which the form stood', post(`${OWN}/products/mug?variant=3`), '/products/mug?variant=3'],
    ['where that form would have led', post(`${OWN}/products/mug`, { return_to: '/cart' }), '/cart'],
    [
      'the page, when the form names another site',
      post(`${OWN}/cart`, { return_to: '//evil.example' }),
      '/cart',
    ],
    ['the page without its language', post(`${OWN}/en/cart?x=1`), '/cart?x=1'],
    ['the start page, when nothing is known', post(), '/'],
    ['the start page, when it came from another site', post('https://evil.example/cart'), '/'],
    ['the start page, for what is no address', post('cart'), '/'],
    ['the start page, for what browsers take for another site', post(`${OWN}//evil.example`), '/'],
    ['the start page, for a body that is no form', post(undefined, ['return_to']), '/'],
  ])('is %s', (_, path, expected) => expect(path).toBe(expected));
});
