import { expect, it } from 'vitest';
import { securityHeaderValues } from '../../platform/security/security-headers.js';
import { paymentPolicy } from './payment-policy.js';

const usual = securityHeaderValues({ isHttps: true }).get('Content-Security-Policy')!;
const directives = (policy: string) =>
  Object.fromEntries(policy.split(';').map((part) => [part.split(' ')[0]!, part.split(' ').slice(1)]));

it('opens the page for Stripe and for nobody else', () => {
  const opened = directives(paymentPolicy(usual, []));
  expect(opened['script-src']).toEqual(["'self'", 'https://js.stripe.com', 'https://*.js.stripe.com']);
  expect(opened['form-action']).toEqual(["'self'", 'https://checkout.stripe.com']);
  expect(Object.values(opened).flat().join(' ')).not.toMatch(/unsafe|\*(?!\.(js\.)?stripe\.com)/);
});

it('leaves the rest of the policy as it is', () => {
  const [before, after] = [directives(usual), directives(paymentPolicy(usual, []))];
  for (const name of ['default-src', 'style-src', 'object-src', 'base-uri', 'frame-ancestors'])
    expect(after[name]).toEqual(before[name]);
});

it('names only the stand-ins when there are some', () => {
  const opened = paymentPolicy(usual, ['http://127.0.0.1:4000']);
  expect(opened).not.toContain('stripe.com');
  expect(directives(opened)['frame-src']).toEqual(['http://127.0.0.1:4000']);
});
