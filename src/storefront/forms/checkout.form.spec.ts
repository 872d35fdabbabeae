import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../platform/errors/shop-error.js';
import { readContactForm, typedAddress } from './checkout.form.js';

const countries = new Set(['US', 'DE', 'IE']);
const good = {
  email: ' Ada@Example.com ',
  first_name: 'Ada',
  last_name: 'Byron',
  address1: '12 Larch Lane',
  city: 'Portland',
  region: 'OR',
  postcode: '97205',
  country: 'US',
  billing_same: '1',
};
const problemsOf = (change: Record<string, string>) => {
  const form = readContactForm({ ...good, ...change }, countries);
  return form.ok ? {} : form.problems;
};

describe('the contact form', () => {
  it('takes a complete address and the normal form of the e-mail address', () => {
    const form = readContactForm(good, countries);
    expect(form).toMatchObject({ ok: true, contact: { email: 'ada@example.com', billingAddress: null } });
    expect(form.ok && form.contact.shippingAddress).toMatchObject({
      firstName: 'Ada',
      company: '',
      phone: '',
    });
  });

  it('asks only for what a parcel needs', () => {
    const form = readContactForm({}, countries);
    expect(form.ok ? [] : Object.keys(form.problems)).toEqual([
      'email',
      'last_name',
      'address1',
      'city',
      'postcode',
      'country',
    ]);
  });

  it.each([
    [{ email: 'a@b' }, { email: 'checkout.problem.email' }],
    [{ postcode: '9720' }, { postcode: 'checkout.problem.zip_us' }],
    [{ region: '' }, { region: 'checkout.missing.region' }],
    [{ country: 'DE', region: '', postcode: '10997' }, {}],
    [{ country: 'IE', region: '', postcode: '' }, {}],
    [{ country: 'AQ' }, { country: 'checkout.problem.country' }],
    [{ phone: 'call me' }, { phone: 'checkout.problem.phone' }],
    [{ phone: '+1 (503) 555-0100' }, {}],
    [{ last_name: 'B\r\nBcc: x@example.com' }, { last_name: 'checkout.problem.unreadable' }],
    [{ last_name: 'x'.repeat(255) }, {}],
    [{ last_name: 'x'.repeat(256) }, { last_name: 'checkout.problem.too_long' }],
    [{ last_name: '👩‍🚀' }, {}],
    [{ address1: '<script>alert(1)</script>' }, {}],
  ])('answers %j with %j', (change, problems) => expect(problemsOf(change)).toEqual(problems));

  it('looks at the billing address only when the bill goes elsewhere', () => {
    const { billing_same: _same, ...elsewhere } = { ...good, billing_address1: '', billing_country: 'US' };
    const form = readContactForm(elsewhere, countries);
    expect(form.ok ? [] : Object.keys(form.problems)).toContain('billing_address1');
    expect(problemsOf({ billing_address1: '', billing_country: 'XX' })).toEqual({});
  });

  it('keeps what was typed', () => {
    const form = readContactForm({ ...good, postcode: 'x' }, countries);
    expect(form).toMatchObject({ ok: false, typed: { postcode: 'x', city: 'Portland' } });
  });

  it.each([[{ email: ['a', 'b'] }], [{ email: { $ne: 'x' } }], ['text'], [[1]], [5]])(
    'refuses %j, which no form of ours sends',
    (body) => expect(() => readContactForm(body, countries)).toThrow(BadInputError),
  );

  it('fills its fields from an address', () => {
    expect(typedAddress({ firstName: 'Ada', country: 'US' }, 'billing_')).toMatchObject({
      billing_first_name: 'Ada',
      billing_country: 'US',
      billing_phone: '',
    });
  });
});
