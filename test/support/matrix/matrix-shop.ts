import { expect } from 'vitest';
import { filledForm } from '../../../scripts/bench/page-form.js';
import { orderNumber } from '../../../src/core/orders/order-number.js';
import { audit } from '../../repositories/orders-shop.js';
import { placeOrder, reachReview } from '../../../scripts/rig/buying.js';
import { usualTime } from '../delays.js';
import { type Answer, Shopper } from '../../../scripts/rig/shopper.js';
import { TestShop } from '../shop.js';
import { rounds } from '../tier.js';
import { until } from '../until.js';
import { MatrixServers } from './matrix-servers.js';
import type { Dependency } from './troubles.js';

const PASSWORD = 'nine tents by the lake';
const PAYMENT = '/checkout/payment';
/** From 20 on, nineteen of twenty must be quick, and not only half of them. */
const ROUNDS = rounds(5, { full: 20 });

/** Milliseconds: what an answer usually takes at most, and what none of them takes longer than. */
export interface Patience {
  usualMs: number;
  mostMs: number;
  /** Fewer, where each takes long. */
  rounds?: number;
}
export const QUICK: Patience = { usualMs: 400, mostMs: 2000 };

/** Somebody with only the last button left to press. */
export interface Buyer {
  shopper: Shopper;
  review: Record<string, string>;
}

export const CATALOGUE = ['/', '/collections/all', '/products/plenty', '/search?q=plenty'];

interface Statusz {
  dependencies: Record<'database' | 'sessionRedis' | 'cacheRedis', 'up' | 'down'> & {
    replicas?: { state: 'used' | 'behind' | 'down' }[];
  };
}
/** Whether it is up, as a web process sees it. Nobody asks how the others are. */
const stateIn: Partial<Record<Dependency, (states: Statusz['dependencies']) => boolean>> = {
  'session Redis': ({ sessionRedis }) => sessionRedis === 'up',
  'cache Redis': ({ cacheRedis }) => cacheRedis === 'up',
  MySQL: ({ database }) => database === 'up',
  'replica of MySQL': ({ replicas }) => replicas?.[0]?.state === 'used',
};

/** Two web processes, a worker, and a third web process that reads from a replica; everything they need is behind a link that fails. */
export class MatrixShop {
  /** Where visitors come in. */
  url = '';
  member!: Shopper;
  account!: { email: string; password: string };
  /** Who presses the button during the trouble, to pay by card or on invoice, and who does so when it is over. */
  byCard!: Buyer;
  onInvoice!: Buyer;
  waiting!: Buyer;
  /** Path of an order of before the trouble. */
  order = '';
  /** Paths of orders that were said to be placed since the last `prepare`. */
  readonly placed: string[] = [];
  /** Of an order that waits for its payment. */
  unpaid = '';
  private members = 0;

  private acknowledged = 0;
  private ordersBefore = 0;

  private constructor(
    readonly servers: MatrixServers,
    readonly shop: TestShop,
    private readonly onReplica: { url: string },
  ) {}

  static async open(): Promise<MatrixShop> {
    const servers = await MatrixServers.start();
    const shop = await TestShop.open({ instances: 2, ...servers.settings });
    await shop.startWorker();
    const copies = Object.assign(new URL(servers.of['replica of MySQL'].link.url), {
      pathname: new URL(shop.databaseUrl).pathname,
    });
    return new MatrixShop(servers, shop, await shop.another({ DATABASE_REPLICA_URLS: copies.toString() }));
  }

  /**
   * Before each trouble: visitors come in through the balancer, or at the web process that reads from the replica. Everybody has
   * seen the catalogue.
   */
  async prepare(dependency: Dependency): Promise<void> {
    this.url = dependency === 'replica of MySQL' ? this.onReplica.url : this.shop.url;
    this.placed.length = 0;
    await this.newMember();
    for (const url of this.web)
      for (const who of [new Shopper(url), this.member.twin(url)])
        for (const path of CATALOGUE) expect([path, (await who.get(path)).status]).toEqual([path, 200]);
    this.byCard = await this.atTheButton('stripe');
    [this.onInvoice, this.waiting] = [await this.atTheButton('invoice'), await this.atTheButton('invoice')];
    this.order = await this.buy();
    [this.acknowledged, this.ordersBefore] = [0, await this.count('orders')];
  }

  /** All web processes know that it is gone, or back. */
  async untilKnown(dependency: Dependency, isUp: boolean): Promise<void> {
    const isKnown = stateIn[dependency];
    if (!isKnown) return;
    for (const url of this.web)
      await until(`${dependency} is ${isUp ? 'up' : 'down'}`, async () => {
        const { dependencies } = (await new Shopper(url).get('/statusz')).json() as Statusz;
        return isKnown(dependencies) === isUp;
      });
  }

