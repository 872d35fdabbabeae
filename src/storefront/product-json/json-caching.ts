import type { Response } from 'express';
import type { Prices } from '../prices/visitor-prices.service.js';

/** Of data that is the same for everybody who has chosen no currency. */
export const PUBLIC = 'public, max-age=0, must-revalidate';

/** Prices of a list are for who has chosen it: no cache may give them to anybody else. */
export function privateIfListed(response: Response, prices: Prices): Prices {
  if (prices.list) response.setHeader('Cache-Control', 'private, no-store');
  return prices;
}
