import type { Messages } from '../../platform/views/messages.js';
import type { Order } from './order.js';

/** What is written on a parcel that comes back, line by line. `nth` return of the order, from 1. */
export const returnLabel = (order: Pick<Order, 'number'>, nth: number, { t }: Messages): string[] => [
  t('orders.returns.label.to'),
  t('orders.returns.label.street'),
  t('orders.returns.label.place'),
  t('orders.returns.label.name', { name: `${order.number}-R${nth}` }),
];
