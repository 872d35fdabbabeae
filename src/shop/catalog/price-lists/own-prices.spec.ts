import { describe, expect, it } from 'vitest';
import type { ProductCard } from '../card.types.js';
import { cardIn, NO_OWN_PRICES, type OwnPrices } from './own-prices.js';

const list = { currency: 'EUR', rate: '0.9', roundsTo: 1 };
const card = { priceMin: 1000, priceMax: 3000, compareAtPrice: 4000 } as ProductCard;
const base = [
  { variantId: 1, price: 1000, compareAtPrice: null },
  { variantId: 2, price: 3000, compareAtPrice: 4000 },
];
const own = (currency: string, variantId: number, price: number, compareAtPrice: number | null = null) => ({
  currency,
  variantId,
  price,
  compareAtPrice,
});
const pricesOf = (...some: OwnPrices['own']) => {
  const { priceMin, priceMax, compareAtPrice } = cardIn(card, { base, own: some }, list, 'USD');
  return [priceMin, priceMax, compareAtPrice];
};

describe('the card of a product in another currency', () => {
  it('shows the range of its converted prices without own ones', () => {
    const { priceMin, priceMax, compareAtPrice } = cardIn(card, NO_OWN_PRICES, list, 'USD');
    expect([priceMin, priceMax, compareAtPrice]).toEqual([900, 2700, 3600]);
    expect(pricesOf(own('JPY', 1, 5))).toEqual([900, 2700, 3600]);
  });

  it('keeps what is in the cheapest variant only where that is surely the same one', () => {
    const measure = { total: 1000, totalUnit: 'kg', base: 1, baseUnit: 'kg' } as const;
    const weighed = { ...card, measure };
    const some = [own('EUR', 1, 5000)];
    expect(cardIn(weighed, NO_OWN_PRICES, list, 'USD').measure).toEqual(measure);
    expect(cardIn(weighed, { base, own: some }, list, 'USD').measure).toBeUndefined();
    expect(cardIn(weighed, { base: base.slice(0, 1), own: some }, list, 'USD').measure).toEqual(measure);
  });

  it('shows the range of own and converted ones together', () => {
    expect(pricesOf(own('EUR', 1, 850))).toEqual([850, 2700, 3600]);
    expect(pricesOf(own('EUR', 2, 500))).toEqual([500, 900, null]);
    expect(pricesOf(own('EUR', 1, 5000, 6000))).toEqual([2700, 5000, 6000]);
  });
});
