import type { INestApplicationContext } from '@nestjs/common';
import { OutboxService } from '../../src/platform/outbox/outbox.service.js';
import { Formatters } from '../../src/platform/views/formatters.js';
import { Mistyped, Refused, type Command } from './command.js';
import { table } from './table.js';

const MOST_LISTED = 100;
const MOST_ERROR = 100;

async function list(shop: INestApplicationContext): Promise<string> {
  const { dateTime } = shop.get(Formatters);
  const stuck = await shop.get(OutboxService).stuck(MOST_LISTED);
  if (stuck.length === 0) return 'Nothing was given up.';
  const rows = stuck.map(({ id, createdAt, topic, key, attempts, error }) => [
    String(id),
    dateTime(createdAt),
    topic,
    key,
    String(attempts),
    (error ?? 'its worker ended').replaceAll(/\s+/g, ' ').slice(0, MOST_ERROR),
  ]);
  const more = stuck.length === MOST_LISTED ? `\nThe oldest ${MOST_LISTED}; there may be more.` : '';
  return `${table(['Id', 'Promised', 'Topic', 'What', 'Tries', 'Why'], rows, ['Id', 'Tries'])}${more}`;
}

async function retry(shop: INestApplicationContext, typed: string): Promise<string> {
  if (!/^[1-9]\d{0,14}$/.test(typed)) throw new Mistyped('name it by its id, as `outbox list` does: 4711');
  if (await shop.get(OutboxService).again(Number(typed)))
    return `${typed} is tried again, as if it were new.`;
  throw new Refused(`Nothing that was given up has the id ${typed}: \`outbox list\` names what was.`);
}

export const outboxCommands: Command[] = [
  {
    name: 'outbox list',
    usage: 'outbox list   (mails and other work that was given up after all tries, and why)',
    words: 0,
    run: list,
  },
  {
    name: 'outbox retry',
    usage: 'outbox retry ID   (all tries once more, when nothing is in the way now)',
    words: 1,
    run: (shop, [id = '']) => retry(shop, id),
  },
];
