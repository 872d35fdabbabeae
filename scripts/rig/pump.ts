import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { chances } from './chances.js';

/** Open or closed; whoever comes while it is closed waits. */
export class Gate {
  private waiting: (() => void)[] = [];
  isOpen = true;

  close(): void {
    this.isOpen = false;
  }

  open(): void {
    this.isOpen = true;
    this.waiting.splice(0).forEach((go) => go());
  }

  async pass(): Promise<void> {
    while (!this.isOpen) await new Promise<void>((go) => this.waiting.push(go));
  }
}

export interface Pace {
  /** One way. */
  delayMs: number;
  jitterMs: number;
  bytesPerSecond: number;
}

/** A slow line delivers this often. */
const SLICES_PER_SECOND = 20;

const chance = chances();

/** One direction of a connection: what goes in comes out in the same order, perhaps later, more slowly, or not yet. */
export class Pump {
  private readonly queue: { bytes: Buffer | null; dueAt: number }[] = [];
  private freeAt = 0;
  private isRunning = false;

  constructor(
    private readonly out: Socket,
    private readonly pace: Readonly<Pace>,
    private readonly gate: Gate,
    private readonly onDelivered: (bytes: Buffer) => void = () => {},
  ) {}

  push(bytes: Buffer): void {
    const slice = Math.ceil(Math.min(this.pace.bytesPerSecond / SLICES_PER_SECOND, bytes.length));
    for (let at = 0; at < bytes.length; at += slice) this.enqueue(bytes.subarray(at, at + slice));
  }

  /** The end of what comes in, after all that was pushed. */
  end(): void {
    this.enqueue(null);
  }

  private enqueue(bytes: Buffer | null): void {
    const { delayMs, jitterMs, bytesPerSecond } = this.pace;
    const arrivesAt = performance.now() + delayMs + chance() * jitterMs;
    const takes = ((bytes?.length ?? 0) * 1000) / bytesPerSecond;
    this.freeAt = Math.max(arrivesAt, this.freeAt) + takes;
    this.queue.push({ bytes, dueAt: this.freeAt });
    if (!this.isRunning) void this.run();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const early = next.dueAt - performance.now();
      if (early > 0) await pause(early);
      if (!this.gate.isOpen) await this.gate.pass();
      this.deliver(next.bytes);
    }
    this.isRunning = false;
  }

  private deliver(bytes: Buffer | null): void {
    if (this.out.destroyed || this.out.writableEnded) return;
    if (bytes === null) this.out.end();
    else this.out.write(bytes);
    if (bytes) this.onDelivered(bytes);
  }
}
