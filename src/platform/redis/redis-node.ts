import type { LookupFunction } from 'node:net';
import { deadline } from '../clock/deadline.js';
import { nodeOptions } from './client-options.js';
import { NameWatch } from './name-watch.js';
import { type Client, newClient } from './new-client.js';
import type { RedisAddress, RedisNode } from './redis-address.js';
import type { RedisCommands } from './redis-commands.js';
import type { Primary, RedisConnection, TroubleListener } from './redis-connection.js';
import { silenceTimer } from './silence-timer.js';

/** Time for dialing, TLS and signing in; as much again for the first answers. */
const OPEN_MS = 1500;
/** How often a connection is asked whether it is still that of a primary, and how long it may keep silent then. */
const CHECK = { everyMs: 700, silenceMs: 2000 };

interface Hello {
  role: string;
  mode: string;
}

export interface NodeDemands {
  /** False for who only listens: any node of a cluster will do. */
  mustBePrimary?: boolean;
  /** How host names are looked up; as Node does unless told. */
  lookup?: LookupFunction | undefined;
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
    private readonly mustBePrimary: boolean,
    private readonly isElsewhere: () => Promise<boolean>,
  ) {}

  /** Errors: why it is not to be had, the node named. */
  static async open(
    address: RedisAddress,
    node: RedisNode,
    onTrouble: TroubleListener,
    { mustBePrimary = true, lookup }: NodeDemands = {},
  ): Promise<NodeConnection> {
    const names = new NameWatch(lookup);
    const client = newClient(nodeOptions(address, node, names.lookup));
    const isElsewhere = () => names.hasMoved(node.host);
    const connection = new NodeConnection(client, onTrouble, mustBePrimary, isElsewhere);
    client.on('error', (error: Error) => connection.reportTrouble(error.message || error.name));
    try {
      await deadline(client.connect(), OPEN_MS);
      await deadline(connection.welcome(), OPEN_MS);
    } catch (error) {
      client.destroy();
      throw new Error(`${node.host}:${node.port}: ${(error as Error).message}`, { cause: error });
    }
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

  async primaries(): Promise<Primary[]> {
    return [this.client];
  }

  /** Messages of a channel, for as long as the connection lasts. */
  subscribe(channel: string, listener: (message: string) => void): Promise<void> {
    return this.client.subscribe(channel, listener);
  }

  async close(graceMs: number): Promise<void> {
    this.isReady = false;
    clearTimeout(this.timer);
    if (this.client.isReady) await deadline(this.client.close(), graceMs).catch(() => {});
    this.client.destroy();
  }

  /** PING fails while the server loads its data (LOADING) or has lost its primary (MASTERDOWN); HELLO does not. */
  private async welcome(): Promise<void> {
    const [hello] = await Promise.all([this.hello(), this.client.ping()]);
    const problem = this.problemWith(hello);
    if (problem) throw new Error(problem);
    this.isReady = true;
    this.checkLater();
  }

  private hello(): Promise<Hello> {
    return this.client.sendCommand(['HELLO']);
  }

  private problemWith({ role, mode }: Hello): string | null {
    if (!this.mustBePrimary) return null;
    if (mode === 'cluster') return 'it is part of a cluster; the address needs redis+cluster://';
    return role === 'master' ? null : `it is a ${role}, not the primary`;
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
      const problem = this.problemWith(await this.hello());
      if (problem) this.reportTrouble(problem);
      void this.isElsewhere().then((isSo) => isSo && this.reportTrouble('its name has another address now'));
    } catch (error) {
      this.reportTrouble((error as Error).message);
    } finally {
      stop();
    }
    if (this.isReady) this.checkLater();
  }
}
