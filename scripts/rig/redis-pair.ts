import { FaultProxy } from './fault-proxy.js';
import { OwnRedis } from '../servers/own-redis.js';
import { plainClient, type PlainClient } from './plain-client.js';
import { until } from '../servers/until.js';

/** A primary and its replica behind one address, as a managed Redis has it. Roles and address move separately. */
export class RedisPair {
  private constructor(
    private primary: Member,
    private replica: Member,
    /** The way to the address that clients know; it can fail, too. */
    readonly link: FaultProxy,
  ) {}

  /** `settings`: those of redis.conf, for both. */
  static async start(settings?: Parameters<typeof OwnRedis.start>[0]): Promise<RedisPair> {
    const [primary, replica] = await Promise.all([Member.start(settings), Member.start(settings)]);
    await replica.follow(primary.redis.port);
    return new RedisPair(primary, replica, await FaultProxy.before(primary.redis.url));
  }

  /** The address that clients know. */
  get url(): string {
    return this.link.url;
  }

  /** The node that is the primary now. */
  get server(): OwnRedis {
    return this.primary.redis;
  }

  get primaryClient(): PlainClient {
    return this.primary.client;
  }

  /**
   * The replica becomes the primary without losing a write: writes wait until it has all of them, then find a replica.
   * Connections stay open, and clients that connect now still reach the old primary.
   */
  async swapRoles(): Promise<void> {
    const { primary, replica } = this;
    await until('a replica to fail over to', () => primary.isFollowedTo(replica));
    await primary.client.sendCommand(['FAILOVER', 'TO', '127.0.0.1', String(replica.redis.port)]);
    await until('roles swapped', async () => (await replica.role()) === 'master');
    [this.primary, this.replica] = [replica, primary];
  }

  /**
   * As people do it who tell each node by itself. The old primary stays up with its connections open, answers whoever
   * reads, and hears of nothing any more until `rejoin`. Writes pause for a moment before: what a primary acknowledged
   * right before REPLICAOF is lost by Redis itself, whatever its clients do.
   */
  async swapRolesByHand(): Promise<void> {
    const { primary, replica } = this;
    await primary.client.sendCommand(['CLIENT', 'PAUSE', '5000', 'WRITE']);
    await until('nothing under way', () => primary.isFollowedTo(replica));
    await this.primary.goAstray();
    await replica.client.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    await primary.client.sendCommand(['CLIENT', 'UNPAUSE']);
    [this.primary, this.replica] = [replica, primary];
  }

  /** The other node follows the primary again, whatever it knew. */
  rejoin(): Promise<void> {
    return this.replica.follow(this.primary.redis.port);
  }

  /** The old primary follows nobody any more: what it knows grows old. */
  cutReplica(): Promise<void> {
    return this.replica.goAstray();
  }

  /** The primary is told to follow a node that is not there, and to answer nobody until it does: MASTERDOWN. */
  async losePrimary(): Promise<void> {
    await this.primary.goAstray('no');
    await this.replica.client.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    [this.primary, this.replica] = [this.replica, this.primary];
  }

  /** Of the node that is not the primary. */
  get replicaClient(): PlainClient {
    return this.replica.client;
  }

  /** From now on new connections reach the primary; those that exist stay where they are. */
  moveEndpoint(): void {
    this.link.retarget('127.0.0.1', this.primary.redis.port, { keepExisting: true });
  }

  async close(): Promise<void> {
    await this.link.close();
    await Promise.all([this.primary, this.replica].map((member) => member.close()));
  }
}

class Member {
  private constructor(
    readonly redis: OwnRedis,
    readonly client: PlainClient,
  ) {}

  static async start(settings: Parameters<typeof OwnRedis.start>[0] = {}): Promise<Member> {
    const redis = await OwnRedis.start({ 'repl-diskless-sync-delay': '0', ...settings });
    return new Member(redis, await plainClient(redis.url));
  }

  async role(): Promise<string> {
    return ((await this.client.sendCommand(['ROLE'])) as unknown as string[])[0]!;
  }

  /** Follows a node that is not there; answers with what it knew unless told not to. */
  async goAstray(servesStaleData: 'yes' | 'no' = 'yes'): Promise<void> {
    await this.client.configSet('replica-serve-stale-data', servesStaleData);
    await this.client.sendCommand(['REPLICAOF', '127.0.0.1', '1']);
  }

  /** Whether `replica` has all that was written here. */
  async isFollowedTo({ client }: Member): Promise<boolean> {
    const [here, there] = await Promise.all([this.client.info('replication'), client.info('replication')]);
    const offset = /master_repl_offset:(\d+)/.exec(here)![1]!;
    return here.includes('state=online') && there.includes(`slave_repl_offset:${offset}\r`);
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
