import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Devices, isSignedIn, NEW_PASSWORD, PASSWORD } from '../support/devices.js';
import { held } from '../support/held-request.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { figure, rounds } from '../support/tier.js';

const ROUNDS = rounds(20, { full: 500 });
const CHANGE = { current_password: PASSWORD, new_password: NEW_PASSWORD };

/**
 * A sign-in that brings a guest's cart along is held by a table lock after it has read the customer and sealed that cart;
 * all sessions of the customer are ended meanwhile. So every round hits the window.
 */
describe('a sign-in that is under way while all sessions are ended', () => {
  let shop: TestShop;
  let locker: Connection;
  let devices: Devices;

  beforeAll(async () => {
    shop = await TestShop.open({ instances: 2 });
    locker = await createConnection(shop.databaseUrl);
    devices = new Devices(shop.url);
  });
  afterAll(async () => {
    await locker?.end();
    await shop?.close();
  });

  const add = async (browser: Shopper, handle: string) =>
    (await browser.post('/cart/add', { id: shop.variant(handle) })).status;
  const variantsOf = async (browser: Shopper) =>
    ((await browser.get('/cart.js')).json() as { items: { id: number; quantity: number }[] }).items.map(
      ({ id, quantity }) => [id, quantity],
    );

  const endings: [string, (phone: Shopper) => Promise<Answer>, string][] = [
    ['by “sign out everywhere else”', (phone) => phone.post('/account/sessions/end-others'), PASSWORD],
    ['by a new password', (phone) => phone.post('/account/password', CHANGE), NEW_PASSWORD],
  ];
  it.each(endings)(
    `%s: is refused, the account's cart stays, and the guest keeps theirs (${ROUNDS} rounds)`,
    async (what, end, password) => {
      let hits = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const phone = shop.shopper();
        const email = await devices.register(phone);
        expect(await add(phone, 'plenty')).toBe(303);
        const guest = shop.shopper();
        expect(await add(guest, 'samples')).toBe(303);
        const answer = await held(
          shop.database,
          locker,
          () => guest.post('/account/login', { email, password: PASSWORD }),
          async () => {
            expect((await end(phone)).status).toBe(303);
            hits += 1;
          },
        );
        expect(answer.status).toBe(409);
        expect(answer.text).toContain('Your session ended while this was on its way');
        expect(await variantsOf(phone)).toEqual([[shop.variant('plenty'), 1]]);
        expect(await isSignedIn(guest)).toBe(false);
        expect(await add(guest, 'samples')).toBe(303);
        expect(await variantsOf(guest)).toEqual([[shop.variant('samples'), 2]]);
        await devices.signInOn(guest, email, password);
        const both = [[shop.variant('samples'), 2], [shop.variant('plenty'), 1]]; // prettier-ignore
        expect(await variantsOf(guest)).toEqual(both);
      }
      expect(hits).toBe(ROUNDS);
      figure(`guests' carts that went into an account that was closed to them, ${what}`, `0 of ${hits}`);
    },
  );
});
