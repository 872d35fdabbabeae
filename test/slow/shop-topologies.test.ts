import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { Devices, isSignedIn, shownDevices } from '../support/devices.js';
import { LiveListener } from '../support/live-listener.js';
import { ClusterRig } from '../support/redis-cluster.js';
import { SentinelRig } from '../support/redis-sentinel.js';
import { TlsRedis } from '../support/redis-tls.js';
import { unitsOf } from '../support/shop-stores.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { tellOnFailure } from '../support/tell-on-failure.js';
import { until } from '../support/until.js';

interface Rig {
  url: string;
  close(): Promise<void>;
}

/** Its user may do only what decision 0012 says that the shop needs. */
async function namedUser(): Promise<Rig> {
  const redis = await TlsRedis.start();
  return { url: redis.url(), close: () => redis.close() };
}

/** Every script, every command and the live channel of a whole shop, on each way in which a Redis can be had. */
describe.each<[string, () => Promise<Rig>]>([
  ['a cluster with TLS and a password', () => ClusterRig.start(true)],
  ['one endpoint with TLS and a user of few rights', namedUser],
  ['what Sentinels watch, all with TLS and passwords', () => SentinelRig.start(true)],
])('a shop on %s', (_name, start) => {
  let rig: Rig;
  let shop: TestShop;
  let devices: Devices;

  beforeAll(async () => {
    rig = await start();
    shop = await TestShop.open({ instances: 2, redis: rig.url, cache: rig.url });
    await shop.startWorker();
    devices = new Devices(shop.url);
  });
  afterAll(async () => {
    await shop?.close();
    await rig?.close();
  });
  tellOnFailure(() => shop);

  const plenty = () => shop.variant('plenty');
  async function guest(quantity: number): Promise<Shopper> {
    const shopper = shop.shopper();
    expect((await shopper.post('/cart/add', { id: plenty(), quantity })).status).toBe(303);
    return shopper;
  }
  const keyOf = async (shopper: Shopper) =>
    ((await shopper.get('/cart.js')).json() as { items: { key: string }[] }).items[0]!.key;

  it('keeps carts of many guests, wherever their slots are', async () => {
    const guests = await Promise.all(Array.from({ length: 12 }, (_, nth) => guest(nth + 1)));
    for (const [nth, shopper] of guests.entries()) expect(await unitsOf(shopper)).toBe(nth + 1);
  });

  it('changes, puts aside, brings back, empties and undoes', async () => {
    const shopper = await guest(3);
    const id = await keyOf(shopper);
    expect((await shopper.post('/cart/save', { id })).status).toBe(303);
    expect(await unitsOf(shopper)).toBe(0);
    expect((await shopper.post('/cart/saved/restore', { id })).status).toBe(303);
    expect(await unitsOf(shopper)).toBe(3);
    const operation = 'B'.repeat(22);
    const clear = await shopper.post('/cart/clear', { operation_id: operation });
    expect([clear.status, await unitsOf(shopper)]).toEqual([303, 0]);
    expect((await shopper.post('/cart/undo', { operation })).status).toBe(303);
    expect(await unitsOf(shopper)).toBe(3);
  });

  it('merges at sign-in, lists devices, ends the others and takes the cart away at sign-out', async () => {
    const desk = await guest(2);
    const email = await devices.register(desk);
    const phone = await guest(3);
    await devices.signInOn(phone, email);
    expect([await unitsOf(desk), await unitsOf(phone)]).toEqual([5, 5]);
    expect(await shownDevices(desk)).toHaveLength(2);
    expect((await desk.post('/account/sessions/end-others')).status).toBe(303);
    expect([await isSignedIn(phone), await unitsOf(phone)]).toEqual([false, 0]);
    expect((await desk.post('/account/logout')).status).toBe(303);
    expect(await unitsOf(desk)).toBe(0);
    expect(await unitsOf(await devices.signIn(email))).toBe(5);
  });

  it('places an order, and its lines leave the cart', async () => {
    const buyer = await guest(1);
    const placed = await placeOrder(buyer, await reachReview(buyer));
    expect(placed.status).toBe(303);
    await until('the cart is empty', async () => (await unitsOf(buyer)) === 0);
  });

  it('tells every instance of a change', async () => {
    const shopper = await guest(1);
    const [here, elsewhere] = shop.instances.map(({ found }) => shopper.twin(found));
    const ear = await LiveListener.open(elsewhere!);
    await until('listening', async () => ear.said !== '');
    await here!.post('/cart/add', { id: plenty() });
    await until('told', async () => ear.said.includes('"count":2'));
    ear.close();
  });

  it('is refused nothing', () => {
    for (const { output } of shop.instances)
      expect(output()).not.toMatch(/CROSSSLOT|NOPERM|WRONGTYPE|command failed/);
  });
});