  /** Whoever had the last button left to press can press it; where carts are lost, others can put something into theirs. */
  async untilWell(dependency: Dependency): Promise<void> {
    await this.untilKnown(dependency, true);
    for (const url of this.web)
      await until('a cart', async () => (await this.add(new Shopper(url))).status === 303);
    if (dependency === 'session Redis') return;
    await until('an order', async () => (await this.press(this.waiting)).status === 303);
    expect(this.placed.at(-1)).toMatch(/^\/orders\//);
  }

  /** Every order that was said to be placed is there, and none of which nobody was told. */
  async expectNothingHalfDone(): Promise<void> {
    expect((await this.count('orders')) - this.ordersBefore).toBe(this.acknowledged);
  }

  async count(table: string): Promise<number> {
    const [row] = await this.shop.database.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return row!.n;
  }

  async numberOf(order: string): Promise<string> {
    const sql = 'SELECT id FROM orders WHERE token = ?';
    const [row] = await this.shop.database.query<{ id: number }>(sql, [order.split('/')[2]!]);
    return orderNumber(row!.id);
  }

  /** Names of the mails about an order. */
  async mailsOf(order: string): Promise<Set<string>> {
    const number = await this.numberOf(order);
    const own = this.servers.mails.taken.filter(({ subject }) => /\d+/.exec(subject)?.[0] === number);
    return new Set(own.map(({ messageId }) => messageId));
  }

  /** Web processes that visitors may meet. */
  get web(): string[] {
    return this.url === this.shop.url ? this.shop.instances.map(({ found }) => found) : [this.url];
  }

  guest(): Shopper {
    return new Shopper(this.url);
  }

  /** Somebody with one of it in the cart. */
  async withCart(): Promise<Shopper> {
    const shopper = this.guest();
    await until('a cart', async () => (await this.add(shopper)).status === 303);
    return shopper;
  }

  /** A customer who is signed in and has a cart. */
  async newMember(): Promise<void> {
    this.account = { email: `ada-${(this.members += 1)}@example.com`, password: PASSWORD };
    this.member = this.guest();
    const register = () => this.member.post('/account/register', this.account);
    await until('signed in', async () => (await register()).status === 303);
    await until('a cart', async () => (await this.add(this.member)).status === 303);
  }

  add(who: Shopper, quantity = 1, handle = 'plenty'): Promise<Answer> {
    return who.post('/cart/add', { id: this.shop.variant(handle), quantity });
  }

  /** `choice`: how they pay, `stripe` or `invoice`. */
  async atTheButton(choice: string, shopper?: Shopper): Promise<Buyer> {
    const buyer = shopper ?? (await this.withCart());
    await reachReview(buyer);
    const form = filledForm((await buyer.get(PAYMENT)).text, PAYMENT);
    expect((await buyer.post(PAYMENT, { ...form, payment_method: choice })).status).toBe(303);
    return { shopper: buyer, review: await reachReview(buyer) };
  }

  /** The last button; a path that it leads to is that of an order, or of its payment. */
  async press({ shopper, review }: Buyer): Promise<Answer> {
    const answer = await placeOrder(shopper, review);
    const { location } = answer.headers;
    if (answer.status === 303) this.acknowledged += 1;
    if (location?.startsWith('/orders/')) this.placed.push(location);
    return answer;
  }

  /** Buys something on invoice. Answers the path of the order. */
  async buy(shopper?: Shopper): Promise<string> {
    const { status, headers } = await this.press(await this.atTheButton('invoice', shopper));
    expect([status, headers.location]).toEqual([303, expect.stringMatching(/^\/orders\//)]);
    return headers.location!;
  }

  /** Asks some times; each answer is as `fault` wants it, none takes long, and what is usual not even noticeably. */
  async all(
    fault: (answer: Answer) => string | null,
    ask: () => Promise<Answer>,
    { usualMs, mostMs, rounds: times = ROUNDS }: Patience = QUICK,
  ): Promise<void> {
    const taken: number[] = [];
    for (let round = 0; round < times; round += 1) {
      const started = performance.now();
      const answer = await ask();
      taken.push(performance.now() - started);
      expect(fault(answer), answer.text.slice(0, 500)).toBeNull();
    }
    expect(usualTime(taken)).toBeLessThan(usualMs);
    expect(Math.max(...taken)).toBeLessThan(mostMs);
  }

  async close(): Promise<void> {
    const wrong = await audit(this.shop.database);
    await this.shop.close();
    await this.servers.close();
    expect(wrong).toEqual({});
  }
}
