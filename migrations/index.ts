import type { MigrationInterface } from 'typeorm';
import { CreateCustomers1790000030000 } from './1790000030000-CreateCustomers.js';
import { CreateCustomerCarts1790000040000 } from './1790000040000-CreateCustomerCarts.js';
import { CreateDelivery1790000050000 } from './1790000050000-CreateDelivery.js';
import { FillDelivery1790000050100 } from './1790000050100-FillDelivery.js';
import { CreateOrders1790000050200 } from './1790000050200-CreateOrders.js';
import { CreateTenders1790000050300 } from './1790000050300-CreateTenders.js';
import { CreateOrderHistory1790000050400 } from './1790000050400-CreateOrderHistory.js';
import { CreateCheckouts1790000050500 } from './1790000050500-CreateCheckouts.js';
import { CreateOutbox1790000050600 } from './1790000050600-CreateOutbox.js';
import { CreateTestCardCharges1790000050700 } from './1790000050700-CreateTestCardCharges.js';

/** Every migration, oldest first. Listed by hand: nothing is loaded by pattern from `dist`. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateCustomers1790000030000,
  CreateCustomerCarts1790000040000,
  CreateDelivery1790000050000,
  FillDelivery1790000050100,
  CreateOrders1790000050200,
  CreateTenders1790000050300,
  CreateOrderHistory1790000050400,
  CreateCheckouts1790000050500,
  CreateOutbox1790000050600,
  CreateTestCardCharges1790000050700,
];
