import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { FaultyConnection, type Faults, type Target } from './faulty-connection.js';
import type { TripLog } from './trip-log.js';

/** The port that a fault proxy listens on, and the connections that came in by it. */
export class FaultyDoor {
  readonly connections = new Set<FaultyConnection>();
  private readonly server = createServer({ allowHalfOpen: true });

  constructor(
    readonly port: number,
    /** Where new connections lead. */
    public target: Target,
    private readonly faults: Faults,
    private readonly log: TripLog,
  ) {
    this.server.on('connection', (client: Socket) => this.accept(client));
  }

  async open(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Nobody listens on the port any more, and open connections are reset. */
  shut(): void {
    this.server.close();
    this.reset();
  }

  /** As `shut`; resolves when the last connection is gone. */
  async close(): Promise<void> {
    this.shut();
    await once(this.server, 'close');
  }

  /** Resets every open connection, once. */
  reset(): void {
    this.connections.forEach((connection) => connection.reset());
  }

  private accept(client: Socket): void {
    const connection = new FaultyConnection(client, this.target, this.faults, this.log);
    this.connections.add(connection);
    client.once('close', () => this.connections.delete(connection));
  }
}
