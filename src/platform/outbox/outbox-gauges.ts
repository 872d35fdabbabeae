import { Gauge } from 'prom-client';
import { deadline } from '../clock/deadline.js';
import { askedOnce } from '../metrics/asked-once.js';
import type { Backlog } from './outbox.repository.js';
import type { OutboxService } from './outbox.service.js';

const DEADLINE_MS = 500;

/** The queue as MySQL has it: every worker sees the same. Absent while MySQL does not answer. */
export function outboxGauges(outbox: OutboxService): Gauge[] {
  const ask = askedOnce(() => outbox.backlog());
  const of = (name: string, help: string, fact: keyof Backlog) =>
    new Gauge({
      name,
      help,
      aggregator: 'max',
      registers: [],
      async collect() {
        const backlog = await deadline(ask(), DEADLINE_MS).catch(() => null);
        this.reset();
        if (backlog) this.set(backlog[fact]);
        else this.remove();
      },
    });
  return [
    of('outbox_waiting_rows', 'Mails and other work that is due and not done', 'waiting'),
    of('outbox_oldest_seconds', 'For how long the oldest of them waits', 'oldestSeconds'),
    of('outbox_stuck_rows', 'Work that nobody does any more: `npm run shop -- outbox list`', 'stuck'),
  ];
}
