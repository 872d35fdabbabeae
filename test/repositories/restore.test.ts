import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PlainRefusal } from '../../scripts/backup/plain-refusal.js';
import { restoreBackup } from '../../scripts/backup/restore-backup.js';
import { migrations } from '../../migrations/index.js';
import { readEnv } from '../../src/platform/config/env.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { ask, start, sumAgain, tablesOf } from '../support/backup-runs.js';
import { BackupShop, DUMP, PICTURE, real } from '../support/backup-shop.js';
import { redisUrl } from '../support/redis.js';
import { until } from '../support/until.js';

describe('a restore', () => {
  let kept: BackupShop;
  let backup: string;

  beforeAll(async () => {
    kept = await BackupShop.open();
    const saved = await kept.save(kept.url);
    expect(saved, saved.said).toMatchObject({ code: 0 });
    backup = saved.folder;
  });
  afterEach(async () => expect(await kept.leftOvers()).toEqual([]));
  afterAll(() => kept?.close());

  it('of an older shop is brought up to date', async () => {
    const [old, copied] = [await kept.another(), await kept.another()];
    await kept.restore([backup], old.url);
    const options = await dataSourceOptions({ DATABASE_URL: old.url, DATABASE_POOL_SIZE: 1 });
    const dataSource = await new DataSource(options).initialize();
    await dataSource.undoLastMigration();
    await dataSource.destroy();
    const restored = await kept.restore([(await kept.save(old.url)).folder], copied.url);
    expect(restored, restored.said).toMatchObject({ code: 0 });
    expect(restored.said).toContain('1 migrations run');
    const [row] = await ask<{ n: string }>(copied.url, 'SELECT COUNT(*) AS n FROM migrations');
    expect(Number(row!.n)).toBe(migrations.length);
  });

  it('needs the right for a schema beside the shop, and says how it is given', async () => {
    const copied = await kept.another();
    const url = await kept.keeperOf(copied.url);
    const refused = await kept.restore([backup], url);
    expect(refused.said).toContain(`needs a schema of its own beside ${new URL(url).pathname.slice(1)}`);
    expect(refused.code).toBe(1);
    await ask(copied.url, /GRANT ALL .*;/.exec(refused.said)![0]);
    const restored = await kept.restore([backup], url);
    expect(restored, restored.said).toMatchObject({ code: 0 });
  });

  describe('is refused, and nothing is changed,', () => {
    let empty: Awaited<ReturnType<BackupShop['another']>>;
    beforeAll(async () => void (empty = await kept.another()));
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
    const otherFlavour = () => (kept.flavour === 'MySQL' ? 'MariaDB' : 'MySQL');

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
        (at) => manifest(at, { server: { flavour: otherFlavour(), version: '9' } }),
        /The backup is of (MySQL|MariaDB), and DATABASE_URL names/,
      ],
      [
        'with fewer rows than it says',
        (at) => manifest(at, { tables: { orders: 100_000 } }),
        /rows of orders, not 100000/,
      ],
    ])('of a backup %s', async (_name, spoil, message) => {
      const folder = kept.copy(backup);
      spoil(folder);
      const env = readEnv({
        NODE_ENV: 'test',
        DATABASE_URL: empty.url,
        REDIS_URL: redisUrl(),
        MEDIA_DIR: kept.media,
      });
      const options = { mayReplace: false, acceptsFindings: false };
      const restored = restoreBackup(env, folder, options, new AbortController().signal);
      await expect(restored).rejects.toThrow(message);
      await expect(restored).rejects.toThrow(PlainRefusal);
    });

    it('not while the last connection of a stopped shop is still in the list of the server', async () => {
      const folder = kept.copy(backup);
      rmSync(join(folder, 'SHA256SUMS'));
      const last = await createConnection(empty.url.replace(/^mariadb:/, 'mysql:'));
      const connected = async () => {
        const sql = 'SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db = DATABASE()';
        const [rows] = await last.query<({ n: number } & RowDataPacket)[]>(sql);
        return rows[0]!.n;
      };
      const running = start('restore', [folder], { DATABASE_URL: empty.url, MEDIA_DIR: kept.media });
      await until('the restore looks who is there', async () => (await connected()) > 1);
      await last.end();
      expect((await running.ended).said).toContain('it was not finished');
    });

    it('without the program for it, with what to type', async () => {
      const { code, said } = await kept.restore([backup], empty.url, { PATH: '/nowhere' });
      expect(said).toContain(kept.commands.client);
      expect(said).toMatch(/found none. Please type one of\n\n {2}Debian.*sudo apt-get install/);
      expect(code).toBe(1);
    });

    it('when it is stopped in the middle', async () => {
      const [begun, { client }] = [join(kept.folder(), 'begun'), kept.commands];
      const half = `[ "$2" = --version ] && exec ${real(client)} "$@"\nhead -c 20000 | ${real(client)} "$@" --force\ntouch ${begun}\nexec sleep 600`;
      const env = { DATABASE_URL: empty.url, MEDIA_DIR: kept.media, PATH: kept.pathWith({ [client]: half }) };
      const running = start('restore', [backup], env);
      await until('the restore is in its middle', async () => existsSync(begun));
      running.end('SIGTERM');
      const { code, said } = await running.ended;
      expect(said).toContain('Stopped by SIGTERM. What was half done is gone.');
      expect(code).toBe(1);
    });
  });

  it('takes the place of another shop only when told so, which is told what it loses', async () => {
    const { shop, sent } = kept;
    await shop.database.execute("UPDATE orders SET note = 'since the backup' WHERE id = ?", [Number(sent)]);
    const newer = await kept.another();
    await kept.restore([(await kept.save(shop.url)).folder], newer.url);
    const [before] = await ask<{ n: string }>(newer.url, 'SELECT COUNT(*) AS n FROM orders');
    const refused = await kept.restore([backup], newer.url);
    expect(refused.said).toMatch(
      new RegExp(
        `has \\d+ tables with ${before!.n} orders, the last one placed at 20.*Z. Nothing was changed.*--replace`,
      ),
    );
    expect(refused.code).toBe(1);
    const inUse = await kept.restore([backup, '--replace'], shop.url);
    expect(inUse.said).toMatch(/other connections are open to .*Stop the shop first/);
    expect(inUse.code).toBe(1);
    const note = `SELECT note FROM orders WHERE id = ${sent}`;
    expect(await ask(newer.url, note)).toEqual([{ note: 'since the backup' }]);
    const replaced = await kept.restore([backup, '--replace'], newer.url);
    expect(replaced, replaced.said).toMatchObject({ code: 0 });
    expect(replaced.said).toContain(`tables with ${before!.n} orders, the last one placed at`);
    expect(await ask(newer.url, note)).toEqual([{ note: '' }]);
    expect(await tablesOf(newer.url)).toEqual(await tablesOf(shop.url));
  });

  it('of books that are wrong is taken as it is only when told so', async () => {
    const { shop } = kept;
    await shop.database.execute('UPDATE stock_levels SET reserved = reserved + 1 WHERE variant_id = ?', [
      shop.variant('jacket'),
    ]);
    const [{ folder }, copied] = [await kept.save(shop.url), await kept.another()];
    const refused = await kept.restore([folder], copied.url);
    expect(refused.said).toMatch(
      /1 wrong {2}reserved is not what live orders hold\n +variants \d+\n +Set stock_levels/,
    );
    expect(refused.said).toContain('--accept-findings');
    expect([refused.code, await tablesOf(copied.url)]).toEqual([1, []]);
    const taken = await kept.restore([folder, '--accept-findings'], copied.url);
    expect(taken, taken.said).toMatchObject({ code: 0 });
  });

  it('says how it is typed', async () => {
    const { code, said } = await start('restore', ['one', '--force'], { DATABASE_URL: kept.url }).ended;
    expect(said).toContain('Usage: npm run restore -- ');
    expect(code).toBe(2);
  });
});
