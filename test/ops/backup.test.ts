import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PlainRefusal } from '../../scripts/backup/plain-refusal.js';
import { restoreBackup } from '../../scripts/backup/restore-backup.js';
import { migrations } from '../../migrations/index.js';
import { readEnv } from '../../src/platform/config/env.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { orderShop, type OrderShop } from '../repositories/orders-shop.js';
import { ask, contentOf, program, start, sumAgain, tablesOf } from '../support/backup-runs.js';
import { emptyDatabase } from '../support/database.js';
import { fillBooks } from '../support/full-books.js';
import { OwnMariadb } from '../support/own-mariadb.js';
import { pdfLines } from '../support/pdf.js';
import { startProcess } from '../support/processes.js';
import { redisUrl } from '../support/redis.js';
import { until } from '../support/until.js';

const DUMP = 'database.sql.gz';
const PICTURE = join('ab', 'cup-640.webp');
const CUSTOMER = `INSERT INTO customers (email, password_hash, first_name, last_name, session_epoch, created_at)
  VALUES`;

const real = (name: string): string => execFileSync('which', [name], { encoding: 'utf8' }).trim();

const commandsOf = (isMariaDb: boolean) => ({
  dump: isMariaDb ? 'mariadb-dump' : 'mysqldump',
  client: isMariaDb ? 'mariadb' : 'mysql',
});

