import type { INestApplicationContext } from '@nestjs/common';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { CustomerSessions } from '../../src/platform/session/customer-sessions.js';
import { EndSessionsService } from '../../src/shop/customers/end-sessions.service.js';
import { Refused, type Command } from './command.js';
import { findCustomer } from './find-customer.js';
import { livesOn } from './out-of-reach.js';
import { patiently } from './patience.js';

async function endSessions(shop: INestApplicationContext, text: string): Promise<string> {
  const { id } = await findCustomer(shop, text);
  // Before anything is done; when Redis stays away, the account is closed all the same.
  await patiently(() => shop.get(CustomerSessions).list(id, null)).catch(() => undefined);
  try {
    const ended = await shop.get(EndSessionsService).endAll(id);
    if (!ended) throw new Refused(`There is no customer ${id} any more.`);
    const why = livesOn(shop);
    if (why !== null) throw new Refused(`Customer ${id}: ${why}`);
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
