import { connect } from 'node:net';
import { OwnServer } from './own-server.js';
import { freePort, startProcess, type RunningProcess } from './processes.js';

/** A memcached of a test's or a bench's own. Killed and started again it is empty, as a replaced node is. */
export class OwnMemcached extends OwnServer {
  /** `more`: arguments of memcached. */
  static async start(more: string[] = []): Promise<OwnMemcached> {
    const port = await freePort();
    const start = () => launch(port, more);
    return new OwnMemcached(port, start, await start());
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
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
