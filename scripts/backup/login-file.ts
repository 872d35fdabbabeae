import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainRefusal } from './plain-refusal.js';
import type { Flavour } from './server-programs.js';

/** Where systems keep the certificates they trust. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/** In an option file, a backslash stands before signs; quotation marks keep `#` and spaces. */
function quoted(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new PlainRefusal('DATABASE_URL has a line break in its user or password');
  return `"${text.replaceAll('\\', '\\\\')}"`;
}

/** The shop checks the server's certificate (`ssl-mode=REQUIRED`), so these programs do. */
function tls(url: URL, flavour: Flavour): string[] {
  if (!url.searchParams.has('ssl') && url.searchParams.get('ssl-mode') !== 'REQUIRED') return [];
  const authorities = [process.env['NODE_EXTRA_CA_CERTS'] ?? '', ...BUNDLES].find((file) => existsSync(file));
  const own = flavour === 'MariaDB' ? ['ssl-verify-server-cert'] : ['ssl-mode=VERIFY_IDENTITY'];
  return [...own, ...(authorities ? [`ssl-ca=${quoted(authorities)}`] : [])];
}

function settings(url: URL, flavour: Flavour): string {
  const account = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const { hostname, port } = url;
  const lines = [
    '[client]',
    `host=${quoted(hostname.replace(/^\[(.*)\]$/, '$1'))}`,
    `port=${port || '3306'}`,
    'protocol=TCP',
    `user=${quoted(account.user)}`,
    `password=${quoted(account.password)}`,
    ...tls(url, flavour),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Runs `work` with a file, for `--defaults-file`, that tells the programs of the server where it is and who we are: what stands
 * on a command line can be read by everybody on the machine. Only its owner reads the file; it is gone afterwards.
 */
export async function withLoginFile<T>(
  address: string,
  flavour: Flavour,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudcart-login-'));
  try {
    const file = join(folder, 'client.cnf');
    await writeFile(file, settings(new URL(address), flavour), { mode: 0o600 });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
