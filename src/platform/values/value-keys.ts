import { keys } from '../redis/keys.js';

/** Every value of the shop in a store other than Redis: its name and what it holds. Lives as its twin in Redis. */
export const valueKeys = {
  /** JSON `SessionRecord`. */
  session: keys.session,
  /** JSON: a customer's epoch, and their sessions. */
  customer: (cartId: string) => `customer:{${cartId}}:sessions`,
  /** JSON of a whole cart. */
  cart: (cartId: string) => `cart:{${cartId}}:document`,
};
