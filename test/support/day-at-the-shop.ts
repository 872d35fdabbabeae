import { expect } from 'vitest';
import { inTurns, outageVisits, type Visit, type Visitors } from './outage-visits.js';
import type { TestShop } from './shop.js';
import { measureCapacity, steadyLoad } from './steady-load.js';
import { until } from './until.js';

const PASSWORD = 'nine tents by the lake';

export interface Outcome {
  what: string;
  status: number;
  /** Milliseconds. */
  took: number;
  /** What would be wrong with the answer if sessions and carts are away. */
  fault: string | null;
}

/** Customers of one shop who do all that customers do, each request at another of its instances. */
export class DayAtTheShop {
  private visits: Visit[] = [];
  private visitors!: Visitors;
  private members = 0;

  constructor(private readonly shop: TestShop) {}

  /** Somebody signs in and fills a cart; the day goes on with this customer. */
  async newMember(): Promise<Visitors> {
    const { shop } = this;
    const account = { email: `ada-${(this.members += 1)}@example.com`, password: PASSWORD };
    const member = shop.shopper();
    expect((await member.post('/account/register', account)).status).toBe(303);
    expect((await member.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
    let turn = 0;
    const next = () => shop.instances[turn++ % shop.instances.length]!.found;
    this.visits = inTurns(outageVisits(shop.variant('plenty'), account));
    this.visitors = { guest: () => shop.shopper().twin(next()), member: () => member.twin(next()) };
    return this.visitors;
  }

  /** Requests a second that leave the machine some air, `most` at most. To be asked while all is well. */
  async bearableRate(most: number): Promise<number> {
    return Math.min(most, 0.4 * (await measureCapacity(1, (nth) => this.visit(nth))));
  }

  spend(perSecond: number, seconds: number): Promise<Outcome[]> {
    return steadyLoad({ perSecond, seconds }, (nth) => this.visit(nth));
  }

  /** Milliseconds until a cart can be changed on every instance again. */
  async timeUntilBack(): Promise<number> {
    const started = performance.now();
    const isBack = async (url: string) => {
      const add = { id: this.shop.variant('plenty') };
      return (await this.shop.shopper().twin(url).post('/cart/add', add)).status === 303;
    };
    const waits = this.shop.instances.map(({ found }) => until(`${found} is back`, () => isBack(found)));
    await Promise.all(waits);
    return performance.now() - started;
  }

  private async visit(nth: number): Promise<Outcome> {
    const { what, send, fault } = this.visits[nth % this.visits.length]!;
    const started = performance.now();
    const answer = await send(this.visitors);
    return { what, status: answer.status, took: performance.now() - started, fault: fault(answer) };
  }
}
