import type { Room } from '../room.js';
import { CurrencyController } from './currency.controller.js';
import { VisitorPrices } from './visitor-prices.service.js';

/** The currency that somebody sees prices in. */
export const prices: Room = {
  controllers: [CurrencyController],
  providers: [VisitorPrices],
};
