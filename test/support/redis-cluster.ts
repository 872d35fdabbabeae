import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProcess } from './processes.js';
import { makeCertificates } from './redis-tls.js';
import { plainClient, type PlainClient } from './redis-monitor.js';
import { freePorts, launchRedis } from './redis-process.js';
import { until } from './until.js';

const SLOTS = 16_384;
const PRIMARIES = 3;
const PASSWORD = 'p@ss/w:rd';

interface NodePorts {
  port: number;
  busPort: number;
  tlsPort: number;
}

/** Three primaries with a replica each; a primary that is silent for a second is replaced. */
export class ClusterRig {
  private constructor(
    private readonly folder: string,
    private readonly nodes: Map<number, RunningProcess>,
    private readonly clients: Map<number, PlainClient>,
    private readonly tls: { port: number; options: Record<string, string> } | null,
  ) {}

  /** `isLocked`: with TLS and a password; plain ports stay open for the rig itself. */
  static async start(isLocked = false): Promise<ClusterRig> {
    const folder = mkdtempSync(join(tmpdir(), 'cloudcart-cluster-'));
    const ports = await freePorts(6 * PRIMARIES);
    const pop = () => ports.pop()!;
    const nodes = Array.from({ length: 2 * PRIMARIES }, () => ({
      port: pop(),
      busPort: pop(),
      tlsPort: pop(),
    }));
    const tls = isLocked ? { port: nodes[0]!.tlsPort, options: lockOptions(folder) } : null;
    const rig = new ClusterRig(folder, new Map(), new Map(), tls);
    for (const node of nodes) await rig.startNode(node);
    await rig.assemble(nodes);
    return rig;
  }

  /** One of the nodes, as a configuration endpoint would answer. */
  get url(): string {
    if (this.tls)
      return `rediss+cluster://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.tls.port}?ca=${join(this.folder, 'ca.crt')}`;
    return `redis+cluster://127.0.0.1:${[...this.nodes.keys()].at(-1)}`;
  }

  /** Port of the primary that holds the slot of `key`, as a node that lives says. */
  async ownerOf(key: string): Promise<number> {
    const client = this.anyClient();
    const slot = await client.sendCommand<number>(['CLUSTER', 'KEYSLOT', key]);
    const ranges = await client.sendCommand<[number, number, [string, number]][]>(['CLUSTER', 'SLOTS']);
    return ranges.find(([from, to]) => from <= slot && slot <= to)![2][1];
  }

  /** kill -9 of the primary that holds `key`. */
  async killOwnerOf(key: string): Promise<void> {
    const port = await this.ownerOf(key);
    this.clients.get(port)!.destroy();
    this.clients.delete(port);
    await this.nodes.get(port)!.end('SIGKILL');
    this.nodes.delete(port);
  }

  /** The replica of the primary that holds `key` takes over without losing a write; the old primary lives on. */
  async handOver(key: string): Promise<void> {
    const owner = await this.ownerOf(key);
    const replica = await until('a replica in step', async () => {
      for (const [port, client] of this.clients) {
        const role = await client.sendCommand<[string, string, number, string]>(['ROLE']);
        if (role[0] === 'slave' && role[2] === owner && role[3] === 'connected') return port;
      }
      return null;
    });
    await this.clients.get(replica)!.sendCommand(['CLUSTER', 'FAILOVER']);
    await until('taken over', async () => (await this.ownerOf(key)) === replica);
  }

  /**
   * The slot of `key`, which must be empty, is disowned by its primary in favour of one that knows nothing of it: each
   * sends clients to the other, until the function that this answers is called.
   */
  async disown(key: string): Promise<() => Promise<void>> {
    const { slot, from, to, id } = await this.moveOf(key);
    await from.sendCommand(['CLUSTER', 'SETSLOT', slot, 'NODE', id]);
    return async () => void (await to.sendCommand(['CLUSTER', 'SETSLOT', slot, 'NODE', id]));
  }

