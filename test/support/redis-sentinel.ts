import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProcess } from './processes.js';
import { makeCertificates } from './redis-tls.js';
import { plainClient } from './redis-monitor.js';
import { freePorts, launchRedis, launchSentinel } from './redis-process.js';
import { until } from './until.js';

const NAME = 'main';
const DOWN_AFTER_MS = 1000;
const PASSWORD = 'p@ss/w:rd';
const SENTINEL_PASSWORD = 'another p@ss';
const encoded = encodeURIComponent;

interface Lock {
  /** Options of the Redis nodes: TLS, and a password. */
  options: Record<string, string>;
  /** Port for TLS of each node and Sentinel, by its plain one, which stays open for the rig itself. */
  ports: Map<number, number>;
}

/** A primary and two replicas, watched by three Sentinels that act after a second. */
export class SentinelRig {
  private constructor(
    private readonly folder: string,
    private readonly nodes: Map<number, RunningProcess>,
    private readonly sentinels: Map<number, RunningProcess>,
    private readonly lock: Lock | null,
  ) {}

  /** `isLocked`: nodes and Sentinels with TLS and passwords of their own. */
  static async start(isLocked = false): Promise<SentinelRig> {
    const folder = mkdtempSync(join(tmpdir(), 'cloudcart-sentinel-'));
    const all = await freePorts(12);
    const ports = all.slice(0, 6);
    const lock = isLocked ? lockOf(folder, new Map(ports.map((port, nth) => [port, all[6 + nth]!]))) : null;
    const rig = new SentinelRig(folder, new Map(), new Map(), lock);
    await rig.startNodes(ports.slice(0, 3));
    await rig.startSentinels(ports.slice(3), ports[0]!);
    return rig;
  }

  get url(): string {
    const hosts = [...this.sentinels.keys()].map((port) => `127.0.0.1:${this.spokenPort(port)}`).join(',');
    if (!this.lock) return `redis+sentinel://${hosts}/${NAME}`;
    const options = `?ca=${join(this.folder, 'ca.crt')}&sentinel-password=${encoded(SENTINEL_PASSWORD)}`;
    return `rediss+sentinel://:${encoded(PASSWORD)}@${hosts}/${NAME}${options}`;
  }

  /** Port of the primary, as the Sentinels that run agree; null while they do not. */
  async primaryPort(): Promise<number | null> {
    const told = await Promise.all([...this.sentinels.keys()].map((port) => this.ask(port)));
    return new Set(told).size === 1 ? told[0]! : null;
  }

  /** kill -9 of the primary. Returns the port that the Sentinels name. */
  async killPrimary(): Promise<number> {
    const told = await until('one primary', () => this.primaryPort());
    const port = [...this.nodes.keys()].find((one) => this.spokenPort(one) === told)!;
    await this.nodes.get(port)!.end('SIGKILL');
    this.nodes.delete(port);
    return told;
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

  /** The port that Redis nodes, Sentinels and the shop use among themselves. */
  private spokenPort(port: number): number {
    return this.lock?.ports.get(port) ?? port;
  }

  private async startNodes([primary, ...replicas]: number[]): Promise<void> {
    this.nodes.set(primary!, await this.startNode(primary!));
    const replicaof = `127.0.0.1 ${this.spokenPort(primary!)}`;
    for (const port of replicas) this.nodes.set(port, await this.startNode(port, { replicaof }));
    for (const port of replicas)
      await until('replica in step', async () =>
        (await this.infoOf(port, 'replication')).includes('master_link_status:up'),
      );
  }

  private startNode(port: number, more: Record<string, string> = {}): Promise<RunningProcess> {
    const tls = this.lock && { ...this.lock.options, 'tls-port': String(this.spokenPort(port)) };
    return launchRedis(port, this.folder, { 'repl-diskless-sync-delay': '0', ...tls, ...more });
  }

  private async startSentinels(ports: number[], primary: number): Promise<void> {
    for (const port of ports) this.sentinels.set(port, await launchSentinel(this.configFile(port, primary)));
    await until('the Sentinels know each other and the replicas', async () => {
      const texts = await Promise.all(ports.map((port) => this.infoOf(port, 'sentinel')));
      return texts.every((text) => text.includes('status=ok') && text.includes('slaves=2,sentinels=3'));
    });
  }

  private configFile(port: number, primary: number): string {
    const file = join(this.folder, `sentinel-${port}.conf`);
    const lines = [
      `port ${port}`,
      'bind 127.0.0.1',
      `dir ${this.folder}`,
      `sentinel monitor ${NAME} 127.0.0.1 ${this.spokenPort(primary)} 2`,
      `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${NAME} 5000`,
      ...this.lockLines(port),
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  private lockLines(port: number): string[] {
    if (!this.lock) return [];
    const { requirepass: _password, masterauth: _other, ...tls } = this.lock.options;
    return [
      `tls-port ${this.spokenPort(port)}`,
      ...Object.entries(tls).map(([name, value]) => `${name} ${value}`),
      `requirepass "${SENTINEL_PASSWORD}"`,
      `sentinel sentinel-pass "${SENTINEL_PASSWORD}"`,
      `sentinel auth-pass ${NAME} ${PASSWORD}`,
    ];
  }

  private async infoOf(port: number, section: string): Promise<string> {
    const client = await plainClient(this.plainUrl(port));
    return client.info(section).finally(() => client.destroy());
  }

  private async ask(port: number): Promise<number> {
    const client = await plainClient(this.plainUrl(port));
    const reply = client.sendCommand<string[]>(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME]);
    return reply.then(([, primary]) => Number(primary)).finally(() => client.destroy());
  }

  private plainUrl(port: number): string {
    const password = this.nodes.has(port) ? PASSWORD : SENTINEL_PASSWORD;
    return `redis://${this.lock ? `:${encoded(password)}@` : ''}127.0.0.1:${port}`;
  }
}

const lockOf = (folder: string, ports: Map<number, number>): Lock => ({
  options: {
    ...makeCertificates(folder),
    'tls-replication': 'yes',
    requirepass: PASSWORD,
    masterauth: PASSWORD,
  },
  ports,
});
