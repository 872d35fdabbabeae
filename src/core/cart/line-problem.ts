/** Why a line cannot be ordered as it stands. */
export type LineProblem = 'sold_out' | 'not_enough' | 'not_for_sale';

interface Offer {
  isForSale: boolean;
  /** Highest quantity of the variant one may order now. */
  orderable: number;
}

/** What is wrong with a line, or null. `wanted` counts all lines of the same variant together: they share its stock. */
export function lineProblem(wanted: number, offer: Offer): LineProblem | null {
  if (!offer.isForSale) return 'not_for_sale';
  if (offer.orderable <= 0) return 'sold_out';
  return wanted > offer.orderable ? 'not_enough' : null;
}

/** Quantity per variant, over all lines. */
export function quantityByVariant(
  lines: readonly { variantId: number; quantity: number }[],
): Map<number, number> {
  const totals = new Map<number, number>();
  for (const { variantId, quantity } of lines) totals.set(variantId, (totals.get(variantId) ?? 0) + quantity);
  return totals;
}
