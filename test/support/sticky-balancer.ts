import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { freePort, startProcess, type RunningProcess } from './processes.js';
import { until } from './until.js';

export type Version = 'a' | 'b';
/** Addresses of the web processes of each version, such as http://127.0.0.1:4000. */
type Processes = Record<Version, readonly string[]>;

const sections = (name: string): string[] =>
  readFileSync(join(PROJECT_ROOT, 'docker', name), 'utf8').split(
    /^(?=(?:global|defaults|resolvers|frontend|backend)\b)/m,
  );

/** What the containers are given, with addresses of this machine in place of names. */
function configuration(port: number, processes: Processes): string {
  const basis = sections('haproxy.cfg').filter((section) => /^(global|defaults)\b/.test(section));
  const servers = (version: Version) =>
    processes[version].map((url, nth) => `    server ${version}-${nth + 1} ${new URL(url).host}\n`).join('');
  return [...basis, ...sections('haproxy-sticky.cfg')]
    .join('')
    .replace('bind :8081', `bind 127.0.0.1:${port}`)
    .replaceAll(/^ +server-template (a|b)-.*\n/gm, (_, version: Version) => servers(version));
}

/** The balancer of the compose profile `sticky`: a real HAProxy with its configuration. */
export class StickyBalancer {
  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly haproxy: RunningProcess,
  ) {}

  /** A process that does not listen yet is down until it does. */
  static async start(processes: Processes, canaryPercent = 0): Promise<StickyBalancer> {
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'cloudcart-haproxy-'))];
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(file, configuration(port, processes));
    const haproxy = await startProcess({
      file: process.env['CLOUDCART_HAPROXY'] ?? 'haproxy',
      args: ['-db', '-V', '-f', file],
      env: { ...process.env, CANARY_PERCENT: `${canaryPercent}` },
      ready: /Using \w+\(\) as the polling mechanism/,
    });
    const balancer = new StickyBalancer(port, folder, haproxy);
    await until('the balancer answers', () =>
      fetch(`${balancer.url}/livez`).then(
        (answer) => answer.ok,
        () => false,
      ),
    );
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Waits until the balancer has said that a process is up or down; `nth` counts from 1. */
  async hasNoticed(version: Version, nth: number, state: 'UP' | 'DOWN'): Promise<void> {
    const said = `Server version-${version}/${version}-${nth} is ${state}`;
    await until(said, async () => this.haproxy.output().includes(said));
  }

  async close(): Promise<void> {
    await this.haproxy.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
