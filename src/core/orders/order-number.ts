/** Numbers start here, so that the first shopper does not feel like one. */
export const FIRST_ORDER_NUMBER = 1001;

/** The number people say and type, from the order's id: digits only, no leading zero. */
export const orderNumber = (orderId: number): string => String(orderId);

/** The id behind a typed number (`1001` or `#1001`), or null for anything that is no order number. */
export function parseOrderNumber(text: string): number | null {
  const match = /^#?([1-9][0-9]{0,14})$/.exec(text.trim());
  const id = match ? Number(match[1]) : 0;
  return id >= FIRST_ORDER_NUMBER ? id : null;
}
