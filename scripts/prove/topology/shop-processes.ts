import { join } from 'node:path';
import { startProcess, type RunningProcess } from '../../servers/processes.js';
import { stopped } from '../../servers/stopped.js';

/** What a process says that must not happen to it. */
export const UNCAUGHT = /unhandled|uncaught|heap out of memory|MaxListenersExceeded/i;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** One process of the shop, which may be killed, frozen, and started again under the same name. It does not run yet. */
export class ShopProcess {
  private running: RunningProcess | null = null;
  /** All that earlier lives of it said. */
  private said = '';

  constructor(
    readonly name: string,
    private readonly launch: () => Promise<RunningProcess>,
  ) {}

  /** `dist`: folder with the compiled code. */
  static worker(name: string, dist: string, env: NodeJS.ProcessEnv): ShopProcess {
    const args = [join(dist, 'src', 'worker.js')];
    const command = { file: process.execPath, args, env, ready: /works on:/ };
    return new ShopProcess(name, () => startProcess(command));
  }

  async start(): Promise<void> {
    this.running = await this.launch();
  }

  get pid(): number {
    return this.process.pid;
  }

  /** Standard output and error since its first start. */
  get output(): string {
    return this.said + (this.running?.output() ?? '');
  }

  /** What must not happen to it: that it ended by itself, or that it said of an error that nobody caught it. */
  get trouble(): string[] {
    const said = this.output.split('\n').filter((line) => UNCAUGHT.test(line));
    const ended =
      this.running && !isAlive(this.running.pid) ? [`it ended by itself: ${this.output.slice(-500)}`] : [];
    return [...said, ...ended].map((text) => `${this.name}: ${text.slice(0, 1000)}`);
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** As a deploy does; answers the exit code. */
  stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Resolves once it is stopped. */
  freeze(): Promise<void> {
    return stopped(this.process);
  }

  thaw(): void {
    this.process.signal('SIGCONT');
  }

  async close(): Promise<void> {
    await this.running?.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const code = await this.process.end(signal);
    this.said = this.output;
    this.running = null;
    return code;
  }

  private get process(): RunningProcess {
    if (!this.running) throw new Error(`${this.name} does not run`);
    return this.running;
  }
}
