import { describe, expect, it } from 'vitest';
import { readEstimate } from './estimate.form.js';

const read = (country: unknown, postcode?: unknown) =>
  readEstimate({ estimate_country: country, estimate_postcode: postcode }, new Set(['US', 'DE', 'GB']));

describe('the question for an estimate', () => {
  it('is none without a country', () => {
    expect(readEstimate({}, new Set(['US']))).toEqual({ kind: 'not_asked' });
    expect(readEstimate({ estimate_postcode: '97205' }, new Set(['US']))).toEqual({ kind: 'not_asked' });
  });

  it.each([
    ['US', ' 97205 '],
    ['US', '97205-1234'],
    ['US', ''],
    ['DE', undefined],
    ['GB', 'SW1A 1AA'],
  ])('is understood: %s %j', (country, postcode) => {
    const plain = (postcode ?? '').trim();
    const destination = { country, region: '', postcode: plain };
    expect(read(country, postcode)).toEqual({ kind: 'asked', destination, postcode: plain });
  });

  it.each([
    ['AQ', '1', 'checkout.problem.country'],
    [['US', 'DE'], '1', 'checkout.problem.country'],
    ['', '', 'checkout.problem.country'],
    ['US', 'SW1A', 'checkout.problem.zip_us'],
    ['DE', '<b>', 'checkout.problem.postcode'],
    ['DE', ['1', '2'], 'checkout.problem.postcode'],
    ['DE', '1'.repeat(17), 'checkout.problem.postcode'],
  ])('is answered with what is wrong: %j %j', (country, postcode, problem) =>
    expect(read(country, postcode)).toMatchObject({ kind: 'wrong', problem }),
  );
});
