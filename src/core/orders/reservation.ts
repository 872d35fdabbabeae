/** How long goods are set aside for somebody who has ordered and still has to pay, and again after each thing that they do about it. */
export const RESERVED_SECONDS = 15 * 60;
/** However busy they are: counted from when the order was placed, so that nobody can keep goods from others. */
export const RESERVED_AT_MOST_SECONDS = 45 * 60;

/** Goods that are set aside for an order that waits for its payment. */
export interface Reservation {
  until: Date;
  /** They are being let go: nothing moves the end any more. */
  isOver: boolean;
}

const after = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000);

/** The end while nobody has done anything. */
export const firstEnd = (placedAt: Date): Date => after(placedAt, RESERVED_SECONDS);

/** The end for somebody who is at it at `now`. May lie before the one they had, or before `now`: it is never moved back. */
export function endAfterActivity(placedAt: Date, now: Date): Date {
  const [wanted, last] = [after(now, RESERVED_SECONDS), after(placedAt, RESERVED_AT_MOST_SECONDS)];
  return wanted < last ? wanted : last;
}
