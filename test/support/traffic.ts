import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { filledForm } from '../../scripts/bench/page-form.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { LoadClient, type Outcome } from './offered-load.js';
import { countOrders, ONE_ORDER } from './order-count.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import type { TestShop } from './shop.js';
import { steadyLoadWhile } from './steady-load.js';
import { until } from './until.js';

export const LOOKED_AT = ['/', '/products/plenty', '/collections/all', '/products/jacket', '/cart.js'];
const PAYMENT = '/checkout/payment';
const ADDERS = 8;
const ADDS_PER_SECOND = 10;
const PATIENCE_MS = 10_000;
const MOST_TRIES = 10;
const WHOLE_SECONDS = 15;
/** Last letters of an answer, to tell why a change was not made. */
const SAID = 300;

interface Buyer {
  shopper: Shopper;
  review: Record<string, string>;
  /** Of the order, once it is placed. */
  page?: string;
}

interface Visit {
  shop: TestShop;
  /** Of the balancer. */
  url: string;
  looksPerSecond: number;
  /** Orders that are placed at most, and how many a second. */
  buyers: number;
  ordersPerSecond: number;
}

/**
 * People at the shop while something happens to its processes: some look, some put things into their carts, some order. What
 * is not served is sent again as it was. `end` sees to it that nothing was lost and nothing happened twice.
 */
export class Traffic {
  /** Every look, in the order of asking. Status 0: no answer. */
  looks: Outcome[] = [];
  /** Changes of carts and orders: each try. Status 0: no answer. `said`: who has answered, and what. */
  readonly posts: { status: number; milliseconds: number; said: string }[] = [];
  private isOver = false;
  private adds = 0;
  private orders = 0;
  private readonly client: LoadClient;
  private work: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly visit: Visit,
    private readonly adders: Shopper[],
    private readonly buyers: Buyer[],
  ) {
    this.client = new LoadClient(visit.url, PATIENCE_MS);
  }

  static async begin(visit: Visit): Promise<Traffic> {
    const { shop, url } = visit;
    const adders = Array.from({ length: ADDERS }, () => new Shopper(url));
    await Promise.all(
      adders.map((shopper) => shopper.postJson('/cart/add.js', { id: shop.variant('jacket') })),
    );
    const buyers = await Promise.all(
      Array.from({ length: visit.buyers }, async () => {
        const shopper = new Shopper(url);
        await shopper.post('/cart/add', { id: shop.variant('plenty') });
        await reachReview(shopper);
        const form = filledForm((await shopper.get(PAYMENT)).text, PAYMENT);
        await shopper.post(PAYMENT, { ...form, payment_method: 'test_card_approve' });
        return { shopper, review: await reachReview(shopper) };
      }),
    );
    const traffic = new Traffic(visit, adders, buyers);
    traffic.start();
    return traffic;
  }

  /** How many looks were answered so far. */
  get seen(): number {
    return this.looks.length;
  }

  get failedLooks(): Outcome[] {
    return this.looks.filter(({ status }) => status !== 200);
  }

  /** Milliseconds that somebody had to wait for an answer to a change, at most. */
  get longestPost(): number {
    return Math.max(...this.posts.map(({ milliseconds }) => milliseconds));
  }

  get failedPosts(): string[] {
    const failed = this.posts.filter(({ status }) => status === 0 || status >= 500);
    return failed.map(({ status, said }) => `${status} ${said}`);
  }

  /** Everybody goes home, whatever was seen. */
  async goHome(): Promise<void> {
    this.isOver = true;
    await this.work.catch(() => {});
    this.client.close();
  }

  /** Everybody goes home; then carts and orders are what people were told. */
  async end(): Promise<void> {
    this.isOver = true;
    await this.work;
    this.client.close();
    for (const [nth, shopper] of this.adders.entries()) {
      const { item_count } = (await shopper.get('/cart.js')).json() as { item_count: number };
      expect(item_count).toBe(1 + Math.ceil((this.adds - nth) / ADDERS));
    }
    const placed = this.buyers.slice(0, this.orders);
    expect(placed.length).toBeGreaterThan(0);
    for (const buyer of placed) await this.isOneOrder(buyer);
  }

  /** One that was recorded when its process ended is paid when its owner looks at it, once whoever was asking has had their time. */
  private async isOneOrder({ shopper, review, page }: Buyer): Promise<void> {
    const count = () => countOrders(this.visit.shop, review['checkout_token']!);
    const isWhole = async () => {
      expect((await shopper.get(page!)).status).toBe(200);
      return isDeepStrictEqual({ ...(await count()) }, ONE_ORDER);
    };
    await until('it is one order', isWhole, WHOLE_SECONDS).catch(async () =>
      expect(await count()).toEqual(ONE_ORDER),
    );
  }

  private start(): void {
    const goesOn = () => !this.isOver;
    this.work = Promise.all([
      steadyLoadWhile(this.visit.looksPerSecond, goesOn, (nth) => this.look(nth)),
      steadyLoadWhile(ADDS_PER_SECOND, goesOn, () => this.add()),
      steadyLoadWhile(
        this.visit.ordersPerSecond,
        (nth) => goesOn() && nth < this.buyers.length,
        () => this.order(),
      ),
    ]);
  }

  private async look(nth: number): Promise<void> {
    const path = LOOKED_AT[nth % LOOKED_AT.length]!;
    const cookies = [...this.adders[nth % ADDERS]!.cookies].map((pair) => pair.join('='));
    this.looks.push(await this.client.ask({ kind: path, path, cookie: cookies.join('; ') }));
  }

  private async add(): Promise<void> {
    const shopper = this.adders[this.adds++ % ADDERS]!;
    const line = { id: this.visit.shop.variant('plenty') };
    const headers = { 'idempotency-key': randomUUID() };
    expect(await this.patiently(() => shopper.postJson('/cart/add.js', line, headers))).toBe(200);
  }

  private async order(): Promise<void> {
    const buyer = this.buyers[this.orders++]!;
    const place = async () => {
      const answer = await placeOrder(buyer.shopper, buyer.review);
      buyer.page = answer.headers.location!;
      return answer;
    };
    expect(await this.patiently(place)).toBe(303);
  }

  /** Sends the same again until it is served; answers the last status. */
  private async patiently(send: () => Promise<Answer>): Promise<number> {
    for (let tries = 1; ; tries += 1) {
      const sent = performance.now();
      const answer = await send().catch(() => null);
      const status = answer?.status ?? 0;
      const said = answer ? `${String(answer.headers['x-served-by'])}: ${answer.text.slice(-SAID)}` : '';
      this.posts.push({ status, milliseconds: performance.now() - sent, said });
      if ((status > 0 && status < 500) || tries === MOST_TRIES) return status;
    }
  }
}
