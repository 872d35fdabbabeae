import { createCluster } from 'redis';
import { deadline } from '../clock/deadline.js';
import { dialing } from './client-options.js';
import type { RedisAddress, RedisNode } from './redis-address.js';
import type { RedisCommands } from './redis-commands.js';
import type { Primary, RedisConnection, TroubleListener } from './redis-connection.js';

/** Time to learn the slots and to reach the primaries. */
const OPEN_MS = 1500;
const CHECK = { everyMs: 700, silenceMs: 2000 };
/** One move of a slot costs one; more of them for one command are a storm, and the map is out of date. */
const REDIRECTIONS = 3;

type Cluster = ReturnType<typeof createCluster>;
type Master = Cluster['masters'][number];

/** `known`: nodes learnt from an earlier connection; any of them can tell the slots, should the named ones be gone. */
function clusterOf(address: RedisAddress, known: RedisNode[]): Cluster {
  const { socket, ...rest } = dialing(address);
  return createCluster({
    rootNodes: [...address.nodes, ...known].map((node) => ({ socket: node })),
    // Taken over by the nodes that are found as well; what stands at a root node is not.
    defaults: { ...rest, socket: { ...socket, socketTimeout: CHECK.silenceMs } },
    commandOptions: rest.commandOptions,
    maxCommandRedirections: REDIRECTIONS,
    // Connecting to all nodes at once would fail, or wait for ever, while one primary is down.
    minimizeConnections: true,
    topologyRefreshOnReconnectionAttemptStrategy: false,
  });
}

/**
 * Connections to the primaries of a cluster. It stays in use while it is replaced: when one primary is away, the
 * others still hold their share of the carts. Replicas are never asked: a node that is not the owner of a slot
 * answers MOVED, reads included, so nothing stale is read from a demoted one.
 */
export class ClusterConnection implements RedisConnection {
  readonly repliesInOrder = false;
  private isInTrouble = false;
  private isClosed = false;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly cluster: Cluster,
    private readonly onTrouble: TroubleListener,
  ) {}

  /** Errors: no node tells the slots, or no primary answers. One primary that answers is enough. */
  static async open(
    address: RedisAddress,
    known: RedisNode[],
    onTrouble: TroubleListener,
  ): Promise<ClusterConnection> {
    const cluster = clusterOf(address, known);
    const connection = new ClusterConnection(cluster, onTrouble);
    let cause: unknown;
    cluster.on('error', (error) => (cause = error));
    cluster.on('node-error', (error: Error) => connection.reportTrouble(error.message || error.name));
    try {
      await deadline(cluster.connect(), OPEN_MS);
      await connection.welcome();
    } catch (error) {
      cluster.destroy();
      throw cause ?? error;
    }
    return connection;
  }

  get commands(): RedisCommands {
    // Its `multi` has more in it, and takes the place to run at from the first key.
    return this.cluster as unknown as RedisCommands;
  }

  get isReady(): boolean {
    return !this.isClosed && this.cluster.masters.some((master) => this.isUp(master));
  }

  /** The primaries that answer. */
  get nodes(): RedisNode[] {
    return this.cluster.masters
      .filter((master) => this.isUp(master))
      .map(({ host, port }) => ({ host, port }));
  }

  reportTrouble(reason: string): void {
    if (this.isInTrouble || this.isClosed) return;
    this.isInTrouble = true;
    this.onTrouble(reason);
  }

  primaries(): Promise<Primary[]> {
    return Promise.all(this.cluster.masters.map(async (master) => this.cluster.nodeClient(master)));
  }

  async close(graceMs: number): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    const clients = this.cluster.masters.map(({ client }) => client);
    await deadline(this.cluster.close(), graceMs).catch(() => {});
    for (const client of clients) client?.destroy();
  }

  private isUp({ client }: Master): boolean {
    return client?.isReady ?? false;
  }

  private async welcome(): Promise<void> {
    const answers = await this.askAll(OPEN_MS);
    const silent = answers.filter((answer) => answer instanceof Error);
    if (silent.length === answers.length) throw silent[0] ?? new Error('the cluster has no primaries');
    if (silent[0]) setImmediate(() => this.reportTrouble(silent[0]!.message));
    this.checkLater();
  }

  /** Errors of the primaries, null for one that answered. */
  private askAll(milliseconds: number): Promise<(Error | null)[]> {
    const ask = async (master: Master) => {
      await deadline(
        this.cluster.nodeClient(master).then((client) => client.ping()),
        milliseconds,
      );
      return null;
    };
    return Promise.all(this.cluster.masters.map((master) => ask(master).catch((error: Error) => error)));
  }

  private checkLater(): void {
    this.timer = setTimeout(() => void this.check(), CHECK.everyMs);
  }

  private async check(): Promise<void> {
    const problem = (await this.askAll(CHECK.silenceMs)).find((answer) => answer instanceof Error);
    if (problem) this.reportTrouble(problem.message);
    if (!this.isClosed) this.checkLater();
  }
}
