import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { OwnRedis } from './own-redis.js';
import { plainClient, type PlainClient } from './redis-monitor.js';
import { until } from './until.js';

/** A primary and its replica behind one address, as a managed Redis has it. Roles and address move separately. */
export class RedisPair {
  private constructor(
    private primary: Member,
    private replica: Member,
    private readonly endpoint: Endpoint,
  ) {}

  static async start(): Promise<RedisPair> {
    const [primary, replica] = await Promise.all([Member.start(), Member.start()]);
    await replica.follow(primary.redis.port);
    return new RedisPair(primary, replica, await Endpoint.open(primary.redis.port));
  }

  /** The address that clients know. */
  get url(): string {
    return this.endpoint.url;
  }

  /** Of the node that is the primary now. */
  get primaryClient(): PlainClient {
    return this.primary.client;
  }

  /**
   * The replica becomes the primary without losing a write: writes wait until it has all of them, then find a replica.
   * Connections stay open, and clients that connect now still reach the old primary.
   */
  async swapRoles(): Promise<void> {
    const { client } = this.primary;
    await client.sendCommand(['FAILOVER', 'TO', '127.0.0.1', String(this.replica.redis.port)]);
    await until('roles swapped', async () => (await this.replica.role()) === 'master');
    [this.primary, this.replica] = [this.replica, this.primary];
  }

  /** The old primary follows nobody any more: what it knows grows old. */
  async cutReplica(): Promise<void> {
    await this.replica.client.configSet('replica-serve-stale-data', 'yes');
    await this.replica.client.sendCommand(['REPLICAOF', '127.0.0.1', '1']);
  }

  /** From now on new connections reach the primary; those that exist stay where they are. */
  moveEndpoint(): void {
    this.endpoint.target = this.primary.redis.port;
  }

  async close(): Promise<void> {
    this.endpoint.close();
    await Promise.all([this.primary, this.replica].map((member) => member.close()));
  }
}

class Member {
  private constructor(
    readonly redis: OwnRedis,
    readonly client: PlainClient,
  ) {}

  static async start(): Promise<Member> {
    const redis = await OwnRedis.start({ 'repl-diskless-sync-delay': '0' });
    return new Member(redis, await plainClient(redis.url));
  }

  async role(): Promise<string> {
    return ((await this.client.sendCommand(['ROLE'])) as unknown as string[])[0]!;
  }

  /** Without waiting for the link, a fail-over would lose what the replica never had. */
  async follow(port: number): Promise<void> {
    await this.client.sendCommand(['REPLICAOF', '127.0.0.1', String(port)]);
    await until('replica in step', async () =>
      (await this.client.info('replication')).includes('master_link_status:up'),
    );
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.redis.close();
  }
}

/** A name that points at one port or another: only new connections notice that it moved. */
class Endpoint {
  private constructor(
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
    public target: number,
  ) {}

  static async open(target: number): Promise<Endpoint> {
    const sockets = new Set<Socket>();
    const server = createServer().listen(0, '127.0.0.1');
    const endpoint = new Endpoint(server, sockets, target);
    server.on('connection', (socket) => endpoint.forward(socket));
    await once(server, 'listening');
    return endpoint;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
  }

  private forward(inside: Socket): void {
    const outside = connect(this.target, '127.0.0.1');
    for (const [socket, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.sockets.add(socket.setNoDelay());
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        other.destroy();
        this.sockets.delete(socket);
      });
    }
  }
}
