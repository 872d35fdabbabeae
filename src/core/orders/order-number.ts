/** Orders from before numbers were drawn start here; they keep theirs. */
export const FIRST_ORDER_NUMBER = 1001;

/** A drawn number has nine digits: from here up to `LAST_DRAWN_NUMBER`. */
export const FIRST_DRAWN_NUMBER = 100_000_000;
export const LAST_DRAWN_NUMBER = 999_999_999;

/** The number people say and type, from the order's id: digits only, no leading zero. */
export const orderNumber = (orderId: number): string => String(orderId);

/**
 * The id behind a typed number, or null for anything that is no order number. Read as people write it: `1001`, `#1001`,
 * `482719350`, `482 719 350`, `482-719-350`.
 */
export function parseOrderNumber(text: string): number | null {
  const match = /^#?([1-9][0-9]{0,14}|[1-9][0-9]{2}([ -])[0-9]{3}\2[0-9]{3})$/.exec(text.trim());
  const id = match ? Number(match[1]!.replace(/[ -]/g, '')) : 0;
  return id >= FIRST_ORDER_NUMBER ? id : null;
}
