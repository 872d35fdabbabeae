import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../../scripts/bench/measure.js';
import { placeOrder, reachReview } from '../support/buying.js';
import { pin } from '../support/cores.js';
import { metricsAddress, readMetrics } from '../support/metrics.js';
import { LoadClient, shedShare, type Offer, type Outcome } from '../support/offered-load.js';
import { Shopper } from '../support/shopper.js';
import { TestShop } from '../support/shop.js';
import { measureCapacity, steadyLoad } from '../support/steady-load.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const SECONDS = rounds(8, { full: 60 });
const WALKS_PER_SECOND = 4;
/** Who waits for longer has not been served. */
const PATIENCE_MS = 3000;
const USUAL_P99_MS = 100;

const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(0)} %`;

/** F24: one web process on one core, whoever asks on the other. */
describe('more requests than a process can serve', () => {
  let shop: TestShop;
  let client: LoadClient;
  let agent: Agent;
  let cookie: string;
  let capacity: number;
  let listings = 0;

  beforeAll(async () => {
    shop = await TestShop.open({ env: { METRICS_PORT: '0', TRUST_PROXY_HOPS: '1' } });
    const [web] = shop.instances;
    pin(web!.pid, 0);
    pin(process.pid, 1);
    client = new LoadClient(web!.found, PATIENCE_MS);
    agent = new Agent({ keepAlive: true });
    const guest = await walker();
    cookie = [...guest.cookies].map((pair) => pair.join('=')).join('; ');
    await measureCapacity(2, (nth) => client.ask(mix(nth)));
    capacity = await measureCapacity(3, (nth) => client.ask(mix(nth)));
    figure('requests a second that one process serves at most', capacity.toFixed(0));
  });
  afterAll(async () => {
    client?.close();
    agent?.destroy();
    await shop?.close();
  });

  /** Listings and searches that nobody has asked for before, and the page of a product for somebody with a cart. */
  function mix(nth: number): Offer {
    if (nth % 2) return { kind: 'page', path: '/products/plenty', cookie };
    listings += 1;
    const filter = `filter.v.price.lte=${listings}&sort_by=price-ascending`;
    return { kind: 'browse', path: listings % 2 ? `/collections/all?${filter}` : `/search?q=e&${filter}` };
  }

  async function walker(): Promise<Shopper> {
    const shopper = new Shopper(shop.instances[0]!.found, agent);
    const added = await shopper.post('/cart/add', { id: shop.variant('plenty') });
    if (added.status !== 303) throw new Error(`the cart answered ${added.status}`);
    return shopper;
  }

  /** From the product to the order, without a second try; the milliseconds it took, or why it ended. */
  async function walk(): Promise<number | string> {
    const started = performance.now();
    try {
      const shopper = await walker();
      const { status } = await placeOrder(shopper, await reachReview(shopper));
      return status === 303 ? performance.now() - started : `the order answered ${status}`;
    } catch (error) {
      return (error as Error).message.slice(0, 100);
    }
  }

  /** Offers so many times what the process can serve, and shoppers who buy something on top of it. */
  async function overload(times: number, seconds: number) {
    const rate = { perSecond: times * capacity, seconds };
    const buying = steadyLoad({ perSecond: WALKS_PER_SECOND, seconds }, walk);
    const outcomes = await client.offer(rate, mix);
    return { outcomes, walks: await buying };
  }

  const metrics = async () => readMetrics(metricsAddress(shop.instances[0]!.output()));
  const refused = async () => {
    const figures = await metrics();
    const [browse, page, purchase] = ['browse', 'page', 'purchase'].map((priority) =>
      figures.of('http_requests_shed_total', { priority })!,
    );
    return { browse: browse!, page: page!, purchase: purchase! };
  };

  const p99 = (outcomes: readonly Outcome[]) =>
    quantile(
      outcomes.map(({ milliseconds }) => milliseconds),
      0.99,
    );

  /** At an everyday rate everybody is served quickly again. */
  async function isUsual(): Promise<boolean> {
    const outcomes = await client.offer({ perSecond: capacity / 4, seconds: 1 }, mix);
    return outcomes.every(({ status }) => status === 200) && p99(outcomes) < USUAL_P99_MS;
  }

  const untilUsual = async () => {
    const ended = performance.now();
    await until('everything is as usual', isUsual, 5);
    return performance.now() - ended;
  };

  it('refuses only listings and searches while that is enough', async () => {
    await until('everything is as usual', isUsual, 10);
    const before = await refused();
    const { outcomes } = await overload(1.4, 6);
    const after = await refused();
    figure(
      'listings refused at 1.4 times the capacity',
      share(after.browse - before.browse, outcomes.length / 2),
    );
    expect(after.browse).toBeGreaterThan(before.browse);
    expect(after).toMatchObject({ page: before.page, purchase: before.purchase });
    await untilUsual();
  });

  it(
    `serves on at three times its capacity for ${SECONDS} s, purchases above all, and is itself again within 5 s`,
    async () => {
      const { outcomes, walks } = await overload(3, SECONDS);
      const served = outcomes.filter(({ status }) => status === 200);
      const bought = walks.filter((one) => typeof one === 'number');
      const back = await untilUsual();
      const [listing, page] = ['browse', 'page'].map((kind) => shedShare(outcomes, kind));
      figure('goodput at three times the capacity', share(served.length, capacity * SECONDS));
      figure('p99 of what was served meanwhile', `${p99(served).toFixed(0)} ms`);
      figure('refused', `${share(listing!, 1)} of listings, ${share(page!, 1)} of pages`);
      figure(
        'purchases',
        `${bought.length} of ${walks.length}, the slowest in ${Math.max(...bought).toFixed(0)} ms`,
      );
      figure('as usual again after', `${back.toFixed(0)} ms`);
      const others = walks.filter((one) => typeof one === 'string');
      expect(others.length, others.join('\n')).toBeLessThanOrEqual(walks.length * 0.05);
      expect(served.length).toBeGreaterThanOrEqual(capacity * SECONDS * 0.7);
      expect(listing).toBeGreaterThan(page!);
      expect(outcomes.filter(({ status }) => ![200, 503, 0].includes(status))).toEqual([]);
    },
    (SECONDS + 60) * 1000,
  );

  it('says so twice in the log, whatever it refused', async () => {
    const lines = shop.instances[0]!.output();
    const episodes = (await metrics()).of('overloads_total', { event: 'begun' });
    expect(lines.match(/more to do than this process can/g)).toHaveLength(episodes!);
    expect(episodes).toBeGreaterThan(0);
    await until(
      'it is over',
      async () => (await metrics()).of('overloads_total', { event: 'ended' }) === episodes,
    );
  });

  it('shows product pages within 300 ms while 200 people sign in at once', async () => {
    await until('everything is as usual', isUsual, 10);
    const rush = { isOver: false };
    const from = (nth: number) => ({ 'x-forwarded-for': `10.1.0.${nth}` });
    const signIns = Array.from({ length: 200 }, (_, nth) =>
      new Shopper(shop.instances[0]!.found, agent).post(
        '/account/login',
        { email: `nobody-${nth}@example.com`, password: 'nine tents by the lake' },
        from(nth),
      ),
    );
    const answers = Promise.all(signIns).finally(() => (rush.isOver = true));
    const pages: Outcome[] = [];
    while (!rush.isOver) {
      const rate = { perSecond: 100, seconds: 0.5 };
      pages.push(...(await client.offer(rate, (nth) => mix(2 * nth + 1))));
    }
    const statuses = (await answers).map(({ status }) => status);
    figure(
      'p99 of product pages during 200 sign-ins',
      `${p99(pages).toFixed(0)} ms of ${pages.length} pages`,
    );
    expect(statuses.filter((status) => status >= 429)).toEqual([]);
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    expect(p99(pages)).toBeLessThan(300);
  });
});
