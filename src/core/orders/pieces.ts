/** What became of the pieces of a line. */
export interface Pieces {
  quantity: number;
  shipped: number;
  dropped: number;
  returned: number;
}

/** Pieces that are still to be sent. */
export const unsent = ({ quantity, shipped, dropped }: Pieces): number => quantity - shipped - dropped;

/** Pieces that are with the shopper. */
export const kept = ({ shipped, returned }: Pieces): number => shipped - returned;

/** So many pieces of each line; lines of none are left out. */
export const piecesOf = <L extends Pieces & { id: number; variantId: number }>(
  lines: readonly L[],
  count: (line: L) => number,
) =>
  lines
    .map((line) => ({ lineId: line.id, variantId: line.variantId, quantity: count(line) }))
    .filter(({ quantity }) => quantity > 0);

export type PickCheck<L> = { ok: true } | { ok: false; line: L | null; left: number };

/**
 * Whether `picks` can be had: whole pieces, each line once, no more of a line than `count` says are left of it, and one
 * piece at least. Shape: the first line that does not suffice, or null for a pick of no line of this order.
 */
export function checkPicks<L extends Pieces & { id: number }>(
  lines: readonly L[],
  picks: readonly { lineId: number; quantity: number }[],
  count: (line: L) => number,
): PickCheck<L> {
  const seen = new Set<number>();
  for (const { lineId, quantity } of picks) {
    const line = lines.find(({ id }) => id === lineId) ?? null;
    const left = line && !seen.has(lineId) ? count(line) : 0;
    seen.add(lineId);
    if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > left) return { ok: false, line, left };
  }
  return picks.length > 0 ? { ok: true } : { ok: false, line: null, left: 0 };
}
