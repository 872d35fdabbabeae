import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CacheName } from './caches/all.js';
import type { Deeds } from './reader-child.js';

const CHILD = fileURLToPath(new URL('./reader-child.js', import.meta.url));
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

interface Reply {
  id: number;
  answer?: unknown;
  error?: string;
}
type OrderOf<K extends keyof Deeds> = Parameters<Deeds[K]>[1];

/** The process has ended, by itself. */
export class EndedError extends Error {}

/** A process with one of the caches, see reader-child.ts. */
export class ReaderProcess {
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private readonly ended: Promise<unknown>;
  private asked = 0;
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    running.add(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => (this.output = `${this.output}${data.toString()}`.slice(-4000)));
    child.on('message', (reply: Reply) => this.hear(reply));
    this.ended = once(child, 'exit').then(([code]) => this.end(code as number | null));
  }

  /** Starts one on the Redis under `url`. Errors: EndedError with its output, when it does not come up. */
  static async start(cache: CacheName, url: string): Promise<ReaderProcess> {
    const child = fork(CHILD, [cache, url], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const reader = new ReaderProcess(child);
    await reader.answerTo(0);
    return reader;
  }

  /** Errors: EndedError when the process ends instead of answering. */
  ask<K extends keyof Deeds>(deed: K, order: OrderOf<K>): Promise<Awaited<ReturnType<Deeds[K]>>> {
    this.asked += 1;
    const answer = this.answerTo(this.asked);
    this.child.send({ id: this.asked, deed, order });
    return answer as Promise<Awaited<ReturnType<Deeds[K]>>>;
  }

  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private answerTo(id: number): Promise<unknown> {
    const waiting = Promise.withResolvers<unknown>();
    this.waiting.set(id, waiting);
    return waiting.promise;
  }

  private hear({ id, answer, error }: Reply): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(answer);
    else waiting?.reject(new Error(error));
  }

  private end(code: number | null): void {
    running.delete(this.child);
    for (const { reject } of this.waiting.values())
      reject(new EndedError(`ended with ${code}:\n${this.output}`));
    this.waiting.clear();
  }
}

/** Starts some, lets `work` use them and ends them. */
export async function withReaders<T>(
  cache: CacheName,
  urls: readonly string[],
  work: (readers: ReaderProcess[]) => Promise<T>,
): Promise<T> {
  const readers = await Promise.all(urls.map((url) => ReaderProcess.start(cache, url)));
  try {
    return await work(readers);
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}
