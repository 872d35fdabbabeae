import { connect } from 'node:net';
import { freePort, startProcess, type RunningProcess } from './processes.js';
import { stopped } from './stopped.js';

/** A memcached of a test's or a bench's own. Killed and started again it is empty, as a replaced node is. */
export class OwnMemcached {
  private constructor(
    readonly port: number,
    private readonly more: string[],
    private server: RunningProcess,
  ) {}

  /** `more`: arguments of memcached. */
  static async start(more: string[] = []): Promise<OwnMemcached> {
    const port = await freePort();
    return new OwnMemcached(port, more, await launch(port, more));
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Resolves once it is stopped: a signal takes a moment to arrive. */
  freeze(): Promise<void> {
    return stopped(this.server);
  }

  thaw(): void {
    this.server.signal('SIGCONT');
  }

  async kill(): Promise<void> {
    await this.server.end('SIGKILL');
  }

  async restart(): Promise<void> {
    this.server = await launch(this.port, this.more);
  }

  /** Number of items it holds, as it says itself. */
  items(): Promise<number> {
    return this.stat('curr_items');
  }

  /** One of the numbers that it tells of itself, such as `bytes`. */
  stat(name: string): Promise<number> {
    return new Promise((resolve, reject) => {
      let heard = '';
      const socket = connect(this.port, '127.0.0.1', () => socket.write('stats\r\n'));
      socket.on('error', reject);
      socket.on('data', (data) => {
        heard += data.toString();
        if (!heard.endsWith('END\r\n')) return;
        socket.destroy();
        resolve(Number(new RegExp(`STAT ${name} (\\d+)`).exec(heard)?.[1]));
      });
    });
  }
}

function launch(port: number, more: string[]): Promise<RunningProcess> {
  const root = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const args = ['-l', '127.0.0.1', '-p', `${port}`, '-U', '0', '-m', '32', '-vv', ...root, ...more];
  return startProcess({
    file: process.env['CLOUDCART_MEMCACHED'] ?? 'memcached',
    args,
    ready: /server listening/,
  });
}
