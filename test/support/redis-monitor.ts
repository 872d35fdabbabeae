import { randomUUID } from 'node:crypto';
import { plainClient, type PlainClient } from '../../scripts/rig/plain-client.js';
import { until } from './until.js';

export * from '../../scripts/rig/plain-client.js';

/** What clients say to keep their connection, whoever asks for what. */
const UPKEEP = new Set(['PING', 'HELLO', 'CLIENT', 'SELECT', 'ECHO']);
const WORD = /"((?:[^"\\]|\\.)*)"/g;

/** Hears every command that reaches one Redis. */
export class RedisMonitor {
  private heard: string[] = [];

  private constructor(
    private readonly ear: PlainClient,
    private readonly mouth: PlainClient,
  ) {}

  static async listen(url: string): Promise<RedisMonitor> {
    const [ear, mouth] = await Promise.all([plainClient(url), plainClient(url)]);
    const monitor = new RedisMonitor(ear, mouth);
    await ear.monitor((line) => monitor.heard.push(line));
    return monitor;
  }

  /** The commands, each with its arguments, that reach Redis while `deed` runs. Commands of scripts count once. */
  async during(deed: () => Promise<unknown>): Promise<string[][]> {
    await this.mark();
    this.heard = [];
    await deed();
    await this.mark();
    return this.heard
      .filter((line) => !/\[\d+ lua\]/.test(line))
      .map((line) => Array.from(line.matchAll(WORD), (match) => match[1]!))
      .filter(([name = '']) => !UPKEEP.has(name.toUpperCase()));
  }

  async close(): Promise<void> {
    this.ear.destroy();
    await this.mouth.close();
  }

  /** Returns when everything that was said before has been heard. */
  private async mark(): Promise<void> {
    const mark = randomUUID();
    await this.mouth.sendCommand(['ECHO', mark]);
    await until('the mark heard', async () => this.heard.some((line) => line.includes(mark)));
  }
}
