import { Logger } from '@nestjs/common';

/** Something the worker does again and again. Any number of workers may run the same job at once. */
export interface Job {
  name: string;
  everySeconds: number;
  /** Does one round; true when there is more to do right away. */
  work(): Promise<boolean | void>;
}

/** After a failure at least this long, so that a store that is away is not asked in a tight loop. */
const PAUSE_AFTER_FAILURE_SECONDS = 2;

/** Runs each job on its own, so that one that hangs or fails does not stop the others. */
export class JobRunner {
  private readonly log = new Logger(JobRunner.name);
  private readonly stopping = new AbortController();
  private loops: Promise<void>[] = [];

  start(jobs: readonly Job[]): void {
    this.loops = jobs.map((job) => this.loop(job));
  }

  /** Lets each job finish its round and starts no other. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
  }

  private async loop(job: Job): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const seconds = await this.round(job);
      await this.wait(seconds * 1000);
    }
  }

  /** Returns early when the runner stops. */
  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.stopping.signal.aborted) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      this.stopping.signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Seconds until the next round, spread a little so that several workers do not ask in step. */
  private async round(job: Job): Promise<number> {
    try {
      const hasMore = await job.work();
      return hasMore === true ? 0 : job.everySeconds * (0.9 + Math.random() * 0.2);
    } catch (error) {
      this.log.error(`job "${job.name}" failed: ${(error as Error).message}`);
      return Math.max(job.everySeconds, PAUSE_AFTER_FAILURE_SECONDS);
    }
  }
}
