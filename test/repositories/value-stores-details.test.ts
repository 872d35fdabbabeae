import { createHash } from 'node:crypto';
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { UnavailableError } from '../../src/platform/errors/shop-error.js';
import { readEnv } from '../../src/platform/config/env.js';
import { CookieStore } from '../../src/platform/values/cookie-store.js';
import { FileSweeper } from '../../src/platform/values/file-sweeper.js';
import { MysqlStore } from '../../src/platform/values/mysql-store.js';
import { TooLargeError, type ValueStore } from '../../src/platform/values/value-store.js';
import { Browser, cookieStoreOf } from '../support/cookie-values-app.js';
import { testDatabase } from '../support/database.js';
import { OwnMemcached } from '../support/own-memcached.js';
import { until } from '../support/until.js';
import { addInProcesses } from '../support/value-adders.js';
import { storeKits } from '../support/value-stores.js';

const LIFE_MS = 60_000;
type Kit<Name extends keyof typeof storeKits> = Awaited<ReturnType<(typeof storeKits)[Name]>>;

describe('one of three nodes of memcached', () => {
  let kit: Kit<'memcached'>;
  let store: ValueStore;

  beforeAll(async () => {
    kit = await storeKits.memcached();
    store = await kit.open();
  });
  afterAll(async () => {
    await store?.close();
    await kit?.close();
  });

  it('takes only its share along, at once for the others, and the share is empty afterwards', async () => {
    const keys = Array.from({ length: 90 }, (_, n) => `cart:{g-${n}}`);
    for (const key of keys) await store.put(key, 'kept', null, LIFE_MS);
    const [lost, ...others] = kit.nodes;
    const share = await lost!.items();
    const elsewhere = await Promise.all(others.map((node) => node.items()));
    expect(share + elsewhere[0]! + elsewhere[1]!).toBe(90);
    for (const items of [share, ...elsewhere]) expect(items).toBeGreaterThan(10);

    await lost!.kill();
    const started = performance.now();
    const said = await Promise.all(keys.map((key) => store.get(key).catch((error: unknown) => error)));
    expect(performance.now() - started).toBeLessThan(700);
    expect(said.filter((answer) => answer instanceof UnavailableError)).toHaveLength(share);
    expect(said.filter((answer) => (answer as { text?: string }).text === 'kept')).toHaveLength(90 - share);

    await lost!.restart();
    const read = async (key: string) => ({ value: await store.get(key) });
    const back = await Promise.all(
      keys.map((key) => until('answers again', () => read(key).catch(() => null))),
    );
    expect(back.filter(({ value }) => value === null)).toHaveLength(share);
    for (const key of keys) await store.put(key, 'kept', null, LIFE_MS);
    expect(await lost!.items()).toBe(share);
  });
});

describe('memcached behind TLS', () => {
  it('is used when its certificate can be checked, and only then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudcart-tls-'));
    chmodSync(folder, 0o755);
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const fresh = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
    ];
    execFileSync('openssl', [...fresh, ...name], { stdio: 'ignore' });
    chmodSync(key, 0o644);
    const node = await OwnMemcached.start(['-Z', '-o', `ssl_chain_cert=${cert},ssl_key=${key}`]);
    const url = `memcacheds://localhost:${node.port}`;
    const settings = {
      SESSION_STORE: 'memcached',
      SESSION_STORE_URL: url,
      DATABASE_URL: 'mysql://127.0.0.1/none',
    };
    try {
      await addInProcesses({ ...settings, NODE_EXTRA_CA_CERTS: cert }, 'number', 10);
      await expect(addInProcesses(settings, 'number', 10)).rejects.toThrow('errors.store_away');
    } finally {
      await node.kill();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the folder of the file store', () => {
  let kit: Kit<'file'>;
  let store: ValueStore;
  let sweeper: FileSweeper;

  beforeAll(async () => {
    kit = await storeKits.file();
    store = await kit.open();
    sweeper = new FileSweeper(kit.folder);
  });
  afterAll(async () => {
    await store?.close();
    await kit?.close();
  });

  const files = () =>
    (readdirSync(kit.folder, { recursive: true }) as string[]).filter((name) => name.split('/').length === 3);
  const sweepAll = async () => {
    for (let folder = 0; folder < 256; folder += 1) await sweeper.sweepNext();
  };

  it('is rid of values that are over for a minute, and of nothing else', async () => {
    for (let n = 0; n < 40; n += 1) await store.put(`n-${n}`, 'x', null, LIFE_MS);
    await sweepAll();
    expect(files()).toHaveLength(40);
    const past = new Date(Date.now() - 61_000);
    for (const name of files().slice(0, 15)) utimesSync(join(kit.folder, name), past, past);
    await sweepAll();
    expect(files()).toHaveLength(25);
  });

  it('is not blocked by a process that died in the middle of a change', async () => {
    await store.put('claimed', 'one', null, LIFE_MS);
    const now = (await store.get('claimed'))!;
    // What a process leaves that was killed after its first step: a claim on the current version, half written.
    const digest = createHash('sha256').update('claimed').digest('hex');
    const file = files().find((name) => name.endsWith(digest))!;
    writeFileSync(join(kit.folder, `${file}.after-${now.version}`), 'hal');
    expect(await store.get('claimed')).toEqual(now);
    expect(await store.put('claimed', 'two', now.version, LIFE_MS)).toBe(false);
    await until('the claim is given up', () => store.put('claimed', 'two', now.version, LIFE_MS), 15);
    expect((await store.get('claimed'))?.text).toBe('two');
  });
});

