import { createConnection } from 'mysql2/promise';
import type { OwnMariadb } from '../../servers/own-mariadb.js';
import type { Questioned } from '../../rig/audit-books.js';

/** Asks one MariaDB by itself, past every link, on a connection for each question. BIGINT and SUM come as numbers. */
export const directly = (server: OwnMariadb): Questioned => ({
  async query<T extends object>(sql: string): Promise<T[]> {
    const connection = await createConnection({ uri: server.url, decimalNumbers: true });
    try {
      const [rows] = await connection.query(sql);
      return rows as T[];
    } finally {
      connection.destroy();
    }
  },
});
