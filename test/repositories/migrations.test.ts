import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { emptyDatabase } from '../support/database.js';

describe('migrations', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await emptyDatabase();
    const options = await dataSourceOptions({ DATABASE_URL: database.url, DATABASE_POOL_SIZE: 2 });
    dataSource = await new DataSource(options).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const query = (sql: string) => dataSource.query<Record<string, unknown>[]>(sql);
  const schema = () =>
    query(`SELECT table_name AS t, column_name AS c, column_type AS k, is_nullable AS n, column_default AS d, extra AS e
           FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name <> 'migrations'
           ORDER BY table_name, ordinal_position`);

  it('are listed oldest first, each once', () => {
    const times = migrations.map((migration) => Number(migration.name.slice(-13)));
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  });

  it('can be undone to the last table, and done again to the same schema', async () => {
    await dataSource.runMigrations();
    const first = await schema();
    expect(first.length).toBeGreaterThan(100);
    for (const _ of migrations) await dataSource.undoLastMigration();
    expect(await schema()).toEqual([]);
    await dataSource.runMigrations();
    expect(await schema()).toEqual(first);
  });
});
