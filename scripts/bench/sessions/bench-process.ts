import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the web processes have in common. */
export interface Shop {
  /** Folder with the compiled code. */
  dist: string;
  env: NodeJS.ProcessEnv;
}

const HEAP_MB = 256;
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A Node process with a small heap, which tells what it holds and does what it is told over IPC. */
export class BenchProcess {
  /** Resolves when the process has ended, by itself or not. */
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    this.ended = once(child, 'exit');
  }

  /** Starts a script of dist/ and waits until it names its address. Errors: its output, when it ends before. */
  static async start(shop: Shop, script: string, settings: NodeJS.ProcessEnv = {}): Promise<BenchProcess> {
    const probe = join(shop.dist, 'scripts', 'bench', 'sessions', 'probe.js');
    const execArgv = [`--max-old-space-size=${HEAP_MB}`, '--expose-gc', `--import=${probe}`];
    const child = fork(join(shop.dist, script), [], {
      execArgv,
      env: { ...shop.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return new BenchProcess(child, await addressOf(child, script));
  }

  static web(shop: Shop, settings: NodeJS.ProcessEnv): Promise<BenchProcess> {
    return BenchProcess.start(shop, join('src', 'main.js'), settings);
  }

  /** Megabytes of live heap after a forced collection. */
  async liveHeap(): Promise<number> {
    const { heapUsed } = await this.ask<{ heapUsed: number }>('memory');
    return heapUsed / 1e6;
  }

  /** Sends an order and waits for its answer. Errors: when the process ends instead. */
  async ask<T>(order: object | string): Promise<T> {
    const answer = once(this.child, 'message');
    this.child.send(order);
    const first = await Promise.race([answer, this.ended.then(() => null)]);
    if (first === null) throw new EndedError();
    return first[0] as T;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** The process has ended, out of memory perhaps. */
export class EndedError extends Error {}

function addressOf(child: ChildProcess, script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const hear = (data: Buffer) => {
      output += data.toString();
      const found = /http:\/\/[\d.]+:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}:\n${output}`)));
  });
}
