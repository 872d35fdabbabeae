import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { onThisMachine, sections, serverLines } from '../../scripts/rig/haproxy-file.js';
import { Haproxy } from './haproxy.js';
import { startProcess, type RunningProcess } from './processes.js';
import { stopped } from '../../scripts/servers/stopped.js';
import { until } from './until.js';

/** What the balancer of docker-compose.yml is given, with addresses of this machine in place of a name. */
function configuration(port: number, urls: readonly string[], more: string): string {
  const web = more + serverLines('web', urls);
  return onThisMachine(sections('haproxy.cfg'), { web }).replace('bind :8080', `bind 127.0.0.1:${port}`);
}

/** Starts a web process of the version in `root`; settings are those of this process and `more`. */
export function startWeb(root: string, more: Record<string, string>): Promise<RunningProcess> {
  const env = { ...process.env, ...more };
  const args = [join(root, 'dist', 'src', 'main.js')];
  return startProcess({ file: process.execPath, args, env, cwd: root, ready: /listens on (http:\S+)/ });
}

/** Web processes behind the balancer of the compose file; each keeps its port for as long as the fleet is there. */
export class Fleet {
  private constructor(
    private readonly processes: RunningProcess[],
    private readonly urls: readonly string[],
    private readonly balancer: Haproxy,
  ) {}

  /** Takes over processes that run; `more` lines for the balancer's backend. */
  static async before(processes: readonly RunningProcess[], more = ''): Promise<Fleet> {
    const urls = processes.map(({ found }) => found);
    const balancer = await Haproxy.start((port) => configuration(port, urls, more));
    return new Fleet([...processes], urls, balancer);
  }

  /** Address of the balancer. */
  get url(): string {
    return this.balancer.url;
  }

  /** Address of a process; `nth` counts from 0. */
  urlOf(nth: number): string {
    return this.urls[nth]!;
  }

  get size(): number {
    return this.urls.length;
  }

  /** Whether the balancer gives requests to a process, as far as it has said. */
  isUp(nth: number): boolean {
    const name = `web/web-${nth + 1}`;
    return this.balancer.news.findLast((news) => news.startsWith(`${name} is`)) !== `${name} is DOWN`;
  }

  /** What the balancer has said of its processes. */
  get news(): string[] {
    return this.balancer.news;
  }

  isNoticed(nth: number, state: 'UP' | 'DOWN'): Promise<boolean> {
    return until(`web-${nth + 1} is ${state}`, async () => this.isUp(nth) === (state === 'UP'), 30);
  }

  /** Resolves once it is stopped: a signal takes a moment to arrive. */
  freeze(nth: number): Promise<void> {
    return stopped(this.processes[nth]!);
  }

  thaw(nth: number): void {
    this.processes[nth]!.signal('SIGCONT');
  }

  /** Sends a signal; answers the exit code, or null when the signal ended it. */
  end(nth: number, signal: NodeJS.Signals): Promise<number | null> {
    return this.processes[nth]!.end(signal);
  }

  /** Starts one that has ended again, of the version in `root`, and waits until the balancer gives it requests. */
  async startAgain(nth: number, root = PROJECT_ROOT): Promise<void> {
    const settings = { PORT: new URL(this.urls[nth]!).port, INSTANCE_NAME: `web-${nth + 1}` };
    this.processes[nth] = await startWeb(root, settings);
    await this.isNoticed(nth, 'UP');
  }

  async close(): Promise<void> {
    await this.balancer.close();
    await Promise.all(this.processes.map((one) => one.end('SIGKILL')));
  }
}