describe('the cookie store', () => {
  const settings = (secrets: string, publicUrl = '') =>
    readEnv({
      DATABASE_URL: 'mysql://127.0.0.1/none',
      SESSION_STORE: 'cookie',
      SESSION_SECRETS: secrets,
      PUBLIC_URL: publicUrl,
    });
  const [first, second] = ['first-'.repeat(6), 'second-'.repeat(6)];
  const open: ValueStore[] = [];
  async function visit(browser: Browser, secrets: string, publicUrl?: string): Promise<ValueStore> {
    const store = new CookieStore(settings(secrets, publicUrl));
    await store.open();
    const visited = await cookieStoreOf(store, browser);
    open.push(visited);
    return visited;
  }
  afterAll(() => Promise.all(open.map((store) => store.close())));

  it('shows nobody what is in the cookie, and believes no cookie that was changed', async () => {
    const browser = new Browser();
    const store = await visit(browser, first);
    await store.put('cart', 'a tent', null, LIFE_MS);
    expect(browser.header).toMatch(/^cloudcart-values=\S+; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(Buffer.from(browser.cookie, 'base64url').toString()).not.toContain('tent');
    const middle = Math.floor(browser.cookie.length / 2);
    const changed = browser.cookie[middle] === 'A' ? 'B' : 'A';
    browser.cookie = browser.cookie.slice(0, middle) + changed + browser.cookie.slice(middle + 1);
    expect(await store.get('cart')).toBeNull();
  });

  it('S13 takes neither of two cookies of that name, whichever comes first', async () => {
    const [browser, planted] = [new Browser(), new Browser()];
    const store = await visit(browser, first);
    await store.put('cart', 'a tent', null, LIFE_MS);
    await (await visit(planted, first)).put('cart', 'a stranger', null, LIFE_MS);
    const both = [browser.cookie, planted.cookie];
    expect((await store.get('cart'))?.text).toBe('a tent');
    for (const cookies of [both, both.toReversed()]) {
      browser.cookie = cookies.join('; ');
      expect(await store.get('cart')).toBeNull();
    }
  });

  it('goes by https as a __Host- cookie', async () => {
    const browser = new Browser();
    await (await visit(browser, first, 'https://shop.example')).put('cart', 'x', null, LIFE_MS);
    expect(browser.header).toMatch(/^__Host-cloudcart-values=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('reads what an older secret has sealed, and forgets with the secret', async () => {
    const browser = new Browser();
    await (await visit(browser, first)).put('cart', 'one', null, LIFE_MS);
    const onlySecond = await visit(browser, second);
    expect(await onlySecond.get('cart')).toBeNull();
    expect((await (await visit(browser, `${second},${first}`)).get('cart'))?.text).toBe('one');
  });

  it('seals anew with the newest secret at the first look, once, and changes nothing else', async () => {
    const browser = new Browser();
    const store = await visit(browser, first);
    await store.put('session', 'of a reader', null, LIFE_MS);
    await store.put('cart', 'one', null, LIFE_MS);
    const before = await store.get('cart');
    const rotated = await visit(browser, `${second},${first}`);
    await rotated.get('session');
    const sealedAnew = browser.cookie;
    const onlySecond = await visit(browser, second);
    expect(await onlySecond.get('cart')).toEqual(before);
    expect((await onlySecond.get('session'))?.text).toBe('of a reader');
    await rotated.get('session');
    expect(browser.cookie).toBe(sealedAnew);
  });

  it('is full at 4 KB of cookie, says so, and keeps what it has', async () => {
    const browser = new Browser();
    const store = await visit(browser, first);
    await store.put('session', 'of a visitor', null, LIFE_MS);
    await store.put('cart', '', null, LIFE_MS);
    const fill = async (length: number): Promise<number> => {
      const old = (await store.get('cart'))!;
      const error: unknown = await store
        .put('cart', 'x'.repeat(length), old.version, LIFE_MS)
        .catch((e: unknown) => e);
      if (error === true) return fill(length + 100);
      expect(error).toBeInstanceOf(TooLargeError);
      return length - 100;
    };
    const most = await fill(100);
    expect(most).toBeGreaterThan(2000);
    expect((await store.get('cart'))?.text).toHaveLength(most);
    expect((await store.get('session'))?.text).toBe('of a visitor');
    expect(browser.header.length).toBeLessThanOrEqual(4096);
  });

  it('cannot end a cookie of which somebody has a copy, as it says', async () => {
    const browser = new Browser();
    const store = await visit(browser, first);
    await store.put('session', 'signed in', null, LIFE_MS);
    const copy = browser.cookie;
    await store.delete('session');
    expect([browser.cookie, await store.get('session')]).toEqual(['', null]);
    browser.cookie = copy;
    expect((await store.get('session'))?.text).toBe('signed in');
    expect(store.promises.revocation).toEqual(expect.any(String));
  });
});

describe('a shop without the driver of its store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcart-drivers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['memcached', 'memcached://127.0.0.1:1', /memcache-client@\d+\.\d+\.\d+$/],
    ['dynamodb', 'dynamodb://sessions', /@aws-sdk\/client-dynamodb@\d+\.\d+\.\d+$/],
    ['cookie', '', /iron-webcrypto@\d+\.\d+\.\d+$/],
  ])('does not start with %s, and says what to type', async (store, url, packageName) => {
    const code = await startWithoutDrivers(folder, { SESSION_STORE: store, SESSION_STORE_URL: url });
    expect(code).toMatch(/^SettingsError: SESSION_STORE: its driver is not installed/);
    const line = /npm install --save-prod --save-exact \S+$/m.exec(code)?.[0];
    expect(line).toMatch(packageName);
  });
});

/** Opens the store of a built shop that has every package but the optional ones; answers how that ended. */
async function startWithoutDrivers(folder: string, settings: Record<string, string>): Promise<string> {
  const modules = join(folder, 'node_modules');
  if (!existsSync(modules)) {
    cpSync(join(PROJECT_ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(join(PROJECT_ROOT, 'package.json'), join(folder, 'package.json'));
    mkdirSync(modules);
    const optional = new Set(['memcache-client', '@aws-sdk', 'iron-webcrypto']);
    for (const name of readdirSync(join(PROJECT_ROOT, 'node_modules')))
      if (!optional.has(name)) symlinkSync(join(PROJECT_ROOT, 'node_modules', name), join(modules, name));
  }
  const at = (path: string) => JSON.stringify(`./dist/src/platform/${path}.js`);
  const program = `import 'reflect-metadata';
    import { readEnv } from ${at('config/env')};
    import { openValueStore } from ${at('values/open-value-store')};
    await openValueStore(readEnv(), {}).then(() => console.log('opened'), (error) => console.log(error.constructor.name + ': ' + error.message));
    process.exit();`;
  const env = { ...process.env, DATABASE_URL: 'mysql://127.0.0.1/none', ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    env,
  });
  return stdout;
}

describe('the table of the mysql store', () => {
  it('is rid of rows that are over', async () => {
    const db = await testDatabase();
    const store = new MysqlStore(db.database);
    await store.put('short', 'x', null, 1);
    await store.put('long', 'x', null, LIFE_MS);
    await until('cleaned', async () => (await store.clean()) === 1);
    const rows = await db.database.query<{ name: string }>('SELECT name FROM stored_values');
    expect(rows).toEqual([{ name: 'long' }]);
    await store.close();
    await db.drop();
  });
});
