import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type RunningProcess } from './processes.js';
import { launchRedis } from './redis-process.js';

export const USER = 'shop';
export const PASSWORD = 'p@ss/w:rd';
/** What the shop's user may do: its keys, its channel, the commands it sends, and nothing that is dangerous but INFO (decision 0012). */
export const RIGHTS = [
  '~session:*', '~cart:*', '~carts:*', '~customer:*', '~cache:*', '~sign-in-tries:*', '~code-tries:*', '~payment-tries:*', '~alert-tries:*', '&live:*',
  '-@all', '+@connection', '+@read', '+@write', '+@scripting', '+@transaction', '+@pubsub', '-@dangerous', '+info', '+time',
]; // prettier-ignore

type Certificate = 'good' | 'expired' | 'other host';

/** A Redis that takes only TLS and one named user, with certificates made for it. */
export class TlsRedis {
  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly server: RunningProcess,
  ) {}

  static async start(
    certificate: Certificate = 'good',
    rights: readonly string[] = RIGHTS,
  ): Promise<TlsRedis> {
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'cloudcart-tls-'))];
    const files = makeCertificates(folder, certificate);
    const user = `user ${USER} on >${PASSWORD} ${rights.join(' ')}\nuser default off\n`;
    writeFileSync(join(folder, 'users.acl'), user);
    const options = {
      port: '0',
      'tls-port': String(port),
      ...files,
      aclfile: join(folder, 'users.acl'),
    };
    return new TlsRedis(port, folder, await launchRedis(port, folder, options));
  }

  /** `authority`: which one the client trusts; null for those of the system. */
  url(authority: 'ca' | 'other-ca' | null = 'ca', password = PASSWORD): string {
    const ca = authority ? `?ca=${join(this.folder, `${authority}.crt`)}` : '';
    return `rediss://${USER}:${encodeURIComponent(password)}@127.0.0.1:${this.port}${ca}`;
  }

  async close(): Promise<void> {
    await this.server.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Makes authority and certificate in `folder`; answers the options of redis.conf that name them. */
export function makeCertificates(folder: string, certificate: Certificate = 'good'): Record<string, string> {
  makeAuthority(folder, 'ca');
  makeAuthority(folder, 'other-ca');
  makeCertificate(folder, certificate);
  return {
    'tls-cert-file': join(folder, 'server.crt'),
    'tls-key-file': join(folder, 'server.key'),
    'tls-ca-cert-file': join(folder, 'ca.crt'),
    'tls-auth-clients': 'no',
  };
}

function openssl(folder: string, command: string): void {
  execFileSync('openssl', command.split(' '), { cwd: folder, stdio: 'pipe' });
}

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';

function makeAuthority(folder: string, name: string): void {
  openssl(folder, `req -x509 ${NEW_KEY} -keyout ${name}.key -out ${name}.crt -days 2 -subj /CN=${name}`);
}

function makeCertificate(folder: string, kind: Certificate): void {
  const host = kind === 'other host' ? 'DNS:elsewhere.example' : 'IP:127.0.0.1,DNS:localhost';
  const days = kind === 'expired' ? '-days -1' : '-days 2';
  writeFileSync(join(folder, 'hosts.cnf'), `subjectAltName=${host}\n`);
  openssl(folder, `req ${NEW_KEY} -keyout server.key -out server.csr -subj /CN=redis`);
  openssl(
    folder,
    `x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out server.crt ${days} -extfile hosts.cnf`,
  );
}
