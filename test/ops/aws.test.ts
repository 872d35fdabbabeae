import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTaken } from '../../infra/lambda/redis-password.mjs';
import { readEnv } from '../../src/platform/config/env.js';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { parseRedisAddress } from '../../src/platform/redis/redis-address.js';
import { OwnMariadb } from '../support/own-mariadb.js';
import { freePort, type RunningProcess } from '../support/processes.js';
import { launchRedis } from '../support/redis-process.js';
import { makeCertificates } from '../support/redis-tls.js';

/** Every character that means something in an address, a shell, or both. */
const AWKWARD = `a:b/c@d?e#f%g&h=i j'k"l$m\`n\\o+p`;

/** What AWS hands over: no address with a password in it. */
const PARTS = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example.com',
  DATABASE_NAME: 'cloudcart',
  DATABASE_HOST: 'primary.example.com:3307',
  DATABASE_REPLICA_HOSTS: 'one.example.com:3307,two.example.com:3307',
  DATABASE_USER: 'cloudcart_clone',
  DATABASE_PASSWORD: AWKWARD,
  REDIS_HOST: 'sessions.example.com:6380',
  REDIS_PASSWORD: AWKWARD,
  CACHE_REDIS_HOST: 'cache.example.com:6380',
  CACHE_REDIS_PASSWORD: 'other',
  SESSION_SECRETS: 's'.repeat(64),
  SERVICE: 'web',
};

/** The environment in which the command of a container runs. */
function environmentOf(parts: Record<string, string>): NodeJS.ProcessEnv {
  const show = ['node', '-p', 'JSON.stringify(process.env)'];
  const env = { PATH: process.env['PATH'], TMPDIR: tmpdir(), ...parts };
  const entry = join(PROJECT_ROOT, 'docker', 'aws-entrypoint.sh');
  return JSON.parse(
    execFileSync(entry, show, { cwd: PROJECT_ROOT, env, encoding: 'utf8' }),
  ) as NodeJS.ProcessEnv;
}

describe('a start in AWS', () => {
  let made: NodeJS.ProcessEnv;
  beforeAll(() => {
    made = environmentOf(PARTS);
  });
  afterAll(() => rmSync(join(made['NODE_EXTRA_CA_CERTS']!, '..'), { recursive: true }));

  it('makes addresses of hosts and passwords that production takes, whatever is in a password', () => {
    const env = readEnv(made);
    const database = new URL(env.DATABASE_URL);
    expect(database.username).toBe('cloudcart_clone');
    expect(decodeURIComponent(database.password)).toBe(AWKWARD);
    expect([database.host, database.pathname, database.search]).toEqual([
      'primary.example.com:3307',
      '/cloudcart',
      '?ssl-mode=REQUIRED',
    ]);
    expect(env.DATABASE_REPLICA_URLS?.map((one) => new URL(one).host)).toEqual([
      'one.example.com:3307',
      'two.example.com:3307',
    ]);
    const sessions = parseRedisAddress(env.REDIS_URL!);
    expect(sessions).toMatchObject({ isEncrypted: true, credentials: { password: AWKWARD } });
    expect(sessions.nodes).toEqual([{ host: 'sessions.example.com', port: 6380 }]);
    expect(parseRedisAddress(env.CACHE_REDIS_URL!).credentials.password).toBe('other');
    expect(env.INSTANCE_NAME).toMatch(/^web-/);
  });

  it('hands the parts on to nobody', () => {
    const names = ['DATABASE_USER', 'DATABASE_PASSWORD', 'REDIS_PASSWORD', 'CACHE_REDIS_PASSWORD'];
    expect(names.filter((name) => name in made)).toEqual([]);
  });

  it('knows the authorities of RDS', () => {
    const authorities = readFileSync(made['NODE_EXTRA_CA_CERTS']!, 'utf8');
    expect(authorities.match(/BEGIN CERTIFICATE/g)!.length).toBeGreaterThan(100);
  });

  it('does without replicas where there are none', () => {
    const env = environmentOf({ ...PARTS, DATABASE_REPLICA_HOSTS: '' });
    expect(readEnv(env).DATABASE_REPLICA_URLS).toBeUndefined();
    rmSync(join(env['NODE_EXTRA_CA_CERTS']!, '..'), { recursive: true });
  });
});

describe("the shop's user of MySQL", () => {
  const password = `${AWKWARD}1A`;
  let server: OwnMariadb;
  let shop: URL;

  /** Runs a script of the shop as that user, with the owner at hand. */
  function run(script: string): string {
    const owner = new URL(server.url);
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: shop.href,
      REDIS_URL: 'redis://127.0.0.1:1',
      DATABASE_OWNER: owner.username,
      DATABASE_OWNER_PASSWORD: owner.password,
    };
    return execFileSync(process.execPath, [join(PROJECT_ROOT, script)], { env, encoding: 'utf8' });
  }

  beforeAll(async () => {
    server = await OwnMariadb.start();
    shop = new URL(server.url);
    [shop.username, shop.password] = ['cloudcart', encodeURIComponent(password)];
  });
  afterAll(() => server.close());

  it('is made once, may migrate, and may neither read nor make users', async () => {
    expect(run('docker/make-database-user.mjs')).toMatch(/has its user/);
    expect(run('docker/make-database-user.mjs')).toMatch(/has its user/);
    expect(run('dist/scripts/migrate.js')).toMatch(/Migrations run/);
    const { hostname: host, port } = shop;
    const connection = await createConnection({ host, port: Number(port), user: 'cloudcart', password });
    await expect(connection.query('SELECT * FROM mysql.user')).rejects.toThrow(/denied/);
    await expect(connection.query("CREATE USER thief@'%'")).rejects.toThrow(/denied/);
    await connection.end();
  });
});

describe('whether a Redis takes a password', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcart-aws-'));
  const password = 'f'.repeat(64);
  let server: RunningProcess;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    const files = makeCertificates(folder);
    server = await launchRedis(port, folder, {
      port: '0',
      'tls-port': String(port),
      ...files,
      requirepass: password,
    });
  });
  afterAll(async () => {
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (text: string, authority: string) =>
    isTaken(text, { host: 'localhost', port, ca: readFileSync(join(folder, `${authority}.crt`)) });

  it('is asked over TLS, of a server that is the one it says it is', async () => {
    expect(await ask(password, 'ca')).toBe(true);
    expect(await ask('another', 'ca')).toBe(false);
    await expect(ask(password, 'other-ca')).rejects.toThrow(/certificate/);
  });
});
