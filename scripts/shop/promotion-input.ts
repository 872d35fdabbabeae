import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { ALL } from '../../src/core/promotions/promotion.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import type { PromotionInput } from '../../src/shop/promotions/promotion-input.js';
import { Mistyped, Refused, type Options } from './command.js';
import { parseAmount, parseCount } from './parse-amount.js';
import { parseTime } from './parse-time.js';

const text = (value: string | boolean | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** `12.5` is 125,000 millionths. */
function parsePercent(typed: string): number {
  const match = /^([0-9]{1,3})(?:\.([0-9]{1,4}))?$/.exec(typed);
  const rate = match ? Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0')) : 0;
  if (rate < 1 || rate > ALL) throw new Mistyped(`--percent is above 0 and up to 100, not "${typed}"`);
  return rate;
}

type Rules = Pick<PromotionInput, 'benefit' | 'conditions'>;

/** Conditions and benefit that switches cannot say, as JSON. Errors: Refused when the file cannot be read. */
function rulesOf(file: string): Rules {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Rules;
  } catch (error) {
    throw new Refused(`${file}: ${(error as Error).message}`);
  }
}

function benefitOf(shop: INestApplicationContext, options: Options): PromotionInput['benefit'] {
  const { digits } = shop.get(Formatters);
  const [percent, amount] = [text(options['percent']), text(options['amount'])];
  if (percent !== null) return { kind: 'percent', rateMillionths: parsePercent(percent), of: {} };
  if (amount !== null) return { kind: 'amount', amount: parseAmount(amount, digits), of: {} };
  if (options['free-shipping'] === true) return { kind: 'free_shipping' };
  throw new Mistyped('What is given? One of --percent=10, --amount=5, --free-shipping or --rules=FILE.json');
}

function conditionsOf(shop: INestApplicationContext, options: Options): PromotionInput['conditions'] {
  const minimum = text(options['minimum']);
  const { digits } = shop.get(Formatters);
  return [
    ...(minimum === null
      ? []
      : [{ kind: 'minimum_amount' as const, amount: parseAmount(minimum, digits), of: {} }]),
    ...(options['first-order'] === true ? [{ kind: 'first_order' as const }] : []),
  ];
}

/** A promotion from what was typed. Errors: Mistyped, Refused. */
export function promotionOf(
  shop: INestApplicationContext,
  [handle = '', title = '']: readonly string[],
  options: Options,
): PromotionInput {
  const file = text(options['rules']);
  const rules =
    file === null
      ? { benefit: benefitOf(shop, options), conditions: conditionsOf(shop, options) }
      : rulesOf(file);
  const count = (name: string) => {
    const typed = text(options[name]);
    return typed === null ? null : parseCount(typed, `--${name}`);
  };
  const time = (name: string) => {
    const typed = text(options[name]);
    return typed === null ? null : parseTime(shop, typed, `--${name}`);
  };
  return {
    ...rules,
    handle,
    title,
    lane: count('lane') ?? 5,
    standsAlone: options['alone'] === true,
    codes: (text(options['codes']) ?? '').split(',').filter((code) => code.trim() !== ''),
    startsAt: time('from') ?? new Date(),
    endsAt: time('until'),
    limitTotal: count('limit'),
    limitPerCustomer: count('per-customer'),
  };
}
