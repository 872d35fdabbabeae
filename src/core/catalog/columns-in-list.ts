import type { Convert } from '../pricing/convert.js';
import type { ProductColumns } from './product-columns.js';

/** Own prices of a list by variant, minor units. */
type OwnPrices = ReadonlyMap<number, number>;

/** The same columns with the prices of a list, and the places of all products from the cheapest one on; of equals the lower id. */
export interface ListedColumns {
  columns: ProductColumns;
  byPrice: Int32Array;
}

export function columnsInList(columns: ProductColumns, own: OwnPrices, convert: Convert): ListedColumns {
  const known = new Map<number, number>();
  // Many things cost the same, and an exact product costs more than a look.
  const convertOnce = (amount: number): number => {
    const converted = known.get(amount) ?? convert(amount);
    known.set(amount, converted);
    return converted;
  };
  const prices = columns.prices.map(
    (price, variant) => own.get(columns.variantIds[variant]!) ?? convertOnce(price),
  );
  const [priceMin, priceMax] = rangesOf(columns, prices);
  const byPrice = Int32Array.from(columns.ids.keys()).sort((a, b) => priceMin[a]! - priceMin[b]! || a - b);
  return { columns: { ...columns, prices, priceMin, priceMax }, byPrice };
}

/** Lowest and highest price of each product. One without variants has no price to be found by: 0, as it has in its row. */
function rangesOf({ ids, variantStart }: ProductColumns, prices: Float64Array): [Float64Array, Float64Array] {
  const [lowest, highest] = [new Float64Array(ids.length), new Float64Array(ids.length)];
  for (const product of ids.keys()) {
    const some = prices.subarray(variantStart[product], variantStart[product + 1]);
    if (some.length === 0) continue;
    lowest[product] = Math.min(...some);
    highest[product] = Math.max(...some);
  }
  return [lowest, highest];
}
