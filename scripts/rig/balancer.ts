import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, type RunningProcess } from '../servers/processes.js';
import { until } from '../servers/until.js';
import { onThisMachine, sections } from './haproxy-file.js';

/** A web process behind the balancer. `url`: such as http://127.0.0.1:4000. */
interface Target {
  name: string;
  url: string;
}

/** What the container is given, without its look-ups of names, and with addresses of this machine in their place. */
function configuration(port: number, targets: readonly Target[]): string {
  const web = targets.map(({ name, url }) => `    server ${name} ${new URL(url).host}\n`).join('');
  return onThisMachine(sections('haproxy.cfg'), { web }).replace('bind :8080', `bind 127.0.0.1:${port}`);
}

/** The balancer of the compose file: a real HAProxy with its configuration. */
export class Balancer {
  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly haproxy: RunningProcess,
  ) {}

  /** A process that does not listen yet is down until it does. Resolves when somebody is up. */
  static async start(targets: readonly Target[]): Promise<Balancer> {
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'cloudcart-haproxy-'))];
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(file, configuration(port, targets));
    const haproxy = await startProcess({
      file: process.env['CLOUDCART_HAPROXY'] ?? 'haproxy',
      args: ['-db', '-V', '-f', file],
      ready: /Using \w+\(\) as the polling mechanism/,
    });
    const balancer = new Balancer(port, folder, haproxy);
    await until('the balancer answers', () => isFound(balancer.url));
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Waits until the balancer has said last that a process is up or down. */
  async hasNoticed(name: string, state: 'UP' | 'DOWN', seconds = 20): Promise<void> {
    await until(`${name} is ${state}`, async () => this.stateOf(name) === state, seconds);
  }

  /** What it said last; what it has never spoken of is up. */
  private stateOf(name: string): string {
    const said = [...this.haproxy.output().matchAll(new RegExp(`Server web/${name} is (UP|DOWN)`, 'g'))];
    return said.at(-1)?.[1] ?? 'UP';
  }

  async close(): Promise<void> {
    await this.haproxy.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const isFound = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
