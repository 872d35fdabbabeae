import { createConnection } from 'mysql2/promise';
import type { Source } from '../../audit/audit.js';

/** Asks one server of MySQL by itself, past every link, on a connection for each question. BIGINT and SUM come as numbers. */
export const directly = (server: { url: string }): Source => ({
  async query<Row>(sql: string): Promise<Row[]> {
    const connection = await createConnection({ uri: server.url, decimalNumbers: true });
    try {
      const [rows] = await connection.query(sql);
      return rows as Row[];
    } finally {
      connection.destroy();
    }
  },
});
