import { createClient } from 'redis';
import { deadline } from '../clock/deadline.js';
import { nodeOptions } from './client-options.js';
import type { RedisAddress, RedisNode } from './redis-address.js';
import type { RedisCommands } from './redis-commands.js';
import type { RedisConnection, TroubleListener } from './redis-connection.js';
import { silenceTimer } from './silence-timer.js';

/** Time for dialing, TLS, signing in and the first answers. */
export const OPEN_MS = 1500;
/** How often a connection is asked whether it is still that of a primary, and how long it may keep silent then. */
const CHECK = { everyMs: 700, silenceMs: 2000 };

const clientOf = (address: RedisAddress, node: RedisNode) => createClient(nodeOptions(address, node));
type Client = ReturnType<typeof clientOf>;

/** Resolves when `client` is connected. Errors: why not, as Node or Redis say it; the client is gone then. */
async function connect(client: Client): Promise<void> {
  try {
    await deadline(client.connect(), OPEN_MS);
  } catch (error) {
    client.destroy();
    throw error;
  }
}

/**
 * A connection to one Redis node, which must be a primary: one that was demoted would go on answering reads, with
 * logins as old as it pleases.
 *
 * Asked is HELLO, which tells the role. ROLE and INFO would too, but they are "dangerous" commands that a restricted
 * user may lack; without HELLO no client gets in at all, ElastiCache included. The same question keeps the connection
 * alive and finds a frozen server.
 */
export class NodeConnection implements RedisConnection {
  readonly repliesInOrder = true;
  isReady = false;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly client: Client,
    private readonly onTrouble: TroubleListener,
  ) {}

  /** Errors: why it is not to be had, a replica's refusal included. */
  static async open(
    address: RedisAddress,
    node: RedisNode,
    onTrouble: TroubleListener,
  ): Promise<NodeConnection> {
    const client = clientOf(address, node);
    const connection = new NodeConnection(client, onTrouble);
    client.on('error', (error: Error) => connection.reportTrouble(error.message || error.name));
    await connect(client);
    await connection.welcome();
    return connection;
  }

  get commands(): RedisCommands {
    return this.client;
  }

  reportTrouble(reason: string): void {
    if (!this.isReady) return;
    this.isReady = false;
    clearTimeout(this.timer);
    this.onTrouble(reason);
  }

  async info(section: string): Promise<string[]> {
    return [await this.client.info(section)];
  }

  async close(graceMs: number): Promise<void> {
    this.isReady = false;
    clearTimeout(this.timer);
    if (this.client.isReady) await deadline(this.client.close(), graceMs).catch(() => {});
    this.client.destroy();
  }

  /** PING fails while the server loads its data (LOADING) or has lost its primary (MASTERDOWN); HELLO does not. */
  private async welcome(): Promise<void> {
    try {
      const [{ role, mode }] = await deadline(Promise.all([this.hello(), this.client.ping()]), OPEN_MS);
      if (mode === 'cluster') throw new Error('it is part of a cluster; the address needs redis+cluster://');
      if (role !== 'master') throw new Error(`it is a ${role}, not a primary`);
    } catch (error) {
      this.client.destroy();
      throw error;
    }
    this.isReady = true;
    this.checkLater();
  }

  private hello(): Promise<{ role: string; mode: string }> {
    return this.client.sendCommand(['HELLO']);
  }

  private checkLater(): void {
    this.timer = setTimeout(() => void this.check(), CHECK.everyMs);
  }

  private async check(): Promise<void> {
    const stop = silenceTimer(
      CHECK.silenceMs,
      () => 0,
      () => this.reportTrouble(`silent for ${CHECK.silenceMs} ms`),
    );
    try {
      const { role } = await this.hello();
      if (role !== 'master') this.reportTrouble(`it has become a ${role}`);
    } catch (error) {
      this.reportTrouble((error as Error).message);
    } finally {
      stop();
    }
    if (this.isReady) this.checkLater();
  }
}
