import type { Connection } from 'mysql2/promise';
import type { Database } from '../../src/platform/database/database.js';
import type { Answer } from '../../scripts/rig/shopper.js';
import { until } from './until.js';

const WAITING = `SELECT 1 FROM information_schema.processlist
    WHERE db = DATABASE() AND state LIKE 'Waiting for table%'`;

/** Runs `meanwhile` while `request` waits inside the shop for the table of variants, which `locker` holds. */
export async function held(
  database: Database,
  locker: Connection,
  request: () => Promise<Answer>,
  meanwhile: () => Promise<void>,
): Promise<Answer> {
  await locker.query('LOCK TABLES variants WRITE');
  const answer = request();
  try {
    await until('the request waits for the table', async () => (await database.query(WAITING)).length > 0);
    await meanwhile();
  } finally {
    await locker.query('UNLOCK TABLES');
  }
  return answer;
}
