import type { Room } from '../room.js';
import { DeliveryBook } from './delivery-book.service.js';
import { DeliveryEstimate } from './delivery-estimate.service.js';
import { ShippingRatesController } from './shipping-rates.controller.js';

/** What delivery costs and when it arrives, before anybody has said who they are. */
export const delivery: Room = {
  controllers: [ShippingRatesController],
  providers: [DeliveryBook, DeliveryEstimate],
};
