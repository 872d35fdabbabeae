import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderShop, type OrderShop } from '../repositories/orders-shop.js';
import { ask, program, start } from './backup-runs.js';
import { emptyDatabase } from './database.js';
import { fillBooks } from './full-books.js';

export const DUMP = 'database.sql.gz';
export const PICTURE = join('ab', 'cup-640.webp');

/** The start of a statement that adds a customer. */
export const CUSTOMER = `INSERT INTO customers (email, password_hash, first_name, last_name, session_epoch, created_at)
  VALUES`;
/** Each sign in it means something to a shell, an option file or SQL. */
const PASSWORD = `p#a'"s\\s w$ord;`;

type Schema = Awaited<ReturnType<typeof emptyDatabase>>;
const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
/** Where the program of that name is. */
export const real = (name: string): string => execFileSync('which', [name], { encoding: 'utf8' }).trim();

/** A shop with orders of every kind and a picture, and schemas and folders for its backups, all gone after `close`. */
export class BackupShop {
  private readonly made: Schema[] = [];
  private readonly users: string[] = [];

  private constructor(
    readonly shop: OrderShop,
    private readonly home: string,
    /** Number of an order that was paid and sent and has an invoice. */
    readonly sent: string,
    readonly flavour: 'MariaDB' | 'MySQL',
  ) {}

  static async open(): Promise<BackupShop> {
    const home = mkdtempSync(join(tmpdir(), 'cloudcart-backup-'));
    mkdirSync(join(home, 'media', 'ab'), { recursive: true });
    writeFileSync(join(home, 'media', PICTURE), 'a picture');
    writeFileSync(join(home, 'media', 'ab', '.cup-640.webp.draft'), 'half a pict');
    const shop = await orderShop();
    const sent = await fillBooks(shop);
    await shop.database.execute(
      `${CUSTOMER} ('grace@example.com', 'x', 'Grace;''(', 'O\\\\\\'Hopper ☂ 🏕', 7, NOW(3))`,
    );
    const [row] = await shop.database.query<{ version: string }>('SELECT VERSION() AS version');
    return new BackupShop(shop, home, sent, row!.version.includes('MariaDB') ? 'MariaDB' : 'MySQL');
  }

  get url(): string {
    return this.shop.url;
  }
  get media(): string {
    return join(this.home, 'media');
  }
  /** Where restores put pictures. */
  get mediaRestored(): string {
    return join(this.home, 'media-restored');
  }
  /** The server's own programs. */
  get commands() {
    return this.flavour === 'MariaDB'
      ? { dump: 'mariadb-dump', client: 'mariadb' }
      : { dump: 'mysqldump', client: 'mysql' };
  }

  /** A new folder. */
  folder(): string {
    return mkdtempSync(join(this.home, 'folder-'));
  }

  /** An empty schema. */
  async another(): Promise<Schema> {
    const schema = await emptyDatabase();
    this.made.push(schema);
    return schema;
  }

  /** The address of `url` for somebody who may use that schema and nothing else. */
  async keeperOf(url: string): Promise<string> {
    const [name, schema] = [`keeper_${process.pid}_${this.users.length}`, new URL(url).pathname.slice(1)];
    this.users.push(name);
    await ask(url, `CREATE USER ${name}@'%' IDENTIFIED BY ${quoted(PASSWORD)}`);
    await ask(url, `GRANT ALL ON \`${schema.replaceAll('_', '\\_')}\`.* TO ${name}@'%'`);
    return Object.assign(new URL(url), { username: name, password: encodeURIComponent(PASSWORD) }).toString();
  }

  async save(url: string, env: NodeJS.ProcessEnv = {}) {
    const into = this.folder();
    const settings = { DATABASE_URL: url, MEDIA_DIR: this.media, ...env };
    const { code, said } = await start('backup', [into], settings).ended;
    return { code, said, into, folder: join(into, readdirSync(into)[0] ?? '') };
  }

  restore(args: readonly string[], url: string, env: NodeJS.ProcessEnv = {}) {
    return start('restore', args, { DATABASE_URL: url, MEDIA_DIR: this.mediaRestored, ...env }).ended;
  }

  /** A copy of a backup that a test may spoil. */
  copy(backup: string): string {
    const folder = join(this.folder(), 'backup');
    cpSync(backup, folder, { recursive: true });
    return folder;
  }

  /** A PATH whose first programs are these shell scripts, by name. */
  pathWith(scripts: Readonly<Record<string, string>>): string {
    const folder = this.folder();
    for (const [name, script] of Object.entries(scripts)) program(folder, name, script);
    return `${folder}:${process.env['PATH']}`;
  }

  /** Schemas that a restore works in, of whichever shop. */
  leftOvers(): Promise<unknown[]> {
    const like = `test\\_${process.pid}\\_%\\_restore\\_%`;
    return ask(
      this.url,
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${like}'`,
    );
  }

  async close(): Promise<void> {
    for (const name of this.users) await ask(this.url, `DROP USER ${name}@'%'`);
    for (const schema of this.made) await schema.drop();
    await this.shop.close();
    rmSync(this.home, { recursive: true, force: true });
  }
}
