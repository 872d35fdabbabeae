import { setTimeout as pause } from 'node:timers/promises';
import { Shopper } from '../../rig/shopper.js';
import { kindOf } from './sample.js';
import type { Traffic } from './traffic.js';

/**
 * People who only look, so many a second, whether or not those before them were answered: time counts from the moment
 * at which a page was wanted.
 */
export class Lookers {
  private isHome = false;
  private stream: Promise<void> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly traffic: Traffic,
    private readonly pages: readonly string[],
    private readonly chance: () => number,
    /** Cookies of somebody who is in the shop, or none. */
    private readonly cookies: () => string,
  ) {}

  goOut(perSecond: number): void {
    this.isHome = false;
    this.stream = this.walk(perSecond);
  }

  /** Resolves when all have been answered. */
  async goHome(): Promise<void> {
    this.isHome = true;
    await this.stream;
  }

  private async walk(perSecond: number): Promise<void> {
    const started = this.traffic.now;
    const under = new Set<Promise<void>>();
    for (let nth = 0; !this.isHome; nth += 1) {
      const wantedAt = started + (nth * 1000) / perSecond;
      const early = wantedAt - this.traffic.now;
      if (early > 1) await pause(early);
      const look = this.look(wantedAt).finally(() => under.delete(look));
      under.add(look);
    }
    await Promise.all(under);
  }

  private async look(at: number): Promise<void> {
    const path = this.pages[Math.floor(this.chance() ** 2 * this.pages.length)]!;
    const cookie = this.cookies();
    const answer = new Shopper(this.url).get(path, cookie === '' ? {} : { cookie });
    const status = await answer.then(
      (one) => one.status,
      () => 0,
    );
    this.traffic.note({ at, kind: kindOf(path), isRead: true, status, ms: this.traffic.now - at });
  }
}
