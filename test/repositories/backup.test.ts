import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { ask, contentOf, start } from '../support/backup-runs.js';
import { BackupShop, CUSTOMER, DUMP, PICTURE, real } from '../support/backup-shop.js';
import { pdfLines } from '../support/pdf.js';
import { startProcess } from '../support/processes.js';
import { redisUrl } from '../support/redis.js';

describe('a backup', () => {
  let kept: BackupShop;
  let target: Awaited<ReturnType<BackupShop['another']>>;

  beforeAll(async () => {
    kept = await BackupShop.open();
    target = await kept.another();
  });
  afterEach(async () => expect(await kept.leftOvers()).toEqual([]));
  afterAll(() => kept?.close());

  it('is taken while orders are placed, and restored into another schema: same orders, clean books', async () => {
    const { shop } = kept;
    const known = await shop.database.query<{ id: number }>('SELECT id FROM orders');
    const traffic = { isOver: false, placed: 0 };
    const shoppers = async () => {
      for (; !traffic.isOver; traffic.placed += 1)
        await shop.place(await shop.ready({ plenty: 1 }, 'test_card_approve'));
    };
    const busy = shoppers();
    const saved = await kept.save(shop.url).finally(() => (traffic.isOver = true));
    await busy;
    expect(saved, saved.said).toMatchObject({ code: 0 });
    expect(traffic.placed).toBeGreaterThan(0);
    expect(readdirSync(saved.into)).toHaveLength(1);
    expect(readdirSync(saved.folder).sort()).toEqual(['SHA256SUMS', DUMP, 'manifest.json', 'pictures']);
    execFileSync('sha256sum', ['--check', '--quiet', '--strict', 'SHA256SUMS'], { cwd: saved.folder });

    const restored = await kept.restore([saved.folder], target.url);
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
    expect(readFileSync(join(kept.mediaRestored, PICTURE), 'utf8')).toBe('a picture');
    expect(readdirSync(join(kept.mediaRestored, 'ab'))).toHaveLength(1);
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
      const sql = `SELECT token FROM orders WHERE id = ${kept.sent}`;
      const [order] = await ask<{ token: string }>(target.url, sql);
      const address = `${web.found}/orders/${order!.token}`;
      const [page, invoice] = [await fetch(address), await fetch(`${address}/invoice.pdf`)];
      expect((await page.text()).replaceAll(/\s|&nbsp;|-/g, '')).toContain(kept.sent);
      expect(pdfLines(Buffer.from(await invoice.arrayBuffer())).join('\n')).toContain(`Order ${kept.sent}`);
    } finally {
      await web.end('SIGTERM');
    }
  });

  it('of a quiet shop has every row of every table; sign-ins and ids step over what Redis may still know', async () => {
    const [copied, saved] = [await kept.another(), await kept.save(target.url)];
    const restored = await kept.restore([saved.folder], copied.url);
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
    expect(await ask(copied.url, view)).toEqual(await ask(kept.url, view));
  });

  it('needs no right beyond its schema, and shows its password to nobody', async () => {
    const [url, seen] = [await kept.keeperOf(target.url), join(kept.folder(), 'seen')];
    const { dump } = kept.commands;
    const look = `{ echo "$@"; stat -c %a "\${1#*=}"; echo "\${1#*=}"; } >> ${seen}`;
    const script = `[ "$2" = --version ] || ${look}\nexec ${real(dump)} "$@"`;
    const saved = await kept.save(url, { PATH: kept.pathWith({ [dump]: script }) });
    expect(saved, saved.said).toMatchObject({ code: 0 });
    const [line, mode, login] = readFileSync(seen, 'utf8').split('\n');
    expect(line).toMatch(/^--defaults-file=\S+ --single-transaction /);
    expect(line).not.toContain('p#a');
    expect(mode).toBe('600');
    expect(existsSync(login!)).toBe(false);
  });

  it('is refused without the program for it, with what to type', async () => {
    const { code, said } = await kept.save(kept.url, { PATH: '/nowhere' });
    expect(said).toContain(kept.commands.dump);
    expect(said).toMatch(/found none. Please type one of\n\n {2}Debian.*sudo apt-get install/);
    expect(code).toBe(1);
  });

  it('is refused by the program of another family, which is passed over', async () => {
    const script = `echo Ver ${kept.flavour === 'MySQL' ? '10.11-MariaDB' : '9.7 for Linux'}`;
    const [folder] = kept.pathWith({ 'mariadb-dump': script, mysqldump: script }).split(':');
    const { code, said } = await kept.save(kept.url, { PATH: folder });
    expect(said).toMatch(/found only \S+, which is of the other family/);
    expect(code).toBe(1);
  });

  it('whose dump breaks off is none', async () => {
    const { dump } = kept.commands;
    const half = `[ "$2" = --version ] && exec ${real(dump)} "$@"\n${real(dump)} "$@" | head -c 20000\necho disk full >&2; exit 3`;
    const saved = await kept.save(kept.url, { PATH: kept.pathWith({ [dump]: half }) });
    expect(saved.said).toMatch(/did not come to its end:\n[^]*disk full/);
    expect(saved.code).toBe(1);
    expect(readdirSync(saved.into)).toEqual([]);
  });

  it('says how it is typed', async () => {
    const { code, said } = await start('backup', ['one', '--force'], { DATABASE_URL: target.url }).ended;
    expect(said).toContain('Usage: npm run backup -- ');
    expect(code).toBe(2);
  });
});
