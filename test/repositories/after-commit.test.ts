import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let done: string[];

beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());
beforeEach(() => void (done = []));

const note = (what: string) => async () => void done.push(what);
const orders = async () => (await db.database.query<{ n: number }>('SELECT COUNT(*) AS n FROM outbox'))[0]!.n;

describe('what is to be done after a commit', () => {
  it('is done in order, when the rows are there for others and before the transaction answers', async () => {
    const seen: number[] = [];
    const before = await orders();
    await db.database.transaction(async (tx) => {
      db.database.afterCommit(tx, note('first'));
      await tx.query(
        `INSERT INTO outbox (topic, dedupe_key, payload, created_at) VALUES ('test', 'after-commit', '{}', UTC_TIMESTAMP(3))`,
      );
      db.database.afterCommit(tx, async () => void seen.push(await orders()));
      db.database.afterCommit(tx, note('last'));
      expect(done).toEqual([]);
    });
    expect(done).toEqual(['first', 'last']);
    expect(seen).toEqual([before + 1]);
  });

  it('is not done after a rollback', async () => {
    const failed = db.database.transaction(async (tx) => {
      db.database.afterCommit(tx, note('never'));
      await tx.query('SELECT nothing FROM nowhere');
    });
    await expect(failed).rejects.toThrow('nowhere');
    expect(done).toEqual([]);
  });

  it('is done once when the transaction had to run again', async () => {
    let tries = 0;
    await db.database.transaction(async (tx) => {
      tries += 1;
      db.database.afterCommit(tx, note(`try ${tries}`));
      if (tries === 1) await tx.query(`SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213`);
    });
    expect(done).toEqual(['try 2']);
  });

  it('leaves the transaction and the rest as they are when it fails', async () => {
    const answer = await db.database.transaction(async (tx) => {
      db.database.afterCommit(tx, () => Promise.reject(new Error('nobody is told')));
      db.database.afterCommit(tx, note('told'));
      return 'committed';
    });
    expect([answer, done]).toEqual(['committed', ['told']]);
  });

  it('cannot be said of a transaction that has ended', async () => {
    const ended = await db.database.transaction(async (tx) => tx);
    expect(() => db.database.afterCommit(ended, note('late'))).toThrow('under way');
  });
});
