import type { INestApplicationContext } from '@nestjs/common';
import { CustomersService, type Customer } from '../../src/shop/customers/customers.service.js';
import { Refused } from './command.js';

/** The customer with this id or e-mail address. Errors: Refused when there is none. */
export async function findCustomer(shop: INestApplicationContext, text: string): Promise<Customer> {
  const customers = shop.get(CustomersService);
  const isId = /^[1-9][0-9]{0,14}$/.test(text);
  const customer = isId ? await customers.find(Number(text)) : await customers.findByEmail(text);
  if (customer) return customer;
  throw new Refused(isId ? `There is no customer ${text}.` : `No customer has the e-mail address ${text}.`);
}
