import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, type RunningProcess } from './processes.js';
import { until } from './until.js';

/** A real HAProxy with a configuration of docker/, on a port of its own. */
export class Haproxy {
  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly haproxy: RunningProcess,
  ) {}

  /** `configuration` is told the port that it shall listen on. */
  static async start(
    configuration: (port: number) => string,
    env: Record<string, string> = {},
  ): Promise<Haproxy> {
    const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'cloudcart-haproxy-'))];
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(file, configuration(port));
    const haproxy = await startProcess({
      file: process.env['CLOUDCART_HAPROXY'] ?? 'haproxy',
      args: ['-db', '-V', '-f', file],
      env: { ...process.env, ...env },
      ready: /Using \w+\(\) as the polling mechanism/,
    });
    const balancer = new Haproxy(port, folder, haproxy);
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

  /** What it has said of its servers: `web/web-1 is DOWN`, the oldest first. */
  get news(): string[] {
    return [...this.haproxy.output().matchAll(/Server (\S+ is (?:UP|DOWN))/g)].map(([, news]) => news!);
  }

  async close(): Promise<void> {
    await this.haproxy.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
