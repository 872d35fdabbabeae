import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { Database } from '../../src/platform/database/database.js';
import { VISITORS_WAIT } from '../../src/platform/database/limits.js';
import { testDatabase } from '../support/database.js';
import { until } from '../support/until.js';

const MORE = 'UPDATE shelf SET pieces = pieces + 1 WHERE id = 1';
/** Whoever waits for a row tries twice, a second each. */
const WAITS_MS = 2 * VISITORS_WAIT.lockSeconds * 1000;

let db: Awaited<ReturnType<typeof testDatabase>>;
let own: DataSource;
let visitors: Database;

beforeAll(async () => {
  db = await testDatabase();
  await db.database.execute('CREATE TABLE shelf (id INT PRIMARY KEY, pieces INT NOT NULL)');
  const options = await dataSourceOptions({ DATABASE_URL: db.url, DATABASE_POOL_SIZE: 2 }, VISITORS_WAIT);
  own = await new DataSource(options).initialize();
  visitors = new Database(own);
});
afterAll(async () => {
  await own?.destroy();
  await db?.drop();
});
beforeEach(() => db.database.execute('REPLACE INTO shelf VALUES (1, 0)'));

const pieces = async () =>
  (await db.database.query<{ pieces: number }>('SELECT pieces FROM shelf'))[0]!.pieces;
/** Ids of the two connections of the pool. */
async function connections(): Promise<number[]> {
  const ask = () => visitors.query<{ id: number }>('SELECT CONNECTION_ID() AS id, SLEEP(0.1)');
  return (await Promise.all([ask(), ask()])).map(([row]) => row!.id).toSorted((a, b) => a - b);
}

describe('a transaction whose process falls silent', () => {
  it('is undone by the server, so that others get to its rows, and is done as a whole when the process is back', async () => {
    const before = await connections();
    let [holds, wakes, tries] = [(): void => {}, (): void => {}, 0];
    const held = new Promise<void>((resolve) => (holds = resolve));
    const awake = new Promise<void>((resolve) => (wakes = resolve));
    const silent = visitors.transaction(async (tx) => {
      tries += 1;
      await tx.query(MORE);
      holds();
      await awake;
      await tx.query(MORE);
    });
    await held;
    const asked = performance.now();
    await db.database.execute(MORE);
    expect(performance.now() - asked).toBeLessThan(WAITS_MS);
    expect(await pieces()).toBe(1);
    wakes();
    await silent;
    expect([tries, await pieces()]).toEqual([2, 3]);
    // Only the one that was silent is new.
    expect((await connections()).filter((id) => before.includes(id))).toHaveLength(1);
  });

  it('is no connection that nobody needs: that may be silent for longer, also after a transaction', async () => {
    for (const ending of ['commit', 'rollback']) {
      const before = await connections();
      await visitors
        .transaction(async (tx) => {
          await tx.query(MORE);
          if (ending === 'rollback') throw new Error('as told');
        })
        .catch(() => {});
      const longer = VISITORS_WAIT.idleSeconds + 1;
      const idle = () =>
        db.database.query('SELECT 1 FROM information_schema.processlist WHERE id IN (?) AND time >= ?', [
          before,
          longer,
        ]);
      await until('both were silent for longer', async () => (await idle()).length === 2);
      expect(await connections()).toEqual(before);
    }
  });
});
