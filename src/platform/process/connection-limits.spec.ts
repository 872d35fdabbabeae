import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectionLimits, limitConnections } from './connection-limits.js';

const usual = connectionLimits({ LIVE_STREAMS: 100 });
/** What the shop allows, fifty times shorter. */
const SCALE = 50;
/** That a busy machine may take longer. */
const LATE_MS = 500;
const short = {
  keepAliveMs: usual.keepAliveMs / SCALE,
  requestMs: usual.requestMs / SCALE,
  silenceMs: usual.silenceMs / SCALE,
  checkEveryMs: usual.checkEveryMs / SCALE,
  most: 4,
};
/** More than the kernel keeps for somebody who does not read. */
const LARGE = Buffer.alloc(32 * 2 ** 20);
/** Closed, with or without an error before. */
const over = (socket: Socket) =>
  new Promise((resolve) => (socket.closed ? resolve(true) : socket.once('close', resolve)));
const HEAD = 'GET / HTTP/1.1\r\nHost: shop\r\n';
const BODY = 'POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 1000\r\n\r\n';

describe('a connection to the shop', () => {
  let server: Server;
  const clients: Socket[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => response.end(request.url === '/large' ? LARGE : 'here'));
    });
    limitConnections(server, short);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => clients.splice(0).forEach((client) => client.destroy()));
  afterAll(() => server.close());

  /** Both ends of a new one. */
  async function open() {
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
    clients.push(client);
    const [socket] = await accepted;
    return { client, socket };
  }

  /** After how many milliseconds the server closes one on which this was said, and what it says. `drip`: more, every 20 ms. */
  async function closed(said: string, { drip = '', reads = true } = {}) {
    const { client, socket } = await open();
    const begun = performance.now();
    let heard = '';
    if (reads) client.on('data', (data: Buffer) => (heard += data.toString()));
    client.write(said);
    const timer = drip ? setInterval(() => client.write(drip), 20) : undefined;
    await over(socket);
    clearInterval(timer);
    if (reads) await over(client);
    return { after: performance.now() - begun, heard };
  }

  it('is kept longer than balancers keep it, and nothing is waited for longer than a request may take', () => {
    expect(usual.keepAliveMs).toBeGreaterThan(65_000);
    expect(usual.keepAliveMs).toBeLessThanOrEqual(75_000);
    expect(usual.requestMs).toBe(30_000);
    expect(usual.silenceMs).toBeGreaterThan(usual.requestMs);
  });

  it.each([
    ['nothing', '', ''],
    ['a head that never ends', HEAD, 'X-Drip: on\r\n'],
    ['a body that never ends', BODY, 'x'],
    ['half a head', HEAD, ''],
    ['half a body', BODY, ''],
  ])('on which comes %s is closed', async (_, said, drip) => {
    const { after } = await closed(said, { drip });
    expect(after).toBeGreaterThanOrEqual(short.requestMs - short.checkEveryMs);
    expect(after).toBeLessThan(short.requestMs + short.checkEveryMs + LATE_MS);
  });

  it('on which an answer is not read is closed', async () => {
    const { after } = await closed('GET /large HTTP/1.1\r\nHost: shop\r\n\r\n', { reads: false });
    expect(after).toBeGreaterThanOrEqual(short.silenceMs - 50);
  });

  it('that has had its answer is kept for the next request, and closed when none comes', async () => {
    const { after, heard } = await closed(`${HEAD}\r\n`);
    expect(heard).toContain('200 OK');
    expect(after).toBeGreaterThanOrEqual(short.keepAliveMs - 50);
  });

  it('on which a head of more than 16 kB comes is closed at once, with an answer', async () => {
    const { after, heard } = await closed(`${HEAD}X-Long: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(heard).toMatch(/^HTTP\/1.1 431 /);
    expect(after).toBeLessThan(short.requestMs);
  });

  it('is one of so many at most', async () => {
    const kept = [];
    for (let nth = 0; nth < short.most; nth += 1) kept.push(await open());
    const surplus = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
    clients.push(surplus);
    await once(surplus.resume(), 'close');
    expect(kept.every(({ socket }) => !socket.destroyed)).toBe(true);
  });
});
