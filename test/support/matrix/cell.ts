import type { MatrixShop } from './matrix-shop.js';

/** What one part of the shop does while a dependency is in trouble, for people and for the tests. */
export interface Cell {
  /** What the shopper sees; a cell of the table in docs/resilience.md. */
  says: string;
  /** Asks the shop meanwhile. Errors: what is not as it is said. */
  holds(at: MatrixShop): Promise<void>;
  /** What must be true when the trouble is over. */
  afterwards?(at: MatrixShop): Promise<void>;
}

export const cell = (says: string, holds: Cell['holds'], afterwards?: Cell['afterwards']): Cell => ({
  says,
  holds,
  ...(afterwards && { afterwards }),
});
