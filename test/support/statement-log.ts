import { createConnection, type Connection } from 'mysql2/promise';
import { testServer } from './test-server.js';

/** Not of a request: web processes ask whether all migrations have run, and how far replicas are. */
const OF_NOBODY = [/\bmigrations\b/, /^SELECT VERSION\(\)/, /^SELECT 1$/, /\bheartbeat\b/];

/** The general log of the database server: every statement that anybody sends while a deed is done. */
export class StatementLog {
  private constructor(private readonly connection: Connection) {}

  /** `server`: its address, of the one of all tests unless told. */
  static async open(server = testServer('TEST_DATABASE_URL')): Promise<StatementLog> {
    const url = new URL(server.replace(/^mariadb:/, 'mysql:'));
    url.pathname = '/mysql';
    const connection = await createConnection(url.toString());
    // The logs of replicas are their own.
    await connection.query('SET sql_log_bin = 0');
    await connection.query(`SET GLOBAL log_output = 'TABLE'`);
    return new StatementLog(connection);
  }

  /** What was asked meanwhile, by others than this log and without what belongs to no request. */
  async during(deed: () => Promise<unknown>): Promise<string[]> {
    const own = this.connection.threadId;
    await this.connection.query('TRUNCATE mysql.general_log');
    await this.connection.query('SET GLOBAL general_log = ON');
    try {
      await deed();
    } finally {
      await this.connection.query('SET GLOBAL general_log = OFF');
    }
    const [rows] = await this.connection.query(
      `SELECT CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log
       WHERE command_type IN ('Query', 'Execute') AND thread_id <> ?`,
      [own],
    );
    const texts = (rows as { text: string }[]).map(({ text }) => text);
    return texts.filter((text) => !OF_NOBODY.some((pattern) => pattern.test(text)));
  }

  async close(): Promise<void> {
    await this.connection.end();
  }
}