  /** Moves the slot of `key` with all that is in it to the next primary, as `redis-cli --cluster reshard` does. */
  async moveSlot(key: string): Promise<void> {
    const { slot, from, to, toPort, id } = await this.moveOf(key);
    const own = await from.sendCommand<string>(['CLUSTER', 'MYID']);
    await to.sendCommand(['CLUSTER', 'SETSLOT', slot, 'IMPORTING', own]);
    await from.sendCommand(['CLUSTER', 'SETSLOT', slot, 'MIGRATING', id]);
    for (;;) {
      const keys = await from.sendCommand<string[]>(['CLUSTER', 'GETKEYSINSLOT', slot, '1']);
      if (keys.length === 0) break;
      await from.sendCommand(['MIGRATE', '127.0.0.1', toPort, '', '0', '5000', 'KEYS', ...keys]);
    }
    for (const client of [to, from]) await client.sendCommand(['CLUSTER', 'SETSLOT', slot, 'NODE', id]);
  }

  async close(): Promise<void> {
    for (const client of this.clients.values()) client.destroy();
    await Promise.all([...this.nodes.values()].map((server) => server.end('SIGKILL')));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** From the primary that has the slot of `key` to another. */
  private async moveOf(key: string) {
    const [owner, slot] = [
      await this.ownerOf(key),
      await this.anyClient().sendCommand<number>(['CLUSTER', 'KEYSLOT', key]),
    ];
    for (const [port, to] of this.clients) {
      const [role] = await to.sendCommand<[string]>(['ROLE']);
      if (role !== 'master' || port === owner) continue;
      const id = await to.sendCommand<string>(['CLUSTER', 'MYID']);
      return { slot: String(slot), from: this.clients.get(owner)!, to, toPort: String(port), id };
    }
    throw new Error('there is no other primary');
  }

  private anyClient(): PlainClient {
    return [...this.clients.values()][0]!;
  }

  private async startNode({ port, busPort, tlsPort }: NodePorts): Promise<void> {
    const options = {
      'cluster-enabled': 'yes',
      'cluster-port': String(busPort),
      'cluster-config-file': `nodes-${port}.conf`,
      'cluster-node-timeout': '1000',
      'cluster-require-full-coverage': 'no',
      'repl-diskless-sync-delay': '0',
      ...(this.tls && { ...this.tls.options, 'tls-port': String(tlsPort) }),
    };
    this.nodes.set(port, await launchRedis(port, this.folder, options));
    this.clients.set(
      port,
      await plainClient(`redis://${this.tls ? `:${encodeURIComponent(PASSWORD)}@` : ''}127.0.0.1:${port}`),
    );
  }

  /** What `redis-cli --cluster create` does. */
  private async assemble(nodes: NodePorts[]): Promise<void> {
    const ports = nodes.map(({ port }) => port);
    const say = (port: number, ...words: string[]) => this.clients.get(port)!.sendCommand<string>(words);
    const primaries = ports.slice(0, PRIMARIES);
    const share = Math.ceil(SLOTS / PRIMARIES);
    for (const [index, port] of primaries.entries()) {
      const to = Math.min((index + 1) * share, SLOTS) - 1;
      await say(port, 'CLUSTER', 'ADDSLOTSRANGE', String(index * share), String(to));
      await say(port, 'CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    }
    for (const { port, busPort, tlsPort } of nodes.slice(1))
      await say(
        ports[0]!,
        'CLUSTER',
        'MEET',
        '127.0.0.1',
        String(this.tls ? tlsPort : port),
        String(busPort),
      );
    await this.everyNode('met', 'CLUSTER INFO', /cluster_known_nodes:6/);
    for (const [index, port] of ports.slice(PRIMARIES).entries())
      await say(port, 'CLUSTER', 'REPLICATE', await say(primaries[index]!, 'CLUSTER', 'MYID'));
    await this.everyNode('complete', 'CLUSTER INFO', /cluster_state:ok[\s\S]*cluster_size:3/);
    await this.everyNode('in step', 'INFO replication', /master_link_status:up|connected_slaves:1/);
  }

  private async everyNode(what: string, question: string, answer: RegExp): Promise<void> {
    await until(`all nodes ${what}`, async () => {
      const replies = [...this.clients.values()].map((client) =>
        client.sendCommand<string>(question.split(' ')),
      );
      return (await Promise.all(replies)).every((reply) => answer.test(reply));
    });
  }
}

const lockOptions = (folder: string): Record<string, string> => ({
  ...makeCertificates(folder),
  'tls-cluster': 'yes',
  'tls-replication': 'yes',
  requirepass: PASSWORD,
  masterauth: PASSWORD,
});
