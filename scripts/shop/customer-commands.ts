import type { INestApplicationContext } from '@nestjs/common';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { CustomerSessions } from '../../src/platform/session/customer-sessions.js';
import {
  EndAllSessionsService,
  type EndedEverywhere,
} from '../../src/shop/customers/end-all-sessions.service.js';
import { EndSessionsService } from '../../src/shop/customers/end-sessions.service.js';
import { Refused, type Command, type Options } from './command.js';
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

const number = new Intl.NumberFormat('en');
const counted = (count: number, noun: string): string =>
  `${number.format(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Everybody's. A command has no undo and nobody to ask, so it is done only when it is typed twice. */
async function endAllSessions(shop: INestApplicationContext, options: Options): Promise<string> {
  const ending = shop.get(EndAllSessionsService);
  const total = await ending.count();
  if (options['yes'] !== true)
    throw new Refused(
      `This signs out ${counted(total, 'customer')} on every device. Add --yes to do it; nothing was changed.`,
    );
  await patiently(() => shop.get(CustomerSessions).list(0, null)).catch(() => undefined);
  const done = await ending.endAll(({ customers }) => {
    process.stderr.write(`${number.format(customers)} of ${counted(total, 'customer')}\n`);
  });
  return outcomeOf(done, livesOn(shop));
}

function outcomeOf({ customers, sessions, isComplete }: EndedEverywhere, why: string | null): string {
  if (!isComplete)
    throw new Refused(
      `The accounts of ${counted(customers, 'customer')} are closed to all sessions of before, but the store of sessions did not always answer. The worker ends them there when it is back.`,
    );
  if (why !== null) throw new Refused(`Each of ${counted(customers, 'customer')}: ${why}`);
  return `${counted(customers, 'customer')}: ${counted(sessions, 'session')} ended. Guests keep theirs.`;
}

export const customerCommands: Command[] = [
  {
    name: 'customer end-sessions',
    usage:
      'customer end-sessions EMAIL|ID   (signs a customer out on every device; all customers: --all --yes)',
    switches: ['all', 'yes'],
    words: (options) => (options['all'] === true ? 0 : 1),
    run: (shop, [text = ''], options) =>
      options['all'] === true ? endAllSessions(shop, options) : endSessions(shop, text),
  },
];
