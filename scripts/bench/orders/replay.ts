import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Statement } from './statement-recorder.js';

/** What stands for what was recorded: other tokens, other ids. */
type Instead = Map<unknown, unknown>;

/** Ids are told from other numbers by their size: the tables of the recording count from far up. */
function replaced(value: unknown, instead: Instead): unknown {
  if (Array.isArray(value)) return value.map((part) => replaced(part, instead));
  if (instead.has(value)) return instead.get(value);
  if (typeof value !== 'string') return value;
  let text = value;
  for (const [from, to] of instead) {
    const name = String(from);
    if (name.length > 5 && text.includes(name)) text = text.replaceAll(name, String(to));
  }
  return text;
}

/**
 * Sends the statements of one order again, with nothing around them: the least that its SQL can cost. A transaction keeps its
 * connection; the other statements take one each, as in the shop.
 */
export async function replay(pool: Pool, statements: readonly Statement[], tokens: Instead): Promise<void> {
  const instead: Instead = new Map(tokens);
  let held: PoolConnection | null = null;
  try {
    for (const { sql, values, insertId } of statements) {
      if (sql === 'START TRANSACTION') held ??= await pool.getConnection();
      const via = held ?? pool;
      const [result] = await via.query(
        sql,
        values.map((value) => replaced(value, instead)),
      );
      if (insertId !== null) instead.set(insertId, (result as { insertId: number }).insertId);
      if (sql !== 'COMMIT') continue;
      held?.release();
      held = null;
    }
  } finally {
    held?.release();
  }
}
