import type { LineToPrice } from '../pricing/pricing.types.js';
import type { Scope } from './promotion.js';

type Goods = Pick<LineToPrice, 'variantId' | 'productId' | 'collectionIds'>;

const allows = (list: readonly number[] | undefined, ids: readonly number[]): boolean =>
  list === undefined || list.length === 0 || ids.some((id) => list.includes(id));

/** Whether a line is one of those that are meant. */
export const fits = (scope: Scope, { variantId, productId, collectionIds }: Goods): boolean =>
  allows(scope.variants, [variantId]) &&
  allows(scope.products, [productId]) &&
  allows(scope.collections, collectionIds);
