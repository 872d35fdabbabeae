import { expect, it } from 'vitest';
import { mollieLocale, stripeLocale } from './pages-language.js';

it.each([
  ['/orders/x', 'en', 'en_US'],
  ['/de/orders/x', 'de', 'de_DE'],
  ['/fr/orders/x', 'fr', 'fr_FR'],
  // No language of the shop.
  ['/xx/orders/x', 'en', 'en_US'],
])('speaks the language in which an order was placed: %s', (returnUrl, stripe, mollie) => {
  expect([stripeLocale({ returnUrl }), mollieLocale({ returnUrl })]).toEqual([stripe, mollie]);
});
