import { rmSync } from 'node:fs';
import type { RunningProcess } from './processes.js';
import { stopped } from './stopped.js';

/** A server of a test's or a bench's own: to be frozen, killed and started again on the same port. */
export class OwnServer {
  protected constructor(
    readonly port: number,
    /** Starts the program, with what is left of its data. */
    private readonly launch: () => Promise<RunningProcess>,
    private server: RunningProcess,
    /** What it keeps on disk, if anything. */
    private readonly folder?: string,
  ) {}

  /** Resolves once it is stopped: a signal takes a moment to arrive. */
  freeze(): Promise<void> {
    return stopped(this.server);
  }

  thaw(): void {
    this.server.signal('SIGCONT');
  }

  /** Dies at once; what it held is gone, unless it is on its disk. */
  async kill(): Promise<void> {
    await this.server.end('SIGKILL');
  }

  async restart(): Promise<void> {
    this.server = await this.launch();
  }

  async close(): Promise<void> {
    await this.kill();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}
