import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Destination } from '../../src/core/places/place.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import type { Env } from '../../src/platform/config/env.js';
import { DeliveryRepository } from '../../src/shop/delivery/delivery.repository.js';
import { DeliveryService } from '../../src/shop/delivery/delivery.service.js';
import { testDatabase } from '../support/database.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
let delivery: DeliveryService;
const clock: Clock & { moment: Date } = { moment: new Date(), now: () => clock.moment };
beforeAll(async () => {
  db = await testDatabase();
  const env = { SHOP_TIME_ZONE: 'America/Los_Angeles' } as Env;
  delivery = new DeliveryService(new DeliveryRepository(db.database), clock, env);
});
afterAll(() => db.drop());

const to = (country: string, postcode: string): Destination => ({ country, postcode, region: '' });
const prices = async (there: Destination, grams = 300, amount = 1900) =>
  Object.fromEntries((await delivery.offers(there, { grams, amount })).map(({ id, price }) => [id, price]));

describe('what the shop delivers for', () => {
  it.each([
    [to('US', '10001'), 300, 1900, { standard: 590, express: 1490 }],
    [to('US', '10001'), 300, 7500, { standard: 0, express: 1490 }],
    [to('US', '10001'), 30_001, 1900, { standard: 590 }],
    [to('US', '97205'), 300, 1900, { standard: 590, express: 1490, 'pickup-portland': 0 }],
    [to('US', '99501'), 300, 9000, { standard: 1290 }],
    [to('US', '99501'), 2000, 9000, { standard: 1990 }],
    [to('US', '09012'), 300, 1900, { standard: 1290 }],
    [to('CA', 'M5V 2T6'), 300, 4999, { standard: 990, express: 1990 }],
    [to('CA', 'M5V 2T6'), 300, 5000, { standard: 690, express: 1990 }],
    [to('CA', 'M5V 2T6'), 300, 10_000, { standard: 0, express: 1990 }],
    [to('GB', 'SW1A 1AA'), 300, 1900, { standard: 590, express: 1490 }],
    [to('ES', '28001'), 300, 1900, { standard: 590, express: 1490 }],
    [to('ES', '35001'), 300, 1900, {}],
    [to('JP', '100-0001'), 15_000, 1900, { standard: 3990 }],
    [to('JP', '100-0001'), 20_001, 1900, {}],
    [to('AQ', ''), 300, 1900, {}],
  ])('to %j, %d g, goods of %d: %j', async (there, grams, amount, expected) =>
    expect(await prices(there, grams, amount)).toEqual(expected),
  );

  it('is the same by the rules of all countries and by those of one', async () => {
    const rules = await delivery.rules();
    for (const there of [to('US', '97205'), to('US', '96701'), to('ES', '38001'), to('CA', ''), to('DE', '10115')])
      expect(delivery.offersBy(rules, there, { grams: 300, amount: 1900 })).toEqual(
        await delivery.offers(there, { grams: 300, amount: 1900 }),
      );
  }); // prettier-ignore

  it('follows the method where a zone has no price of its own, and the zone where it has', async () => {
    await db.database.execute(`UPDATE delivery_methods SET price = 650, free_from = NULL WHERE id = 'standard'`);
    expect(await prices(to('US', '10001'), 300, 9000)).toMatchObject({ standard: 650 });
    expect(await prices(to('CA', 'M5V 2T6'), 300, 10_000)).toMatchObject({ standard: 0 });
    await db.database.execute(`UPDATE delivery_methods SET price = 590, free_from = 7500 WHERE id = 'standard'`);
  }); // prettier-ignore

  it('names the countries to which anything goes', async () => {
    const countries = await delivery.countries();
    expect(countries).toEqual(expect.arrayContaining(['US', 'CA', 'ES', 'GB', 'JP']));
    expect(countries).not.toContain('AQ');
  });
});

describe('when it arrives', () => {
  const days = async (moment: string) => {
    clock.moment = new Date(moment);
    const offers = await delivery.offers(to('US', '97205'), { grams: 300, amount: 1900 });
    return Object.fromEntries(offers.map(({ id, from, to: last }) => [id, `${from} ${last}`]));
  };

  it('turns at 2 pm in the shop, for what is picked up at noon', async () => {
    // A Tuesday and Wednesday without holidays around them; 10 pm UTC is 2 pm in Los Angeles.
    await db.database.execute('DELETE FROM shop_holidays');
    expect(await days('2027-01-12T19:59:00Z')).toEqual({
      standard: '2027-01-15 2027-01-19',
      express: '2027-01-13 2027-01-14',
      'pickup-portland': '2027-01-13 2027-01-13',
    });
    expect(await days('2027-01-12T20:00:00Z')).toMatchObject({ 'pickup-portland': '2027-01-14 2027-01-14' });
    expect(await days('2027-01-12T21:59:59Z')).toMatchObject({ express: '2027-01-13 2027-01-14' });
    expect(await days('2027-01-12T22:00:00Z')).toMatchObject({ express: '2027-01-14 2027-01-15' });
  });

  it('leaves out the holidays of the shop that are near', async () => {
    const today = new Date();
    const next = (from: Date, days_: number) => new Date(from.getTime() + days_ * 86_400_000);
    const monday = next(today, (8 - today.getUTCDay()) % 7 || 7);
    const text = (date: Date) => date.toISOString().slice(0, 10);
    const moment = `${text(monday)}T18:00:00Z`;
    const before = await days(moment);
    await db.database.execute('INSERT INTO shop_holidays (day, name) VALUES (?, ?)', [text(next(monday, 1)), 'Off']);
    const after = await days(moment);
    expect(before['express']).toBe(`${text(next(monday, 1))} ${text(next(monday, 2))}`);
    expect(after['express']).toBe(`${text(next(monday, 2))} ${text(next(monday, 3))}`);
  }); // prettier-ignore
});
