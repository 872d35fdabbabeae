import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Target } from './scenarios.js';

/** Migrates and fills an empty database, sees to it that nothing runs out, and picks the product with most variants. */
export async function prepareShop(dist: string, env: NodeJS.ProcessEnv): Promise<Target> {
  for (const script of ['migrate.js', 'seed.js'])
    execFileSync(process.execPath, [join(dist, 'scripts', script)], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const database = await createConnection(env['DATABASE_URL']!);
  try {
    await database.query('UPDATE stock_levels SET on_hand = 1000000');
    const [products] = await database.query(
      `SELECT p.handle AS product, MIN(v.id) AS variantId FROM products p JOIN variants v ON v.product_id = p.id
       WHERE p.is_listed = 1 GROUP BY p.id, p.handle ORDER BY COUNT(*) DESC, p.id LIMIT 1`,
    );
    const [collections] = await database.query(
      'SELECT handle AS collection FROM collections ORDER BY position LIMIT 1',
    );
    return { ...(products as object[])[0], ...(collections as object[])[0] } as Target;
  } finally {
    await database.end();
  }
}
