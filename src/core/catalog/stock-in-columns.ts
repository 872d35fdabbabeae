import type { ProductColumns } from './product-columns.js';

/** What a card says of the variants of a product. */
export interface CardStock {
  /** One of them can be bought. */
  isAvailable: boolean;
  /** Null where there is a choice. */
  soleVariantId: number | null;
}

type VariantColumns = Pick<ProductColumns, 'variantStart' | 'variantIds'>;

/** `place`: of the product; `soldOut`: 1 by place of a variant that cannot be bought. */
export function isAvailableAt({ variantStart }: VariantColumns, soldOut: Uint8Array, place: number): boolean {
  for (let at = variantStart[place]!; at < variantStart[place + 1]!; at += 1)
    if (soldOut[at] === 0) return true;
  return false;
}

export function cardStockAt(columns: VariantColumns, soldOut: Uint8Array, place: number): CardStock {
  const [from, until] = [columns.variantStart[place]!, columns.variantStart[place + 1]!];
  return {
    isAvailable: isAvailableAt(columns, soldOut, place),
    soleVariantId: until - from === 1 ? columns.variantIds[from]! : null,
  };
}
