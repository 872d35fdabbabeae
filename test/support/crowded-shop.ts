import { Agent } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { chances, madeUpProduct } from '../../scripts/bench/listings/made-up-product.js';
import { quantile } from '../../scripts/bench/measure.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { pin, unpin } from './cores.js';
import { metricsAddress, readMetrics, type Figures } from './metrics.js';
import { LoadClient, type Offer, type Outcome } from './offered-load.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from './shop.js';
import { measureCapacity, steadyLoad } from './steady-load.js';
import { until } from './until.js';

const WALKS_PER_SECOND = 4;
/** Who waits for longer has not been served. */
const PATIENCE_MS = 3000;
const USUAL_P99_MS = 100;
const STEADY = 1.1;
const MOST_TRIES = 8;
/** More than a process keeps the cards of. */
const PRODUCTS = 3000;
/** Lists that are longer than so many pages; every order of them comes to every page, as the numbers have no divisor in common. */
const LISTS = [
  { path: '/collections/all?', pages: 121 },
  { path: '/search?q=plain&', pages: 23 },
];
const SORTS = [
  'title-ascending',
  'price-ascending',
  'price-descending',
  'created-descending',
  'best-selling',
];
/** Above all prices: so a list is another one each time, and as long. */
const HIGH_PRICE = 1_000_000;

export const p99 = (outcomes: readonly Outcome[]): number =>
  quantile(
    outcomes.map(({ milliseconds }) => milliseconds),
    0.99,
  );

/** One web process on one core; whoever asks, this process, on another one. Stores take what they find. */
export class CrowdedShop {
  /** Requests of the mix that the web process answers in a second when it has nothing else to do. */
  capacity = 0;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly client: LoadClient;
  private listings = 0;
  private cookie = '';

  private constructor(private readonly shop: TestShop) {
    this.client = new LoadClient(this.url, PATIENCE_MS);
  }

  static async open(env: Record<string, string> = {}): Promise<CrowdedShop> {
    const chance = chances(1);
    const products = Array.from({ length: PRODUCTS }, (_, nth) => madeUpProduct(nth, chance));
    const shop = await TestShop.open({ products, env: { METRICS_PORT: '0', TRUST_PROXY_HOPS: '1', ...env } });
    const crowded = new CrowdedShop(shop);
    try {
      await crowded.prepare();
      return crowded;
    } catch (error) {
      await crowded.close();
      throw error;
    }
  }

  /** What the web process has said so far. */
  get log(): string {
    return this.shop.instances[0]!.output();
  }

  visitor(): Shopper {
    return new Shopper(this.url, this.agent);
  }

  metrics(): Promise<Figures> {
    return readMetrics(metricsAddress(this.log));
  }

  /** Gives the web process all cores, as it has them outside of measurements. */
  spread(): void {
    unpin(this.shop.instances[0]!.pid);
    unpin(process.pid);
  }

  /** How many were refused so far. */
  async refused(): Promise<{ browse: number; page: number; purchase: number }> {
    const figures = await this.metrics();
    const [browse, page, purchase] = ['browse', 'page', 'purchase'].map((priority) =>
      figures.of('http_requests_shed_total', { priority })!,
    );
    return { browse: browse!, page: page!, purchase: purchase! };
  }

  /** The page of a product, for somebody with a cart. */
  pages(rate: { perSecond: number; seconds: number }): Promise<Outcome[]> {
    return this.client.offer(rate, () => this.page());
  }

  /**
   * Offers so many times its capacity, and people who buy something on top of it: each purchase as the milliseconds
   * from the product to the order, or why there was none. `lateMs`: how late this process itself was, 99th percentile.
   */
  async overload(times: number, seconds: number) {
    const delay = monitorEventLoopDelay();
    delay.enable();
    const buying = steadyLoad({ perSecond: WALKS_PER_SECOND, seconds }, () => this.buy());
    const outcomes = await this.client.offer({ perSecond: times * this.capacity, seconds }, (nth) =>
      this.mix(nth),
    );
    const purchases = await buying;
    delay.disable();
    return { outcomes, purchases, lateMs: delay.percentile(99) / 1e6 };
  }

  /** Waits until everybody is served quickly at an everyday rate; the milliseconds that took. Errors: after `seconds`. */
  async untilUsual(seconds: number): Promise<number> {
    const started = performance.now();
    await until('everything is as usual', () => this.isUsual(), seconds);
    return performance.now() - started;
  }

  async close(): Promise<void> {
    unpin(process.pid);
    this.client.close();
    this.agent.destroy();
    await this.shop.close();
  }

  private async prepare(): Promise<void> {
    pin(this.shop.instances[0]!.pid, 0);
    pin(process.pid, 1);
    const { cookies } = await this.withCart();
    this.cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    this.capacity = await this.steadyCapacity();
  }

  /** Measured again until it no longer grows: the machine code has been made then. */
  private async steadyCapacity(): Promise<number> {
    let before = 0;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const now = await measureCapacity(2, (nth) => this.ask(nth));
      if (now < before * STEADY) return Math.max(now, before);
      before = now;
    }
    return before;
  }

  private get url(): string {
    return this.shop.instances[0]!.found;
  }

  private async isUsual(): Promise<boolean> {
    const rate = { perSecond: this.capacity / 4, seconds: 1 };
    const outcomes = await this.client.offer(rate, (nth) => this.mix(nth));
    return outcomes.every(({ status }) => status === 200) && p99(outcomes) < USUAL_P99_MS;
  }

  private async ask(nth: number): Promise<void> {
    const { status } = await this.client.ask(this.mix(nth));
    if (status !== 200) throw new Error(`a web process at its capacity answered ${status}`);
  }

  /** Half of them pages of listings and searches that nobody has asked for before, which no cache holds. */
  private mix(nth: number): Offer {
    if (nth % 2) return this.page();
    const number = (this.listings += 1);
    const { path, pages } = LISTS[number % LISTS.length]!;
    const sort = SORTS[number % SORTS.length]!;
    const query = `page=${1 + (number % pages)}&sort_by=${sort}&filter.v.price.lte=${HIGH_PRICE + number}`;
    return { kind: 'browse', path: path + query };
  }

  private page(): Offer {
    return { kind: 'page', path: '/products/plenty', cookie: this.cookie };
  }

  private async withCart(): Promise<Shopper> {
    const shopper = this.visitor();
    const { status } = await shopper.post('/cart/add', { id: this.shop.variant('plenty') });
    if (status !== 303) throw new Error(`the cart answered ${status}`);
    return shopper;
  }

  /** Without a second try. */
  private async buy(): Promise<number | string> {
    const started = performance.now();
    try {
      const shopper = await this.withCart();
      const { status } = await placeOrder(shopper, await reachReview(shopper));
      return status === 303 ? performance.now() - started : `the order answered ${status}`;
    } catch (error) {
      return (error as Error).message.slice(0, 100);
    }
  }
}