describe('a backup', () => {
  let shop: OrderShop;
  let home: string;
  let media: string;
  let sent: string;
  let backup: string;
  let commands: ReturnType<typeof commandsOf>;
  let target: Awaited<ReturnType<typeof emptyDatabase>>;
  const made: (typeof target)[] = [];

  async function another() {
    const database = await emptyDatabase();
    made.push(database);
    return database;
  }
  async function save(url: string, env: NodeJS.ProcessEnv = {}) {
    const into = mkdtempSync(join(home, 'backups-'));
    const { code, said } = await start('backup', [into], { DATABASE_URL: url, MEDIA_DIR: media, ...env })
      .ended;
    return { code, said, into, folder: join(into, readdirSync(into)[0] ?? '') };
  }
  const restore = (args: readonly string[], url = target.url, env: NodeJS.ProcessEnv = {}) =>
    start('restore', args, { DATABASE_URL: url, MEDIA_DIR: join(home, 'media-restored'), ...env }).ended;
  /** A copy of the backup that a test may spoil. */
  function copy(): string {
    const folder = join(mkdtempSync(join(home, 'copy-')), 'backup');
    cpSync(backup, folder, { recursive: true });
    return folder;
  }
  /** Schemas that a restore works in, of whichever shop. */
  const leftOvers = () =>
    ask(
      target.url,
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'test\\_${process.pid}\\_%\\_restore\\_%'`,
    );

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'cloudcart-backup-'));
    media = join(home, 'media');
    mkdirSync(join(media, 'ab'), { recursive: true });
    writeFileSync(join(media, PICTURE), 'a picture');
    writeFileSync(join(media, 'ab', '.cup-640.webp.draft'), 'half a pict');
    shop = await orderShop();
    sent = await fillBooks(shop);
    await shop.database.execute(
      `${CUSTOMER} ('grace@example.com', 'x', 'Grace;''(', 'O\\\\\\'Hopper ☂ 🏕', 7, NOW(3))`,
    );
    const [row] = await shop.database.query<{ version: string }>('SELECT VERSION() AS version');
    commands = commandsOf(row!.version.includes('MariaDB'));
    target = await another();
  });
  afterEach(async () => expect(await leftOvers()).toEqual([]));
  afterAll(async () => {
    for (const database of made) await database.drop();
    await shop?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('is taken while orders are placed, and restored into another schema: same orders, clean books', async () => {
    const known = await shop.database.query<{ id: number }>('SELECT id FROM orders');
    const traffic = { isOver: false, placed: 0 };
    const shoppers = async () => {
      for (; !traffic.isOver; traffic.placed += 1)
        await shop.place(await shop.ready({ plenty: 1 }, 'test_card_approve'));
    };
    const busy = shoppers();
    const saved = await save(shop.url).finally(() => (traffic.isOver = true));
    await busy;
    expect(saved, saved.said).toMatchObject({ code: 0 });
    expect(traffic.placed).toBeGreaterThan(0);
    backup = saved.folder;
    expect(readdirSync(saved.into)).toHaveLength(1);
    expect(readdirSync(backup).sort()).toEqual(['SHA256SUMS', DUMP, 'manifest.json', 'pictures']);
    execFileSync('sha256sum', ['--check', '--quiet', '--strict', 'SHA256SUMS'], { cwd: backup });

    const restored = await restore([backup]);
    expect(restored, restored.said).toMatchObject({ code: 0 });
    expect(restored.said).toContain('0 wrong');
    const there = await ask<{ id: string }>(target.url, 'SELECT id FROM orders');
    expect(there.length).toBeGreaterThanOrEqual(known.length);
    expect(there.length).toBeLessThanOrEqual(known.length + traffic.placed);
    for (const [name, key] of [
      ['orders', 'id'],
      ['order_lines', 'order_id'],
      ['tenders', 'order_id'],
    ] as const) {
      const sql = `SELECT * FROM ${name} WHERE ${key} IN (${known.map(({ id }) => id).join()}) ORDER BY id`;
      expect(await ask(target.url, sql)).toEqual(await ask(shop.url, sql));
    }
    expect(readFileSync(join(home, 'media-restored', PICTURE), 'utf8')).toBe('a picture');
    expect(readdirSync(join(home, 'media-restored', 'ab'))).toHaveLength(1);
  });

  it('gives a shop that opens, and shows an order and its invoice', async () => {
    const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: target.url, REDIS_URL: redisUrl() };
    const file = join(PROJECT_ROOT, 'dist', 'src', 'main.js');
    const web = await startProcess({
      file: process.execPath,
      args: [file],
      env: { ...env, PORT: '0', METRICS_PORT: 'off', LOG_LEVEL: 'warn' },
      ready: /listens on (http:\S+)/,
    });
    try {
      const [order] = await ask<{ token: string }>(target.url, `SELECT token FROM orders WHERE id = ${sent}`);
      const address = `${web.found}/orders/${order!.token}`;
      const [page, invoice] = [await fetch(address), await fetch(`${address}/invoice.pdf`)];
      expect((await page.text()).replaceAll(/\s|&nbsp;|-/g, '')).toContain(sent);
      expect(pdfLines(Buffer.from(await invoice.arrayBuffer())).join('\n')).toContain(`Order ${sent}`);
    } finally {
      await web.end('SIGTERM');
    }
  });

  it('of a quiet shop has every row of every table; sign-ins and ids step over what Redis may still know', async () => {
    const [copied, saved] = [await another(), await save(target.url)];
    const restored = await restore([saved.folder], copied.url);
    expect(restored, restored.said).toMatchObject({ code: 0 });
    const same = (table: string, row: Record<string, unknown>) =>
      table === 'customers' ? { ...row, session_epoch: 0, sessions_ended_at: 0 } : row;
    expect(await contentOf(copied.url, same)).toEqual(await contentOf(target.url, same));
    const people = 'SELECT session_epoch AS epoch, last_name AS name FROM customers';
    expect(await ask(copied.url, people)).toEqual([{ epoch: '2007', name: "O\\'Hopper ☂ 🏕" }]);
    await ask(copied.url, `${CUSTOMER} ('next@example.com', 'x', '', '', 1, NOW(3))`);
    const [next] = await ask<{ id: string }>(copied.url, 'SELECT MAX(id) AS id FROM customers');
    expect(Number(next!.id)).toBeGreaterThan(1_000_000);
    const view = 'SELECT COUNT(*) AS n FROM variant_availability';
    expect(await ask(copied.url, view)).toEqual(await ask(shop.url, view));
  });

  it('of an older shop is brought up to date', async () => {
    const [old, copied] = [await another(), await another()];
    await restore([backup], old.url);
    const options = await dataSourceOptions({ DATABASE_URL: old.url, DATABASE_POOL_SIZE: 1 });
    const dataSource = await new DataSource(options).initialize();
    await dataSource.undoLastMigration();
    await dataSource.destroy();
    const restored = await restore([(await save(old.url)).folder], copied.url);
    expect(restored, restored.said).toMatchObject({ code: 0 });
    expect(restored.said).toContain('1 migrations run');
    const [row] = await ask<{ n: string }>(copied.url, 'SELECT COUNT(*) AS n FROM migrations');
    expect(Number(row!.n)).toBe(migrations.length);
  });

  it('needs the right for a schema beside the shop, and shows its password to nobody', async ({ skip }) => {
    if (commands.dump === 'mysqldump') skip('the server of its own is a MariaDB');
    const own = await OwnMariadb.start();
    try {
      const password = `p#a'"s\\s w$ord;`;
      await ask(own.url, `CREATE USER keeper@'%' IDENTIFIED BY '${password.replaceAll(/['\\]/g, '\\$&')}'`);
      await ask(own.url, `GRANT ALL ON shop.* TO keeper@'%'`);
      const url = own.url.replace('shop:shop@', `keeper:${encodeURIComponent(password)}@`);
      const refused = await restore([backup], url);
      expect(refused.said).toContain('needs a schema of its own beside shop');
      expect(refused.code).toBe(1);
      await ask(own.url, /GRANT ALL .*;/.exec(refused.said)![0]);
      const restored = await restore([backup], url);
      expect(restored, restored.said).toMatchObject({ code: 0 });

      const [folder, seen] = [mkdtempSync(join(home, 'bin-')), join(home, 'seen')];
      const look = `{ echo "$@"; stat -c %a "\${1#*=}"; echo "\${1#*=}"; } >> ${seen}`;
      program(folder, commands.dump, `[ "$2" = --version ] || ${look}\nexec ${real(commands.dump)} "$@"`);
      const saved = await save(url, { PATH: `${folder}:${process.env['PATH']}` });
      expect(saved, saved.said).toMatchObject({ code: 0 });
      const [line, mode, login] = readFileSync(seen, 'utf8').split('\n');
      expect(line).toMatch(/^--defaults-file=\S+ --single-transaction /);
      expect(line).not.toContain('p#a');
      expect(mode).toBe('600');
      expect(existsSync(login!)).toBe(false);
    } finally {
      await own.close();
    }
  });

  describe('is refused, and nothing is changed,', () => {
    let empty: typeof target;
    beforeAll(async () => void (empty = await another()));
    afterEach(async () => expect(await tablesOf(empty.url)).toEqual([]));

    const change = (folder: string, name: string, at: (bytes: Buffer) => Buffer) =>
      writeFileSync(join(folder, name), at(readFileSync(join(folder, name))));
    const flip = (bytes: Buffer) => {
      bytes[bytes.length >> 1]! ^= 1;
      return bytes;
    };
    const manifest = (folder: string, more: object) => {
      const file = join(folder, 'manifest.json');
      const read = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...read, ...more }));
      sumAgain(folder, 'manifest.json');
    };

    it.each<[string, (folder: string) => unknown, RegExp]>([
      ['cut off', (at) => truncateSync(join(at, DUMP), 5000), /database.sql.gz was cut off or changed/],
      ['with one bit changed', (at) => change(at, DUMP, flip), /database.sql.gz was cut off or changed/],
      ['with a changed manifest', (at) => change(at, 'manifest.json', flip), /manifest.json was/],
      ['without a picture', (at) => rmSync(join(at, 'pictures', PICTURE)), /cup-640.webp is missing/],
      ['that was not finished', (at) => rmSync(join(at, 'SHA256SUMS')), /no SHA256SUMS: it was not finished/],
      [
        'with sums cut off',
        (at) => truncateSync(join(at, 'SHA256SUMS'), 10),
        /does not name database.sql.gz/,
      ],
      ['that is none', (at) => rmSync(join(at, 'manifest.json')), /is no backup: it has no manifest.json/],
      ['of another format', (at) => manifest(at, { format: 2 }), /format 2, this version .* reads 1/],
      [
        'of a newer shop',
        (at) => manifest(at, { migration: 'AddTomorrow1999', shop: { version: '9.9.9', commit: null } }),
        /newer shop.*AddTomorrow1999. Install version 9.9.9/,
      ],
      [
        'of another server',
        (at) =>
          manifest(at, {
            server: { flavour: commands.dump === 'mysqldump' ? 'MariaDB' : 'MySQL', version: '9' },
          }),
        /The backup is of (MySQL|MariaDB), and DATABASE_URL names/,
      ],
      [
        'with fewer rows than it says',
        (at) => manifest(at, { tables: { orders: 100_000 } }),
        /rows of orders, not 100000/,
      ],
    ])('one %s', async (_name, spoil, message) => {
      const folder = copy();
      spoil(folder);
      const env = readEnv({
        NODE_ENV: 'test',
        DATABASE_URL: empty.url,
        REDIS_URL: redisUrl(),
        MEDIA_DIR: media,
      });
      const options = { mayReplace: false, acceptsFindings: false };
      const restored = restoreBackup(env, folder, options, new AbortController().signal);
      await expect(restored).rejects.toThrow(message);
      await expect(restored).rejects.toThrow(PlainRefusal);
    });

    it.each(['backup', 'restore'] as const)(
      'without the program for a %s, with what to type',
      async (what) => {
        const env = { PATH: '/nowhere' };
        const { code, said } =
          what === 'backup' ? await save(shop.url, env) : await restore([backup], empty.url, env);
        expect(said).toContain(what === 'backup' ? commands.dump : commands.client);
        expect(said).toMatch(/found none. Please type one of\n\n {2}Debian.*sudo apt-get install/);
        expect(code).toBe(1);
      },
    );

    it('by the program of another family, which is passed over', async () => {
      const folder = mkdtempSync(join(home, 'bin-'));
      const other = commands.dump === 'mysqldump' ? '10.11-MariaDB' : '9.7 for Linux';
      for (const name of ['mariadb-dump', 'mysqldump']) program(folder, name, `echo Ver ${other}`);
      const { code, said } = await save(shop.url, { PATH: folder });
      expect(said).toMatch(/found only \S+, which is of the other family/);
      expect(code).toBe(1);
    });

    it('a dump that breaks off leaves no backup', async () => {
      const folder = mkdtempSync(join(home, 'bin-'));
      const dump = real(commands.dump);
      const half = `[ "$2" = --version ] && exec ${dump} "$@"\n${dump} "$@" | head -c 20000\necho disk full >&2; exit 3`;
      program(folder, commands.dump, half);
      const saved = await save(shop.url, { PATH: `${folder}:${process.env['PATH']}` });
      expect(saved.said).toMatch(/did not come to its end:\n[^]*disk full/);
      expect(saved.code).toBe(1);
      expect(readdirSync(saved.into)).toEqual([]);
    });

    it('a restore that is stopped in the middle leaves nothing', async () => {
      const folder = mkdtempSync(join(home, 'bin-'));
      const begun = join(home, 'begun');
      const client = real(commands.client);
      const half = `[ "$2" = --version ] && exec ${client} "$@"\nhead -c 20000 | ${client} "$@" --force\ntouch ${begun}\nexec sleep 600`;
      program(folder, commands.client, half);
      const env = { DATABASE_URL: empty.url, PATH: `${folder}:${process.env['PATH']}` };
      const running = start('restore', [backup], { MEDIA_DIR: media, ...env });
      await until('the restore is in its middle', async () => existsSync(begun));
      running.end('SIGTERM');
      const { code, said } = await running.ended;
      expect(said).toContain('Stopped by SIGTERM. What was half done is gone.');
      expect(code).toBe(1);
    });
  });

  it('takes the place of another shop only when told so, which is told what it loses', async () => {
    await shop.database.execute("UPDATE orders SET note = 'since the backup' WHERE id = ?", [Number(sent)]);
    const newer = await another();
    await restore([(await save(shop.url)).folder], newer.url);
    const [before] = await ask<{ n: string }>(newer.url, 'SELECT COUNT(*) AS n FROM orders');
    const refused = await restore([backup], newer.url);
    expect(refused.said).toMatch(
      new RegExp(
        `has \\d+ tables with ${before!.n} orders, the last one placed at 20.*Z. Nothing was changed.*--replace`,
      ),
    );
    expect(refused.code).toBe(1);
    const inUse = await restore([backup, '--replace'], shop.url);
    expect(inUse.said).toMatch(/other connections are open to .*Stop the shop first/);
    expect(inUse.code).toBe(1);
    const note = `SELECT note FROM orders WHERE id = ${sent}`;
    expect(await ask(newer.url, note)).toEqual([{ note: 'since the backup' }]);
    const replaced = await restore([backup, '--replace'], newer.url);
    expect(replaced, replaced.said).toMatchObject({ code: 0 });
    expect(replaced.said).toContain(`tables with ${before!.n} orders, the last one placed at`);
    expect(await ask(newer.url, note)).toEqual([{ note: '' }]);
    expect(await tablesOf(newer.url)).toEqual(await tablesOf(shop.url));
  });

  it('with books that are wrong is taken as it is only when told so', async () => {
    await shop.database.execute('UPDATE stock_levels SET reserved = reserved + 1 WHERE variant_id = ?', [
      shop.variant('jacket'),
    ]);
    const [{ folder }, copied] = [await save(shop.url), await another()];
    const refused = await restore([folder], copied.url);
    expect(refused.said).toMatch(
      /1 wrong {2}reserved is not what live orders hold\n +variants \d+\n +Set stock_levels/,
    );
    expect(refused.said).toContain('--accept-findings');
    expect([refused.code, await tablesOf(copied.url)]).toEqual([1, []]);
    const taken = await restore([folder, '--accept-findings'], copied.url);
    expect(taken, taken.said).toMatchObject({ code: 0 });
  });

  it.each(['backup', 'restore'] as const)('says how a %s is typed', async (script) => {
    const { code, said } = await start(script, ['one', '--force'], { DATABASE_URL: target.url }).ended;
    expect(said).toContain(`Usage: npm run ${script} -- `);
    expect(code).toBe(2);
  });
});
