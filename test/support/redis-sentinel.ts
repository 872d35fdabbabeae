import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProcess } from './processes.js';
import { plainClient } from './redis-monitor.js';
import { freePorts, launchRedis, launchSentinel } from './redis-process.js';
import { until } from './until.js';

const NAME = 'main';
const DOWN_AFTER_MS = 1000;

/** A primary and two replicas, watched by three Sentinels that act after a second. */
export class SentinelRig {
  private constructor(
    private readonly folder: string,
    private readonly nodes: Map<number, RunningProcess>,
    private readonly sentinels: Map<number, RunningProcess>,
  ) {}

  static async start(): Promise<SentinelRig> {
    const folder = mkdtempSync(join(tmpdir(), 'cloudcart-sentinel-'));
    const rig = new SentinelRig(folder, new Map(), new Map());
    const ports = await freePorts(6);
    await rig.startNodes(ports.slice(0, 3));
    await rig.startSentinels(ports.slice(3), ports[0]!);
    return rig;
  }

  get url(): string {
    const hosts = [...this.sentinels.keys()].map((port) => `127.0.0.1:${port}`);
    return `redis+sentinel://${hosts.join(',')}/${NAME}`;
  }

  /** Port of the primary, as the Sentinels that run agree; null while they do not. */
  async primaryPort(): Promise<number | null> {
    const told = await Promise.all([...this.sentinels.keys()].map((port) => ask(port)));
    return new Set(told).size === 1 ? told[0]! : null;
  }

  /** kill -9 of the primary. Returns its port. */
  async killPrimary(): Promise<number> {
    const port = await until('one primary', () => this.primaryPort());
    await this.nodes.get(port)!.end('SIGKILL');
    this.nodes.delete(port);
    return port;
  }

  async killOneSentinel(): Promise<void> {
    const [port, server] = [...this.sentinels][0]!;
    this.sentinels.delete(port);
    await server.end('SIGKILL');
  }

  async close(): Promise<void> {
    const all = [...this.sentinels.values(), ...this.nodes.values()];
    await Promise.all(all.map((server) => server.end('SIGKILL')));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async startNodes([primary, ...replicas]: number[]): Promise<void> {
    const options = { 'repl-diskless-sync-delay': '0' };
    this.nodes.set(primary!, await launchRedis(primary!, this.folder, options));
    for (const port of replicas)
      this.nodes.set(
        port,
        await launchRedis(port, this.folder, { ...options, replicaof: `127.0.0.1 ${primary}` }),
      );
    for (const port of replicas)
      await until('replica in step', async () =>
        (await infoOf(port, 'replication')).includes('master_link_status:up'),
      );
  }

  private async startSentinels(ports: number[], primary: number): Promise<void> {
    for (const port of ports) this.sentinels.set(port, await launchSentinel(this.configFile(port, primary)));
    await until('the Sentinels know each other and the replicas', async () => {
      const texts = await Promise.all(ports.map((port) => infoOf(port, 'sentinel')));
      return texts.every((text) => text.includes('status=ok') && text.includes('slaves=2,sentinels=3'));
    });
  }

  private configFile(port: number, primary: number): string {
    const file = join(this.folder, `sentinel-${port}.conf`);
    const lines = [
      `port ${port}`,
      'bind 127.0.0.1',
      `dir ${this.folder}`,
      `sentinel monitor ${NAME} 127.0.0.1 ${primary} 2`,
      `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${NAME} 5000`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }
}

async function infoOf(port: number, section: string): Promise<string> {
  const client = await plainClient(`redis://127.0.0.1:${port}`);
  return client.info(section).finally(() => client.destroy());
}

async function ask(port: number): Promise<number> {
  const client = await plainClient(`redis://127.0.0.1:${port}`);
  const reply = client.sendCommand<string[]>(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME]);
  return reply.then(([, primary]) => Number(primary)).finally(() => client.destroy());
}
