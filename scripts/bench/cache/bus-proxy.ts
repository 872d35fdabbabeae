import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** In front of a Redis: can cut the connections on which somebody has subscribed, and only those. */
export class BusProxy {
  private readonly sockets = new Set<Socket>();
  private readonly buses = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on('connection', (client: Socket) => this.accept(client));
  }

  static async before(url: string): Promise<BusProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new BusProxy(server, Number(new URL(url).port));
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends them, and each new one as soon as it subscribes. */
  cut(): void {
    this.isCut = true;
    for (const client of this.buses) client.destroy();
  }

  restore(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    const redis = connect(this.port, '127.0.0.1');
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => {});
      one.once('close', () => {
        this.sockets.delete(one);
        this.buses.delete(one);
        other.destroy();
      });
    }
    redis.pipe(client);
    client.on('data', (data: Buffer) => this.passOn(client, redis, data));
  }

  private passOn(client: Socket, redis: Socket, data: Buffer): void {
    if (/subscribe/i.test(data.toString('latin1'))) this.buses.add(client);
    if (this.isCut && this.buses.has(client)) client.destroy();
    else redis.write(data);
  }
}
