import { Logger } from '@nestjs/common';
import type { Backlog } from './outbox.repository.js';
import type { OutboxService } from './outbox.service.js';

/** Work that failed once or twice and is tried again is no news. */
const PATIENCE_SECONDS = 60;

const log = new Logger('Outbox');

export const isNews = ({ oldestSeconds, stuck }: Backlog): boolean =>
  oldestSeconds > PATIENCE_SECONDS || stuck > 0;

/**
 * Says in the log that promised work is late or was given up, with the numbers that the metrics have; nothing while all is well.
 * For those who have alarms made of log lines, as CloudWatch does of this one by its `event`.
 */
export async function watchOutbox(outbox: OutboxService): Promise<void> {
  const backlog = await outbox.backlog();
  if (isNews(backlog)) log.warn({ event: 'outbox is late', ...backlog });
}
