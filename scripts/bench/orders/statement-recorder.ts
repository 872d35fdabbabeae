import type { DataSource, QueryRunner } from 'typeorm';

/** One statement of an order, as it was sent. `insertId`: of an INSERT, what it was answered. */
export interface Statement {
  sql: string;
  values: unknown[];
  insertId: number | null;
}

/** Writes down what one order asks of MySQL, BEGIN and COMMIT included. Nothing else may run meanwhile. */
export async function recordStatements(
  dataSource: DataSource,
  deed: () => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const original = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => watched(original(mode), statements);
  try {
    await deed();
  } finally {
    dataSource.createQueryRunner = original;
  }
  return statements;
}

function watched(runner: QueryRunner, statements: Statement[]): QueryRunner {
  const query = runner.query.bind(runner) as (sql: string, values?: unknown[]) => Promise<unknown>;
  const recorded = async (sql: string, values: unknown[] = []): Promise<unknown> => {
    const statement: Statement = { sql, values, insertId: null };
    statements.push(statement);
    const result = await query(sql, values);
    const { insertId } = Object(result) as { insertId?: number };
    if (/^\s*INSERT/i.test(sql) && insertId !== undefined && insertId > 0) statement.insertId = insertId;
    return result;
  };
  runner.query = recorded as typeof runner.query;
  return runner;
}
