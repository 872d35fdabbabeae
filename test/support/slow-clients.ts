import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { steadyLoad } from './steady-load.js';

const DRIP_MS = 1000;
/** They come one after the other: all at once would be another test, of overload. */
const PER_SECOND = 100;

/** As slowhttptest names them: -H sends the head of a request for ever, -B its body, -X reads next to nothing of the answer. */
export type Slowness = 'head' | 'body' | 'reading';

const BEGINNING: Record<Slowness, string> = {
  head: 'GET /products/plenty HTTP/1.1\r\nHost: shop\r\n',
  body: 'POST /cart/add HTTP/1.1\r\nHost: shop\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000\r\n\r\n',
  reading: 'GET /collections/all HTTP/1.1\r\nHost: shop\r\n\r\n',
};
const DRIP: Record<Slowness, string> = { head: 'X-Drip: on\r\n', body: 'x', reading: '' };

/** Connections that take a server's time, or try to. */
export class SlowClients {
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly sockets: Socket[],
    private readonly kind: Slowness,
  ) {
    this.timer = setInterval(() => this.drip(), DRIP_MS);
  }

  static async open(url: string, kind: Slowness, count: number): Promise<SlowClients> {
    const { hostname, port } = new URL(url);
    const come = async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.on('error', () => {});
      if (kind === 'reading') socket.pause();
      else socket.resume();
      socket.write(BEGINNING[kind]);
      return socket;
    };
    const rate = { perSecond: PER_SECOND, seconds: count / PER_SECOND };
    const sockets = await steadyLoad(rate, come);
    return new SlowClients(sockets, kind);
  }

  /** How many the server has not closed; of one that does not read the test asks the server itself. */
  get open(): number {
    return this.sockets.filter((socket) => !socket.destroyed && !socket.readableEnded).length;
  }

  close(): void {
    clearInterval(this.timer);
    for (const socket of this.sockets) socket.destroy();
  }

  private drip(): void {
    if (DRIP[this.kind] === '') return;
    for (const socket of this.sockets) if (socket.writable) socket.write(DRIP[this.kind]);
  }
}
