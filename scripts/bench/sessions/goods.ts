import { createConnection } from 'mysql2/promise';
import { CART_LINES } from './visitor.js';

/** Variants for a cart, the given one first. */
export async function fiveVariants(env: NodeJS.ProcessEnv, first: number): Promise<number[]> {
  const database = await createConnection(env['DATABASE_URL']!);
  try {
    const [rows] = await database.query(
      `SELECT v.id FROM variants v JOIN products p ON p.id = v.product_id
       WHERE p.is_listed = 1 AND v.id <> ? ORDER BY v.id LIMIT ?`,
      [first, CART_LINES - 1],
    );
    return [first, ...(rows as { id: number }[]).map(({ id }) => id)];
  } finally {
    await database.end();
  }
}
