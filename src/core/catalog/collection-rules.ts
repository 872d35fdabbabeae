export interface Rule {
  field: string;
  relation: string;
  value: string;
}

/** What rules look at. Amounts in minor units, weights in grams, `available` in pieces. */
export interface ProductFacts {
  title: string;
  type: string;
  vendor: string;
  tags: readonly string[];
  variants: readonly VariantFacts[];
}

export interface VariantFacts {
  title: string;
  price: number;
  compareAtPrice: number | null;
  grams: number;
  available: number;
}

type Test = (product: ProductFacts) => boolean;

const texts: Record<string, (product: ProductFacts) => readonly string[]> = {
  title: (product) => [product.title],
  type: (product) => [product.type],
  vendor: (product) => [product.vendor],
  tag: (product) => product.tags,
  variant_title: (product) => product.variants.map((variant) => variant.title),
};

const numbers: Record<string, (variant: VariantFacts) => number | null> = {
  variant_price: (variant) => variant.price,
  variant_compare_at_price: (variant) => variant.compareAtPrice,
  variant_weight: (variant) => variant.grams,
  variant_inventory: (variant) => variant.available,
};

const textRelations: Record<string, (text: string, value: string) => boolean> = {
  equals: (text, value) => text === value,
  starts_with: (text, value) => text.startsWith(value),
  ends_with: (text, value) => text.endsWith(value),
  contains: (text, value) => text.includes(value),
};

const numberRelations: Record<string, (number: number, value: number) => boolean> = {
  equals: (number, value) => number === value,
  not_equals: (number, value) => number !== value,
  greater_than: (number, value) => number > value,
  less_than: (number, value) => number < value,
};

const fold = (text: string): string => text.normalize('NFC').toLowerCase();

/** True when any of the texts fits; a relation that starts with `not_` is true when none does. Case does not matter. */
function textTest(rule: Rule, read: (product: ProductFacts) => readonly string[]): Test | null {
  const isNegative = rule.relation.startsWith('not_');
  const relation = textRelations[isNegative ? rule.relation.slice(4) : rule.relation];
  if (!relation || (isNegative && !['not_equals', 'not_contains'].includes(rule.relation))) return null;
  const value = fold(rule.value);
  return (product) => read(product).some((text) => relation(fold(text), value)) !== isNegative;
}

/** True when any variant fits. */
function numberTest(rule: Rule, read: (variant: VariantFacts) => number | null, digits: number): Test | null {
  const relation = numberRelations[rule.relation];
  const scale = /price/.test(rule.field) ? 10 ** digits : 1;
  const value = rule.value.trim() === '' ? Number.NaN : Math.round(Number(rule.value) * scale);
  if (!relation || Number.isNaN(value)) return null;
  return ({ variants }) =>
    variants.some((variant) => {
      const number = read(variant);
      return number !== null && relation(number, value);
    });
}

/**
 * The question "does this product belong here?" Fields, relations and their meaning are Shopify's.
 * Units: prices in rules are major units, of a currency with `digits` decimals.
 * Errors: RangeError for a rule that cannot be asked (unknown field or relation, a price that is no number).
 */
export function membership(rules: readonly Rule[], matching: 'all' | 'any', digits: number): Test {
  const tests = rules.map((rule) => ruleTest(rule, digits));
  if (tests.length === 0) return () => false;
  return (product) =>
    matching === 'all' ? tests.every((test) => test(product)) : tests.some((test) => test(product));
}

function ruleTest(rule: Rule, digits: number): Test {
  const readText = Object.hasOwn(texts, rule.field) ? texts[rule.field] : undefined;
  const readNumber = Object.hasOwn(numbers, rule.field) ? numbers[rule.field] : undefined;
  const test =
    (readText && textTest(rule, readText)) ?? (readNumber && numberTest(rule, readNumber, digits)) ?? null;
  if (!test) throw new RangeError(`not a rule: ${rule.field} ${rule.relation} "${rule.value}"`);
  return test;
}
