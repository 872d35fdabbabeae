import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Devices, isSignedIn, PASSWORD } from '../support/devices.js';
import {
  add,
  FAILING_STORES,
  SHOP_STORES,
  shopOn,
  STORES_WITH_NODES,
  unitsOf,
} from '../support/shop-stores.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { figure, isFull } from '../support/tier.js';
import { until } from '../support/until.js';

const LINES = 20;
const GUESTS = 20;

/** What each store promises, asked of a shop that runs on it: nothing less, and (where it says so) nothing more. */
describe.each(SHOP_STORES)('a shop whose sessions and carts live in %s', (name) => {
  let at: Awaited<ReturnType<typeof shopOn>>;
  let devices: Devices;
  const found: Record<string, string> = {};

  beforeAll(async () => {
    at = await shopOn(name);
    devices = new Devices(first());
  });
  afterAll(async () => {
    const words = Object.entries(found).map(([what, how]) => `${what} ${how}`);
    if (words.length > 0) figure(`store ${name}`, words.join(', '));
    await at?.close();
  });

  const first = () => at.shop.instances[0]!.found;
  const second = () => at.shop.instances[1]!.found;
  const keeps = (promise: keyof (typeof at)['promises']) => at.promises[promise] === true;
  const guest = async (units = 1): Promise<Shopper> => {
    const shopper = new Shopper(first());
    expect((await add(shopper, at.shop.variant('plenty'), units)).status).toBe(200);
    return shopper;
  };

  it('shows pages, keeps a cart, and says which store it is', async () => {
    const shopper = await guest(2);
    expect((await shopper.get('/products/plenty')).status).toBe(200);
    expect((await shopper.post('/cart/add', { id: at.shop.variant('markup') })).status).toBe(303);
    expect(await unitsOf(shopper)).toBe(3);
    const status = (await shopper.get('/statusz')).json() as { dependencies: Record<string, unknown> };
    if (name === 'redis') expect(status.dependencies['sessionRedis']).toBe('up');
    else
      expect(status.dependencies).toMatchObject({
        sessionRedis: 'none',
        cacheRedis: 'none',
        sessionStore: { name, state: 'up' },
      });
  });

  it('tells at start what it does not keep', () => {
    const said = at.shop.instances[0]!.output();
    const unkept = Object.values(at.promises).filter((kept): kept is string => kept !== true);
    for (const why of unkept) expect(said).toContain(why);
    if (name !== 'redis') expect(said).toContain('there is no shared cache');
  });

  it('shares a cart between instances, or not, as promised', async () => {
    const shopper = await guest(3);
    expect(await unitsOf(shopper.twin(second()))).toBe(keeps('sharedByInstances') ? 3 : 0);
  });

  it(`keeps ${LINES} lines that were added at the same moment, as promised`, async () => {
    const urls = keeps('sharedByInstances') ? [first(), second()] : [first()];
    const shopper = await guest();
    const samples = at.shop.variants('samples').slice(0, LINES);
    const twins = samples.map((_, i) => shopper.twin(urls[i % urls.length]));
    const answers = await Promise.all(samples.map((id, i) => add(twins[i]!, id)));
    const acknowledged = answers.filter(({ status }) => status === 200).length;
    // A browser keeps the cookie of whichever answer came last.
    const last = keeps('parallelAddsCompose') ? shopper : twins.at(-1)!;
    const kept = (await unitsOf(last)) - 1;
    found[`${LINES} parallel adds:`] = `${acknowledged} acknowledged, ${kept} kept`;
    if (keeps('parallelAddsCompose')) expect([acknowledged, kept]).toEqual([LINES, LINES]);
    else expect(kept).toBeLessThan(acknowledged);
  });

  it('takes the cart along at sign-in, and shows it no more after sign-out', async () => {
    const shopper = await guest(2);
    const email = await devices.register(shopper);
    expect(await unitsOf(shopper)).toBe(2);
    const copy = shopper.twin();
    expect((await shopper.post('/account/logout')).status).toBe(303);
    expect(await unitsOf(shopper)).toBe(0);
    expect(await isSignedIn(shopper)).toBe(false);
    expect(await unitsOf(copy)).toBe(keeps('revocation') ? 0 : 2);
    const again = await devices.signIn(email);
    expect(await unitsOf(again)).toBe(2);
  });

  it('takes a change back, and counts a repeated one once', async () => {
    const shopper = await guest();
    const id = at.shop.variant('ten-left');
    const operation = { 'idempotency-key': 'A'.repeat(22) };
    for (let time = 0; time < 2; time += 1)
      expect((await shopper.post('/cart/add.js', { id, quantity: 2 }, operation)).status).toBe(200);
    expect(await unitsOf(shopper)).toBe(3);
  });

  it('ends the sessions of a customer on other devices, as promised', async () => {
    const desk = await guest(2);
    const phone = await devices.signIn(await devices.register(desk));
    expect([await isSignedIn(phone), await unitsOf(phone)]).toEqual([true, 2]);
    expect((await desk.post('/account/sessions/end-others')).status).toBe(303);
    // Personal pages ask MySQL, whatever the store.
    expect([await isSignedIn(desk), await isSignedIn(phone)]).toEqual([true, false]);
    const units = await unitsOf(phone.twin());
    found['revocation:'] = keeps('revocation') ? 'at once' : 'personal pages only';
    if (keeps('revocation')) expect(units).toBe(0);
  });

  const pagesWithoutChanges = async () => {
    const shopper = await guest();
    const back = await at.outage!();
    try {
      expect((await new Shopper(first()).get('/products/plenty')).status).toBe(200);
      expect((await shopper.get('/products/plenty')).status).toBe(200);
      expect((await add(shopper, at.shop.variant('plenty'))).status).toBe(503);
    } finally {
      await back();
    }
    await until(
      'the store is back',
      async () => (await add(shopper.twin(), at.shop.variant('plenty'))).status === 200,
    );
  };

  const cartsAfterLostNode = async () => {
    const guests = await Promise.all(Array.from({ length: GUESTS }, () => guest()));
    await at.replaceNode!();
    await until('all are answered', async () => {
      const pages = await Promise.all(guests.map((one) => one.twin().get('/cart.js')));
      return pages.every(({ status }) => status === 200);
    });
    const left = (await Promise.all(guests.map((one) => unitsOf(one.twin())))).filter((units) => units === 1);
    found['carts after a lost node:'] = `${left.length} of ${GUESTS}`;
    if (keeps('survivesStoreNode')) expect(left).toHaveLength(GUESTS);
    else expect([left.length > 0, left.length < GUESTS]).toEqual([true, true]);
  };

  const endInTime = async () => {
    // Pages renew a cookie, once in a minute at most.
    const minutes = name === 'cookie' ? 2 : 1;
    const short = await shopOn(name, { SESSION_IDLE_MINUTES: `${minutes}` });
    try {
      const [unused, used] = [1, 2].map(() => new Shopper(short.shop.instances[0]!.found));
      for (const shopper of [unused!, used!]) await add(shopper, short.shop.variant('plenty'));
      const end = performance.now() + minutes * 60_000 + 4000;
      const isOver = async () => (await used!.get('/cart')).status === 200 && performance.now() > end;
      await until('its time is over', isOver, 200);
      expect([await unitsOf(unused!), await unitsOf(used!)]).toEqual([0, 1]);
    } finally {
      await short.close();
    }
  };

  const when = (applies: boolean) => it.each(applies ? [name] : []);
  when(FAILING_STORES.includes(name))(
    'answers with pages and refuses changes while the store is away',
    pagesWithoutChanges,
  );
  when(STORES_WITH_NODES.includes(name))(
    'keeps carts when a node of the store dies, as promised',
    cartsAfterLostNode,
  );
  // Idle times are whole minutes; in every run the stores themselves are asked (value-stores.test.ts).
  when(isFull)('forgets a session after its time, unless it is used', endInTime, 300_000);

  it('keeps carts when an instance is killed, as promised', async () => {
    const shopper = await guest(4);
    const email = await devices.register(shopper);
    await at.shop.instances[0]!.end('SIGKILL');
    const survivor = shopper.twin(second());
    const units = await unitsOf(survivor);
    found['cart after a lost instance:'] = units === 4 ? 'kept' : 'lost';
    expect(units).toBe(keeps('survivesInstance') ? 4 : 0);
    expect(await isSignedIn(survivor)).toBe(keeps('survivesInstance'));
    // A customer's cart has a copy in MySQL, whatever the store lost.
    if (name === 'redis') return;
    const again = new Shopper(second());
    expect((await again.post('/account/login', { email, password: PASSWORD })).status).toBe(303);
    expect(await unitsOf(again)).toBe(4);
  });
});
