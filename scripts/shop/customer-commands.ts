import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { CustomerSessions } from '../../src/platform/session/customer-sessions.js';
import { CustomersService, type Customer } from '../../src/shop/customers/customers.service.js';
import { EndSessionsService } from '../../src/shop/customers/end-sessions.service.js';
import { Refused, type Command } from './command.js';

/** A command has just begun to connect to Redis; a shop that is open answers within this time. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

/** Errors: Refused when there is none. */
async function customerOf(shop: INestApplicationContext, text: string): Promise<Customer> {
  const customers = shop.get(CustomersService);
  const isId = /^[1-9][0-9]{0,14}$/.test(text);
  const customer = isId ? await customers.find(Number(text)) : await customers.findByEmail(text);
  if (customer) return customer;
  throw new Refused(isId ? `There is no customer ${text}.` : `No customer has the e-mail address ${text}.`);
}

/** Waits until the sessions can be asked for, or the patience is over. */
async function sessionsAnswer(shop: INestApplicationContext, customerId: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    try {
      await shop.get(CustomerSessions).list(customerId, null);
      return;
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      await pause(PAUSE_MS);
    }
  }
}

async function endSessions(shop: INestApplicationContext, text: string): Promise<string> {
  const { id } = await customerOf(shop, text);
  await sessionsAnswer(shop, id);
  try {
    const ended = await shop.get(EndSessionsService).endAll(id);
    if (!ended) throw new Refused(`There is no customer ${id} any more.`);
    return `Customer ${id}: ${ended.count === 1 ? '1 session' : `${ended.count} sessions`} ended.`;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    throw new Refused(
      `Customer ${id}: the account is closed to all sessions of before, but Redis does not answer. The worker ends them there when it is back.`,
    );
  }
}

export const customerCommands: Command[] = [
  {
    name: 'customer end-sessions',
    usage: 'customer end-sessions EMAIL|ID   (signs a customer out on every device)',
    words: 1,
    run: (shop, [text = '']) => endSessions(shop, text),
  },
];
