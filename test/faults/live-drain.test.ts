import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveListener } from '../support/live-listener.js';
import { TestShop } from '../support/shop.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const STREAMS = 20;
const DRAIN_SECONDS = 3;

describe('a web process that is asked to leave while live streams are open', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 2, env: { DRAIN_SECONDS: String(DRAIN_SECONDS) } });
  });
  afterAll(() => shop?.close());

  async function streamsOn(instance: string, shopper: Shopper): Promise<LiveListener[]> {
    const own = new Shopper(instance);
    shopper.cookies.forEach((value, name) => own.cookies.set(name, value));
    const streams = await Promise.all(Array.from({ length: 4 }, () => LiveListener.open(own)));
    await Promise.all(streams.map((stream) => stream.event('cart')));
    return streams;
  }

  it('ends the streams first, goes on serving, and is gone in time', async () => {
    const [leaving, staying] = shop.instances as [(typeof shop.instances)[0], (typeof shop.instances)[0]];
    const streams: LiveListener[] = [];
    let shopper = shop.shopper();
    while (streams.length < STREAMS) {
      shopper = shop.shopper();
      await shopper.post('/cart/add', { id: shop.variant('plenty') });
      streams.push(...(await streamsOn(leaving.found, shopper)));
    }
    const started = performance.now();
    const exit = leaving.end('SIGTERM');
    await Promise.all(streams.map((stream) => stream.over(DRAIN_SECONDS)));
    const endedAfter = performance.now() - started;

    // Balancers may still send requests here; a stream would only have to move again.
    expect(endedAfter).toBeLessThan(1000);
    expect((await new Shopper(leaving.found).get('/readyz')).status).toBe(503);
    expect((await new Shopper(leaving.found).get('/products/plenty')).status).toBe(200);
    const late = new Shopper(leaving.found);
    shopper.cookies.forEach((value, name) => late.cookies.set(name, value));
    const refused = await LiveListener.open(late);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);

    // Not all at the same moment, and not before balancers have noticed.
    const waits = streams.map((stream) => stream.retryMs!);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(2000);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(500);
    expect(await exit).toBe(0);
    expect(performance.now() - started).toBeLessThan((DRAIN_SECONDS + 3) * 1000);

    const [next] = await streamsOn(staying.found, shopper);
    expect(next!.status).toBe(200);
  });

  it('is gone in time too when a browser does not let go of its connection', async () => {
    const staying = shop.instances[1]!;
    const shopper = shop.shopper();
    await until('added', async () => {
      const answer = await shopper.post('/cart/add', { id: shop.variant('plenty') });
      return answer.status === 303;
    });
    const { hostname, port } = new URL(staying.found);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const cookie = [...shopper.cookies].map((pair) => pair.join('=')).join('; ');
    let said = '';
    socket.on('error', () => {}).on('data', (data: Buffer) => (said += data.toString()));
    socket.write(`GET /live HTTP/1.1\r\nHost: shop\r\nCookie: ${cookie}\r\n\r\n`);
    await until('the stream', async () => said.includes('event: cart'));
    const started = performance.now();
    expect(await staying.end('SIGTERM')).toBe(0);
    expect(performance.now() - started).toBeLessThan((DRAIN_SECONDS + 3) * 1000);
    expect(said).toMatch(/retry: \d+/);
    socket.destroy();
  });
});
