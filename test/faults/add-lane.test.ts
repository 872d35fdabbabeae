import { Agent } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Devices } from '../support/devices.js';
import { TestShop } from '../support/shop.js';
import { type Answer, Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

/** The same form, sent in a way that only the whole shop answers. */
const LONG_WAY = { 'cache-control': 'max-age=0' };
const OF_ONE_ANSWER = ['x-request-id', 'date', 'server-timing', 'set-cookie', 'connection', 'keep-alive'];

let shop: TestShop;
let people: Devices;
beforeAll(async () => {
  shop = await TestShop.open();
  people = new Devices(shop.url);
});
afterAll(() => shop?.close());

const lasting = ({ headers }: Answer) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_ANSWER.includes(name)));
/** Names, values and rules of cookies, without the moment at which they end. */
const cookiesOf = ({ headers }: Answer) =>
  (headers['set-cookie'] ?? []).map((line) => line.replace(/Expires=[^;]*/, '')).toSorted();
/** A page without what differs from answer to answer. */
const plain = ({ text }: Answer) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
const count = async (who: Shopper) =>
  ((await who.get('/cart.js')).json() as { item_count: number }).item_count;
/** As a browser has it that has read the message of its last add. */
const read = (who: Shopper) => {
  who.cookies.delete('cloudcart-message');
  return who;
};
async function withCart(who = shop.shopper()): Promise<Shopper> {
  expect((await who.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
  return read(who);
}
async function customer(): Promise<Shopper> {
  const who = shop.shopper();
  await people.register(who);
  return withCart(who);
}

describe('a form that puts something into a cart, answered the short way and the long one', () => {
  it.each([
    ['a guest', withCart],
    ['a customer', customer],
  ])('is the same answer with the same cookies for %s, and both count', async (_who, prepare) => {
    const [who, jacket] = [await prepare(), shop.variant('jacket')];
    const before = await count(who);
    // Twice at once, so that the cookie with the cart's lines says the same.
    await who.twin().post('/cart/add', { id: jacket, quantity: 1 });
    const form = {
      id: jacket,
      quantity: 1,
      operation_id: 'one-and-the-same',
      return_to: '/products/größe?a=b',
    };
    const short = await who.twin().post('/cart/add', form);
    const long = await who.twin().post('/cart/add', form, LONG_WAY);
    expect([short.status, short.text, lasting(short)]).toEqual([long.status, long.text, lasting(long)]);
    expect(cookiesOf(short)).toEqual(cookiesOf(long));
    expect(cookiesOf(short).join()).toContain('cloudcart-message=');
    expect(short.headers.location).toBe('/products/gr%C3%B6%C3%9Fe?a=b');
    expect(await count(who)).toBe(before + 2);
  });

  it('is shown by the message and the count of the next page', async () => {
    const who = await withCart();
    await who.post('/cart/add', { id: shop.variant('plenty'), quantity: 2 });
    const page = await who.get('/cart');
    expect(page.text).toContain('class="notice');
    expect(page.text).toMatch(/data-cart-count[^>]*>3</);
  });

  const odd: [string, Record<string, string | number>, object, number][] = [
    ['no quantity', { id: 'plenty', quantity: 'many' }, {}, 400],
    ['no variant', { quantity: 1 }, {}, 400],
    ['an unknown variant', { id: 987_654_321 }, {}, 404],
    ['what is sold out', { id: 'sold-out' }, {}, 422],
    ['more than there is', { id: 'last-one', quantity: 2 }, {}, 422],
    ['a number that cannot be read', { id: 'plenty', operation_id: '<>' }, {}, 400],
    ['half a character', { id: 'plenty', 'properties[Text]': 'HALF' }, {}, 400],
    ['another site', { id: 'plenty' }, { origin: 'http://elsewhere.example' }, 403],
    ['text that is no form', { id: 'plenty' }, { 'content-type': 'text/plain' }, 415],
  ];
  it.each(odd)('is refused alike: %s', async (_what, fields, headers, status) => {
    const who = await withCart();
    const id = typeof fields['id'] === 'string' ? shop.variant(fields['id']) : fields['id'];
    const body = new URLSearchParams(
      Object.entries({ ...fields, ...(id !== undefined && { id }) }).map(([name, value]) => [
        name,
        String(value),
      ]),
    )
      .toString()
      .replace('HALF', '%ED%A0%80');
    const post = (more: object) =>
      read(who.twin()).postBody('/cart/add', body, 'application/x-www-form-urlencoded', {
        ...headers,
        ...more,
      });
    const [short, long] = [await post({}), await post(LONG_WAY)];
    expect([short.status, long.status]).toEqual([status, status]);
    expect(plain(short)).toBe(plain(long));
    expect(await count(who)).toBe(1);
  });

  it('counts a repeated form once, whichever way it comes', async () => {
    const who = await withCart();
    const form = { id: shop.variant('plenty'), operation_id: 'again-and-again' };
    for (const headers of [{}, LONG_WAY, {}]) {
      const answer = await read(who).post('/cart/add', form, headers);
      expect(answer.status).toBe(303);
    }
    expect(await count(who)).toBe(2);
  });

  it('of somebody whose session has ended begins a new cart', async () => {
    const who = await customer();
    const ended = who.twin();
    await who.post('/account/logout');
    expect((await ended.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
    expect(await count(ended)).toBe(1);
  });

  it('of a guest who has signed in elsewhere begins a new cart, and leaves the one of the account alone', async () => {
    const who = await withCart();
    const guest = who.twin();
    await people.register(who);
    const before = await count(who);
    expect((await guest.post('/cart/add', { id: shop.variant('plenty') })).status).toBe(303);
    expect([await count(guest), await count(who)]).toEqual([1, before]);
  });

  it('leaves the connection good for the next request, answered or handed on', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const who = await withCart(new Shopper(shop.instances[0]!.found, agent));
    const ids = [shop.variant('plenty'), shop.variant('sold-out'), shop.variant('plenty'), 987_654_321];
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1)
      for (const id of ids) statuses.push((await read(who).post('/cart/add', { id })).status);
    agent.destroy();
    expect(statuses).toEqual([303, 422, 303, 404, 303, 422, 303, 404, 303, 422, 303, 404]);
  });
});

describe('a form that comes in pieces', () => {
  const head = (who: Shopper, body: string) => {
    const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { host, origin } = new URL(shop.instances[0]!.found);
    return [
      'POST /cart/add HTTP/1.1',
      `Host: ${host}`,
      `Origin: ${origin}`,
      `Cookie: ${cookie}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      '\r\n',
    ].join('\r\n');
  };

  it.each([
    ['is taken whole', 'plenty', 303],
    ['is handed on whole', 'sold-out', 422],
  ])('%s', async (_what, handle, status) => {
    const who = await withCart();
    const body = `quantity=1&id=${shop.variant(handle)}`;
    const socket = connect(Number(new URL(shop.instances[0]!.found).port), '127.0.0.1').setNoDelay();
    for (const piece of [head(who, body), body.slice(0, 3), body.slice(3, 9), body.slice(9)]) {
      socket.write(piece);
      // No more than a hint to send them one by one; together they must be right as well.
      await new Promise(setImmediate);
    }
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toContain(`HTTP/1.1 ${status} `);
    expect(await count(who)).toBe(status === 303 ? 2 : 1);
  });

  it('and then not at all is nothing: the next one is served', async () => {
    const who = await withCart();
    const body = `quantity=1&id=${shop.variant('plenty')}`;
    for (let time = 0; time < 20; time += 1) {
      const socket = connect(Number(new URL(shop.instances[0]!.found).port), '127.0.0.1');
      socket.write(head(who, body) + body.slice(0, 5));
      await once(socket, 'connect');
      socket.destroy();
    }
    await until('the next one is served', async () => {
      const answer = await read(who).post('/cart/add', { id: shop.variant('plenty') });
      return answer.status === 303;
    });
    expect(await count(who)).toBe(2);
  });
});
