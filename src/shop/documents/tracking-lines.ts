import type { Messages } from '../../platform/views/messages.js';
import type { OrderDetails } from '../orders/order.js';

/** `Mule M-17`, one for each parcel that has a number. */
export const trackingLines = (order: OrderDetails, { t }: Messages): string[] =>
  order.shipments
    .filter(({ trackingNumber }) => trackingNumber !== null)
    .map(({ carrier, trackingNumber }) =>
      t('orders.tracking', { carrier: carrier ?? '', number: trackingNumber ?? '' }).trim(),
    );
