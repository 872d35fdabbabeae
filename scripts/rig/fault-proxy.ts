import { freePort } from '../servers/processes.js';
import type { Faults, LostReplies } from './faulty-connection.js';
import { FaultyDoor } from './faulty-door.js';
import { Gate } from './pump.js';
import { TripLog, type Traffic } from './trip-log.js';

const HEALTHY = { delayMs: 0, jitterMs: 0, bytesPerSecond: Infinity };
/** Long enough for a client on a busy machine to send all it has to say before the first answer. */
const COUNTING_DELAY_MS = 20;

/**
 * A link that fails on demand, in front of one real server. One fault at a time: each method takes the place of the
 * one before, except `reset`, `halfClose`, `halfOpen` and `retarget`, which are deeds and not states.
 */
export class FaultProxy {
  private readonly log = new TripLog();
  private readonly faults: Faults = {
    pace: { ...HEALTHY },
    requests: new Gate(),
    replies: new Gate(),
    lost: null,
  };
  private resets: NodeJS.Timeout | undefined;
  private isRefusing = false;

  private readonly door: FaultyDoor;

  private constructor(
    private readonly serverUrl: URL,
    readonly port: number,
  ) {
    const target = { host: serverUrl.hostname, port: Number(serverUrl.port) };
    this.door = new FaultyDoor(port, target, this.faults, this.log);
  }

  /** Listens on a port of its own; `url` is the server's address, whatever its protocol. */
  static async before(url: string): Promise<FaultProxy> {
    // Not any port: one that systems give to outgoing connections may be taken when `refuse` is over.
    const proxy = new FaultProxy(new URL(url), await freePort());
    await proxy.door.open();
    return proxy;
  }

  /** The server's address, by way of the proxy. */
  get url(): string {
    const url = new URL(this.serverUrl);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.toString();
  }

  get openConnections(): number {
    return this.door.connections.size;
  }

  /** All is well again. What was held back arrives now, as TCP would send it again. */
  async pass(): Promise<void> {
    clearInterval(this.resets);
    Object.assign(this.faults.pace, HEALTHY);
    this.faults.lost = null;
    if (this.isRefusing) await this.door.open();
    this.isRefusing = false;
    this.faults.requests.open();
    this.faults.replies.open();
  }

  /** A round trip takes so much longer, half of it on either way, and up to `jitterMs` more. */
  async delay(ms: number, jitterMs = 0): Promise<void> {
    await this.pass();
    Object.assign(this.faults.pace, { delayMs: ms / 2, jitterMs: jitterMs / 2 });
  }

  /** Per connection and direction. */
  async throttle(bytesPerSecond: number): Promise<void> {
    await this.pass();
    this.faults.pace.bytesPerSecond = bytesPerSecond;
  }

  /** Connections are accepted and stay open; nothing gets through. */
  async blackhole(): Promise<void> {
    await this.pass();
    this.faults.requests.close();
    this.faults.replies.close();
  }

  /** As a server that has died: open connections are reset, and nobody listens on the port. */
  async refuse(): Promise<void> {
    await this.pass();
    this.isRefusing = true;
    this.door.shut();
  }

  /** Resets every open connection, once. */
  reset(): void {
    this.door.reset();
  }

  /** Resets every open connection, again and again. */
  async resetEvery(ms: number): Promise<void> {
    await this.pass();
    this.resets = setInterval(() => this.reset(), ms).unref();
  }

  /** Clients of open connections hear that the server has said its last; the server hears nothing. */
  halfClose(): void {
    this.door.connections.forEach((connection) => connection.halfClose());
  }

  /** The server forgets every open connection without a word to the client, as after a power cut. New ones are well. */
  halfOpen(): void {
    this.door.connections.forEach((connection) => connection.halfOpen());
  }

  /** Requests that match do reach the server and have their effect; the answers, and the connection, are lost. */
  async dropReply(lost: Omit<LostReplies, 'ending'> & Partial<LostReplies>): Promise<void> {
    await this.pass();
    this.faults.lost = { ending: 'reset', ...lost };
  }

  /** New connections lead elsewhere, as after a change in DNS; the open ones are reset unless kept. */
  retarget(host: string, port: number, { keepExisting = false } = {}): void {
    this.door.target = { host, port };
    if (!keepExisting) this.reset();
  }

  /** Requests get through; their answers wait for `release`. */
  async holdReplies(): Promise<void> {
    await this.pass();
    this.faults.replies.close();
  }

  release(): void {
    this.faults.replies.open();
  }

  /**
   * What goes to Redis while `deed` runs. Every answer comes a little late meanwhile, so that commands which do not
   * wait for one another are told from those that do.
   */
  async during(deed: () => Promise<unknown>): Promise<Traffic> {
    await this.delay(COUNTING_DELAY_MS);
    this.log.begin();
    await deed();
    await this.pass();
    return this.log.end();
  }

  async close(): Promise<void> {
    await this.pass();
    await this.door.close();
  }
}
