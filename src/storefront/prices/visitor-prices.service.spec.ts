import { Logger } from '@nestjs/common';
import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import type { PriceList } from '../../core/pricing/convert.js';
import type { Env } from '../../platform/config/env.js';
import { UnavailableError } from '../../platform/errors/shop-error.js';
import { hasOldRead, withRequestStats } from '../../platform/request/request-stats.js';
import { Formatters } from '../../platform/views/formatters.js';
import type { PriceLists } from '../../shop/catalog/price-lists/price-lists.service.js';
import { VisitorPrices } from './visitor-prices.service.js';

Logger.overrideLogger(false);

const euros: PriceList = { currency: 'EUR', rate: '0.9', roundsTo: 1 };
const env = { CURRENCY: 'USD', isHttps: false } as Env;
const asking = (cookie?: string) => ({ headers: { ...(cookie && { cookie }) } }) as Request;

/** `read` is what the lists are at that moment. */
function pricesWith(read: () => Promise<PriceList[]>) {
  const lists = { all: read, converter: () => null } as unknown as PriceLists;
  return new VisitorPrices(lists, new Formatters('en-US', 'USD', 'UTC'), env);
}

describe('the prices of a visitor', () => {
  it('are of one moment for all of a request, also when the list is removed meanwhile', async () => {
    let all = [euros];
    const prices = pricesWith(async () => all);
    const who = asking('cloudcart-currency=EUR');
    await withRequestStats(async () => {
      expect((await prices.of(who)).currency).toBe('EUR');
      all = [];
      expect((await prices.of(who)).currency).toBe('EUR');
      expect(await prices.choices()).toEqual(['USD', 'EUR']);
    });
    await withRequestStats(async () => expect((await prices.of(who)).currency).toBe('USD'));
  });

  it('ask for nothing when nothing was chosen', async () => {
    const prices = pricesWith(() => Promise.reject(new Error('asked')));
    for (const cookie of [undefined, 'cloudcart=s%3Ax', 'cloudcart-currency=USD', 'other-currency=EUR'])
      expect((await prices.of(asking(cookie))).list).toBeNull();
  });

  it('are in the shop’s currency for a cookie that was planted beside another one, or is no code', async () => {
    const prices = pricesWith(async () => [euros]);
    for (const value of ['EUR; cloudcart-currency=EUR', 'eur', 'EURO', '', '%45UR%00'])
      expect((await prices.of(asking(`cloudcart-currency=${value}`))).list, value).toBeNull();
    expect((await prices.of(asking('a=b; cloudcart-currency=EUR'))).list).toEqual(euros);
  });

  it('stay while MySQL is away, and no page is kept with them', async () => {
    let isAway = false;
    const prices = pricesWith(async () => {
      if (isAway) throw new UnavailableError('errors.database_away');
      return [euros];
    });
    expect(await prices.choices()).toEqual(['USD', 'EUR']);
    isAway = true;
    await withRequestStats(async () => {
      expect((await prices.of(asking('cloudcart-currency=EUR'))).currency).toBe('EUR');
      expect(hasOldRead()).toBe(true);
    });
  });
});
