import type { Catalogue } from '../topology/catalogue.js';
import type { Journal } from './journal.js';
import type { Provider } from './ordering.js';

/** What everybody in the shop shares. */
export interface Surroundings {
  catalogue: Catalogue;
  journal: Journal;
  /** Null: everybody pays on invoice. */
  provider: Provider | null;
}
