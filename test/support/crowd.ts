import { setTimeout as pause } from 'node:timers/promises';
import { JournalClient, Tally, type Deed } from './journal-client.js';
import type { TestShop } from './shop.js';
import { chances } from './tier.js';
import { until } from './until.js';

/** What people do, in proportion. */
const HABITS: Record<Deed, number> = {
  add: 45,
  'one more': 20,
  remove: 12,
  look: 10,
  'sign-in': 5,
  'sign-out': 4,
  order: 4,
};
const HAT = Object.entries(HABITS).flatMap(([deed, share]) => Array<Deed>(share).fill(deed as Deed));

interface Size {
  clients: number;
  /** Of all of them together. */
  deedsPerSecond: number;
}

/** Shoppers who go about their business in one shop, each with a journal of what was acknowledged. */
export class Crowd {
  readonly tally = new Tally();
  private readonly people: { client: JournalClient; chance: () => number }[];
  private isAtHome = false;
  private lives: Promise<void>[] = [];

  constructor(
    private readonly shop: TestShop,
    private readonly size: Size,
  ) {
    this.people = Array.from({ length: size.clients }, (_, nth) => {
      const chance = chances(nth);
      const client = new JournalClient(`client ${nth}`, shop, this.tally, nth % 2 === 1, chance);
      return { client, chance };
    });
  }

  /** Addresses of the pages of all orders that were acknowledged. */
  get orders(): string[] {
    return this.people.flatMap(({ client }) => client.orders);
  }

  /** Before anything is broken. */
  async register(): Promise<void> {
    for (const { client } of this.people) await client.register();
  }

  /** Everybody begins, and goes on until `goHome`. */
  goOut(): void {
    this.isAtHome = false;
    this.lives = this.people.map((one) => this.live(one));
  }

  async goHome(): Promise<void> {
    this.isAtHome = true;
    await Promise.all(this.lives);
  }

  /** Everybody compares the journal with what each instance shows. */
  async audit(): Promise<void> {
    for (const { found } of this.shop.instances) await this.isBack(found);
    for (const { client } of this.people) {
      await client.deeds['sign-in']();
      for (const { found } of this.shop.instances) await client.look(found);
    }
  }

  /** Milliseconds until every instance changes carts again. */
  async timeUntilBack(): Promise<number> {
    const started = performance.now();
    await Promise.all(this.shop.instances.map(({ found }) => this.isBack(found)));
    return performance.now() - started;
  }

  report(): void {
    const text = (counts: Map<Deed, number>) =>
      Array.from(counts, ([deed, count]) => `${count} ${deed}`).join(', ') || 'none';
    for (const [name, { yes, no }] of this.tally.counts)
      console.log(`${name}: acknowledged ${text(yes)}; not: ${text(no)}`);
    console.log(`acknowledged but absent: ${this.tally.wrong.length}`);
  }

  private isBack(instance: string): Promise<boolean> {
    return until(`${instance} is back`, async () => {
      const add = { id: this.shop.variant('plenty') };
      return (await this.shop.shopper().twin(instance).post('/cart/add.js', add)).status === 200;
    });
  }

  /** One deed after the other, with pauses. */
  private async live({ client, chance }: { client: JournalClient; chance: () => number }): Promise<void> {
    const meanPauseMs = (this.size.clients * 1000) / this.size.deedsPerSecond;
    while (!this.isAtHome) {
      await pause(chance() * 2 * meanPauseMs);
      await client.deeds[HAT[Math.floor(chance() * HAT.length)]!]();
    }
  }
}
