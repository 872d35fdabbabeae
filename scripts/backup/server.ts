import { createConnection, type Connection } from 'mysql2/promise';
import { driverUrl } from '../../src/platform/database/data-source.js';
import { PlainRefusal } from './plain-refusal.js';
import type { Flavour } from './server-programs.js';

/** The server of a shop: which one it is, and a connection that asks for rows. */
export class Server {
  private constructor(
    readonly address: string,
    private readonly connection: Connection,
    readonly version: string,
  ) {}

  /** Errors: PlainRefusal when it cannot be reached. */
  static async connect(address: string): Promise<Server> {
    const options = { uri: driverUrl(address), timezone: 'Z', charset: 'utf8mb4_general_ci' };
    const connection = await createConnection(options).catch((error: Error) => {
      throw new PlainRefusal(`The database of DATABASE_URL cannot be reached: ${error.message}`);
    });
    const [[row]] = (await connection.query('SELECT VERSION() AS version')) as unknown as [
      { version: string }[],
    ];
    return new Server(address, connection, row!.version);
  }

  get flavour(): Flavour {
    return this.version.includes('MariaDB') ? 'MariaDB' : 'MySQL';
  }

  /** The schema that the address names. */
  get schema(): string {
    return decodeURIComponent(new URL(this.address).pathname.slice(1));
  }

  async query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const [rows] = await this.connection.query(sql, [...values]);
    return rows as Row[];
  }

  /** Names of tables or views of a schema, by the alphabet. */
  async names(schema: string, type: 'BASE TABLE' | 'VIEW'): Promise<string[]> {
    const rows = await this.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = ? ORDER BY table_name`,
      [schema, type],
    );
    return rows.map(({ name }) => name);
  }

  /** The statement that makes a view, for whichever schema is in use; whoever runs it owns it. */
  async viewStatement(schema: string, name: string): Promise<string> {
    const [row] = await this.query<Record<string, string>>(`SHOW CREATE VIEW ${table(schema, name)}`);
    const statement = row!['Create View']!;
    return statement
      .replace(/^CREATE .*? VIEW /, 'CREATE OR REPLACE SQL SECURITY INVOKER VIEW ')
      .replaceAll(`\`${schema}\`.`, '');
  }

  /** The address of another schema of this server. */
  addressOf(schema: string): string {
    return Object.assign(new URL(this.address), { pathname: `/${encodeURIComponent(schema)}` }).toString();
  }

  close(): Promise<void> {
    return this.connection.end();
  }
}

export const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
export const table = (schema: string, name: string): string => `${quote(schema)}.${quote(name)}`;
