import type { Traffic } from './traffic/traffic.js';

export type Say = (line: string) => void;

const EVERY_MS = 5000;

/** Says what is going on, and every few seconds how many requests there were and how many of them failed. */
export class Progress {
  private goingOn = 'calm';
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly traffic: Traffic,
    private readonly say: Say,
  ) {
    this.timer = setInterval(() => this.tell(), EVERY_MS);
  }

  now(what: string): void {
    this.goingOn = what;
    this.tell();
  }

  end(): void {
    clearInterval(this.timer);
    this.now('people go home');
  }

  private tell(): void {
    const { now, requests, failed } = this.traffic;
    this.say(
      `${(now / 1000).toFixed(0).padStart(5)} s  ${this.goingOn}: ${requests} requests, ${failed} failed`,
    );
  }
}
