import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/platform/config/paths.js';
import { serveMetrics } from '../../src/platform/metrics/metrics-server.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { type OrderRow, ordersOf } from '../support/checkout-visits.js';
import { LiveListener } from '../support/live-listener.js';
import { metricsAddress, readMetrics, type Figures } from '../support/metrics.js';
import { OwnRedis } from '../support/own-redis.js';
import { startProcess } from '../support/processes.js';
import { plainClient } from '../support/redis-monitor.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { until } from '../support/until.js';

/** What Prometheus reads from one web process and one worker, while shoppers and a Redis do things to them. */
describe('the metrics of a process', () => {
  let redis: OwnRedis;
  let shop: TestShop;
  let web: string;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    shop = await TestShop.open({ env: { METRICS_PORT: '0' }, redis: redis.url });
    web = metricsAddress(shop.instances[0]!.output());
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });

  /** Sends a command to the Redis of sessions and carts. */
  const say = async (...words: string[]): Promise<unknown> => {
    const client = await plainClient(redis.url);
    try {
      return await client.sendCommand(words);
    } finally {
      await client.close();
    }
  };

  const shopperWithCart = async () => {
    const shopper = shop.shopper();
    const added = await shopper.post('/cart/add.js', { id: shop.variant('plenty') });
    expect(added.status).toBe(200);
    return shopper;
  };

  /** Changes a line; between the look at the session and the change of the cart all sessions end. */
  const endedMeanwhile = (shopper: Shopper) =>
    shop.database.transaction(async (tx) => {
      await tx.query('LOCK TABLES variants WRITE');
      const changed = shopper.post('/cart/change.js', { line: 1, quantity: 3 });
      const waiting = `SELECT id FROM information_schema.processlist
        WHERE db = DATABASE() AND state LIKE 'Waiting for table%'`;
      await until('the change waits', async () => (await shop.database.query(waiting)).length > 0);
      const sessions = (await say('KEYS', 'session:*')) as string[];
      await say('DEL', ...sessions);
      await tx.query('UNLOCK TABLES');
      return changed;
    });

  /** A question about how far numbers have moved since now. */
  const growth = async () => {
    const before = await readMetrics(web);
    return (name: string, labels: Record<string, string>) => async () => {
      const after = await readMetrics(web);
      return after.of(name, labels)! - (before.of(name, labels) ?? 0);
    };
  };

  it('count every answer by method, status and class of its address, with how long it took', async () => {
    const grown = await growth();
    const shopper = shop.shopper();
    for (const path of ['/products/plenty', '/search?q=plenty', '/products/nothing', '/css/shop.css'])
      await shopper.get(path);
    const pages = { method: 'GET', status: '200', route_class: 'catalogue' };
    await until('two pages', async () => (await grown('http_requests_total', pages)()) === 2);
    const missing = { ...pages, status: '404' };
    expect(await grown('http_requests_total', missing)()).toBe(1);
    expect(await grown('http_requests_total', { route_class: 'file' })()).toBe(1);
    expect(await grown('http_request_duration_seconds_count', { route_class: 'catalogue' })()).toBe(3);
    expect(await grown('http_request_duration_seconds_bucket', { le: '+Inf', route_class: 'file' })()).toBe(
      1,
    );
  });

  it('name the pattern of the route, whoever answers, and never an address', async () => {
    const grown = await growth();
    for (const path of ['/products/plenty', '/Products/plenty', '/de/products/plenty', '/products/plenty.js'])
      for (const who of [shop.shopper(), shop.shopper()]) expect((await who.get(path)).status).toBe(200);
    const member = await shopperWithCart();
    for (let time = 0; time < 3; time += 1) expect((await member.get('/products/plenty')).status).toBe(200);
    const page = { route: '/products/:handle', route_class: 'catalogue', status: '200' };
    await until('nine pages', async () => (await grown('http_requests_total', page)()) === 9);
    expect(await grown('http_requests_total', { ...page, route: '/products/:handle.js' })()).toBe(2);
    expect(await grown('http_request_duration_seconds_count', { route: '/products/:handle' })()).toBe(9);
    await member.post('/cart/add', { id: shop.variant('plenty') });
    expect(await grown('http_requests_total', { route: '/cart/add', status: '303' })()).toBe(1);
    await member.get('/no/such/address');
    expect(await grown('http_requests_total', { route: 'none', status: '404' })()).toBe(1);
  });

  it('count what is sold, in minor units, and what payment providers refuse', async () => {
    const grown = await growth();
    const buyer = await shopperWithCart();
    expect((await placeOrder(buyer, await reachReview(buyer))).status).toBe(303);
    const [{ total }] = (await ordersOf(shop)) as [OrderRow];
    await until('an order', async () => (await grown('orders_placed_total', { currency: 'USD' })()) === 1);
    expect(await grown('order_revenue_minor_units_total', { currency: 'USD' })()).toBe(total);
    const declined = await shopperWithCart();
    await reachReview(declined);
    await declined.post('/checkout/payment', { payment_method: 'test_card_decline' });
    await placeOrder(declined, await reachReview(declined));
    expect(await grown('payment_answers_total', { answer: 'refused' })()).toBe(1);
    expect(await grown('payment_answers_total', { answer: 'authorised' })()).toBe(1);
    expect(await grown('orders_placed_total', {})()).toBe(1);
  });

  it('say how the stores look from here: connections, who waits, memory', async () => {
    const figures = await readMetrics(web);
    expect(figures.of('mysql_pool_size')).toBe(20);
    expect(figures.of('mysql_pool_waiting')).toBe(0);
    expect(figures.of('mysql_pool_connections')).toBeGreaterThan(0);
    expect(figures.of('redis_up')).toBe(2);
    expect(figures.of('redis_memory_used_bytes', { part: 'session' })).toBeGreaterThan(100_000);
    expect(figures.of('redis_commands_waiting')).toBe(0);
  });

  it('count sessions, carts and commands by how they ended', async () => {
    const grown = await growth();
    const shopper = await shopperWithCart();
    expect((await shopper.get('/cart.js')).status).toBe(200);
    expect(await grown('session_writes_total', { outcome: 'saved' })()).toBe(1);
    expect(await grown('session_reads_total', { outcome: 'found' })()).toBe(1);
    expect(await grown('cart_changes_total', { outcome: 'changed' })()).toBe(1);
    expect(await grown('redis_commands_total', { part: 'cart', outcome: 'ok' })()).toBeGreaterThan(0);
    await shopper.post('/cart/add.js', { id: shop.variant('ten-left'), quantity: 11 });
    expect(await grown('cart_changes_total', { outcome: 'refused' })()).toBe(1);
    expect(await grown('cart_changes_total', { outcome: 'changed' })()).toBe(1);
  });

  it('tell a change for a session that ended meanwhile from one that was refused', async () => {
    const shopper = await shopperWithCart();
    const add = (quantity: number) =>
      shopper.postJson(
        '/cart/add.js',
        { id: shop.variant('plenty'), quantity },
        { 'idempotency-key': 'once-12345' },
      );
    expect((await add(1)).status).toBe(200);
    const grown = await growth();
    expect((await add(2)).status).toBe(409);
    expect(await grown('cart_changes_total', { outcome: 'refused' })()).toBe(1);
    expect((await endedMeanwhile(shopper)).status).toBe(409);
    expect(await grown('cart_changes_total', { outcome: 'ended' })()).toBe(1);
    expect(await grown('cart_changes_total', {})()).toBe(2);
  });

  it('tell a record that is gone from one that is damaged', async () => {
    const lost = await shopperWithCart();
    const grown = await growth();
    await say('FLUSHALL');
    await lost.get('/cart');
    expect(await grown('session_reads_total', { outcome: 'none' })()).toBe(1);
    const odd = await shopperWithCart();
    const [key] = (await say('KEYS', 'session:*')) as string[];
    await say('SET', key!, '{oops');
    expect((await odd.get('/cart')).status).toBe(200);
    expect(await grown('session_reads_total', { outcome: 'odd' })()).toBe(1);
  });

  it('count a live stream when it is opened, as answered', async () => {
    const aborted = async () => (await readMetrics(web)).of('http_requests_total', { status: 'aborted' });
    const shopper = await shopperWithCart();
    const [grown, before] = [await growth(), await aborted()];
    const stream = await LiveListener.open(shopper);
    await stream.event('cart');
    const answered = grown('http_requests_total', { method: 'GET', status: '200', route_class: 'other' });
    await until('it is counted', async () => (await answered()) === 1);
    expect((await readMetrics(web)).of('live_streams')).toBe(1);
    stream.close();
    await until('it is gone', async () => (await readMetrics(web)).of('live_streams') === 0);
    expect(await answered()).toBe(1);
    expect(await aborted()).toBe(before);
  });

  it('say what the process itself is doing', async () => {
    const figures = await readMetrics(web);
    expect(figures.of('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
    expect(figures.of('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(figures.of('live_streams')).toBe(0);
  });

  it('say how many keys each Redis has thrown away', async () => {
    const evicted = async () => (await readMetrics(web)).of('redis_evicted_keys', { part: 'session' });
    expect(await evicted()).toBe(0);
    await say('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    await say('SET', 'ballast', 'x');
    await say('CONFIG', 'SET', 'maxmemory', '1');
    await say('CONFIG', 'SET', 'maxmemory', '0');
    expect(await evicted()).toBeGreaterThan(0);
    expect((await readMetrics(web)).of('redis_evicted_keys', { part: 'cache' })).toBe(0);
  });

  it('show a Redis that is frozen, then dead, and come all the same', async () => {
    const shopper = await shopperWithCart();
    const grown = await growth();
    await redis.freeze();
    expect((await shopper.get('/')).status).toBe(200);
    expect((await shopper.get('/')).status).toBe(200);
    expect(await grown('redis_deadline_misses_total', { part: 'session' })()).toBe(1);
    expect(await grown('redis_breaker_opens_total', { part: 'session' })()).toBe(1);
    expect(await grown('redis_commands_total', { part: 'session', outcome: 'away' })()).toBeGreaterThan(0);
    expect(await grown('session_reads_total', { outcome: 'away' })()).toBe(2);
    expect((await readMetrics(web)).of('redis_evicted_keys', { part: 'session' })).toBeUndefined();
    redis.thaw();
    await redis.kill();
    const tries = grown('redis_reconnects_total', { part: 'session' });
    await until('tries to connect again', async () => (await tries()) > 0);
    await redis.restart();
  });

  it('are all that its port has, and the port of the shop does not have them', async () => {
    const other = new Shopper(`http://${web}`);
    for (const path of ['/', '/metrics/', '/livez', '/cart', '/metricsx'])
      expect((await other.get(path)).status, path).toBe(404);
    expect((await other.post('/metrics')).status).toBe(405);
    expect((await other.get('/metrics?x=1')).headers['content-type']).toMatch(/^text\/plain; version=0.0.4/);
    const answer = await shop.shopper().get('/metrics');
    expect(answer.status).toBe(404);
    expect(answer.text).toMatch(/<html/);
    expect(answer.text).not.toContain('http_requests_total');
  });

  it('name no shopper, no store and no secret', async () => {
    const { text } = await new Shopper(`http://${web}`).get('/metrics');
    expect(text).not.toMatch(/:\/\/|@|127\.0\.0\.1|plenty|password/i);
  });

  it('are refused with a sentence where another program has the port that was chosen', async () => {
    const second = startProcess({
      file: process.execPath,
      args: [join(PROJECT_ROOT, 'dist', 'src', 'main.js')],
      env: { ...process.env, METRICS_PORT: web.split(':')[1] },
      ready: /listens on/,
    });
    await expect(second).rejects.toThrow(/ended with 78:[^]*METRICS_PORT: port \d+ of 127.0.0.1 is in use/);
  });

  it('go to a free port when nobody chose one and another program has the usual one', async () => {
    const other = createServer();
    const isOurs = await new Promise((resolve) => {
      other.once('error', () => resolve(false)).listen(9464, '127.0.0.1', () => resolve(true));
    });
    const { port, close } = await serveMetrics({ host: '127.0.0.1', port: undefined }, async () => 'up 1\n');
    expect(port).not.toBe(9464);
    expect((await readMetrics(`127.0.0.1:${port}`)).of('up')).toBe(1);
    close();
    if (isOurs) other.close();
  });

  it('of a worker say how much waits in the outbox, and for how long', async () => {
    const add = `INSERT INTO outbox (topic, dedupe_key, payload, available_at, attempts, created_at)
      VALUES ('nobodys', ?, '{}', UTC_TIMESTAMP(3) + INTERVAL ? SECOND, ?, UTC_TIMESTAMP(3) - INTERVAL 5 MINUTE)`;
    const [later, tried, givenUp] = [
      ['later', 60, 0],
      ['tried', 60, 1],
      ['given-up', null, 16],
    ];
    for (const values of [later, tried, givenUp]) await shop.database.execute(add, values);
    const worker = await shop.startWorker();
    const address = metricsAddress(worker.output());
    const waiting = async () => (await readMetrics(address)).of('outbox_waiting_rows');
    await until('the mails are sent', async () => (await waiting()) === 1);
    const figures = await readMetrics(address);
    expect(figures.of('outbox_oldest_seconds')).toBeGreaterThanOrEqual(300);
    expect(figures.of('outbox_stuck_rows')).toBe(1);
    expect((await readMetrics(web)).of('outbox_waiting_rows')).toBeUndefined();
    expect(await worker.end()).toBe(0);
  });

  it('exist for a worker too, and keep neither of them from ending in good order', async () => {
    const worker = await shop.startWorker();
    const address = metricsAddress(worker.output());
    const commands = (figures: Figures) =>
      figures.of('redis_commands_total', { part: 'cart', outcome: 'ok' })!;
    const before = commands(await readMetrics(address));
    await until('the worker looks for carts', async () => commands(await readMetrics(address)) > before);
    expect(await worker.end()).toBe(0);
    expect(await shop.instances[0]!.end()).toBe(0);
    await expect(readMetrics(web)).rejects.toThrow('ECONNREFUSED');
  });
});
