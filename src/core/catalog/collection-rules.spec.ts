import { describe, expect, it } from 'vitest';
import { membership, type ProductFacts, type Rule } from './collection-rules.js';

const variant = { title: 'Moss / S', price: 2499, compareAtPrice: null, grams: 350, available: 3 };
const mug: ProductFacts = {
  title: 'Camp Mug',
  type: 'Mug',
  vendor: 'Marl Pit',
  tags: ['Gift', 'enamel'],
  variants: [variant],
};
const belongs = (rules: Rule[], matching: 'all' | 'any' = 'all') => membership(rules, matching, 2)(mug);
const rule = (text: string): Rule => {
  const [field = '', relation = '', ...value] = text.split(' ');
  return { field, relation, value: value.join(' ') };
};

describe('a rule', () => {
  it.each([
    'title equals camp mug',
    'title starts_with CAMP',
    'title ends_with mug',
    'title contains mp m',
    'title not_contains kettle',
    'vendor not_equals other',
    'tag equals gift',
    'tag not_equals wool',
    'variant_title contains moss',
    'variant_price less_than 25',
    'variant_price equals 24.99',
    'variant_weight greater_than 349',
    'variant_inventory greater_than 2',
  ])('holds: %s', (text) => {
    expect(belongs([rule(text)])).toBe(true);
  });

  it.each([
    'title equals mug',
    'tag not_equals gift',
    'tag not_contains enam',
    'variant_price less_than 24.99',
    'variant_price greater_than 24.99',
    'variant_compare_at_price less_than 100',
    'variant_inventory less_than 3',
  ])('does not hold: %s', (text) => {
    expect(belongs([rule(text)])).toBe(false);
  });

  it.each([
    'colour equals red',
    'title matches x',
    'title less_than 5',
    'variant_price equals dear',
    'variant_price equals ',
    'constructor equals x',
    'title not_starts_with x',
  ])('cannot be asked: %s', (text) => {
    expect(() => belongs([rule(text)])).toThrow(RangeError);
  });
});

it('asks for all rules, or any, and takes in nothing without rules', () => {
  const rules = [rule('type equals mug'), rule('vendor equals other')];
  expect(belongs(rules, 'all')).toBe(false);
  expect(belongs(rules, 'any')).toBe(true);
  expect(belongs([], 'all')).toBe(false);
});
