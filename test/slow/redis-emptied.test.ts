import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { Devices, isSignedIn } from '../support/devices.js';
import { OwnRedis } from '../support/own-redis.js';
import { plainClient } from '../support/redis-monitor.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { TestShop } from '../support/shop.js';
import { steadyLoad } from '../support/steady-load.js';
import { tellOnFailure } from '../support/tell-on-failure.js';
import { outages } from '../support/tier.js';
import { until } from '../support/until.js';

const GUESTS = 12;
const CUSTOMERS = 6;
const PER_SECOND = 60;
const BOUGHT = ['orders', 'order_lines', 'tenders', 'order_events'];

interface Person {
  name: string;
  browser: Shopper;
  email: string | null;
  /** Units put in since everything was emptied: as answers said, and perhaps so many more that were under way then. */
  added: number;
  unsure: number;
  /** The last of what they do, one thing after the other. */
  last: Promise<unknown>;
}
interface Seen {
  status: number;
  /** Redis was emptied between request and answer. */
  wasUnderWay: boolean;
}
interface Line {
  quantity: number;
  properties: Record<string, string>;
}

/** F34. People shop without a pause while everything that Redis knows is thrown away, again and again in the full run. */
describe('a shop whose Redis is emptied while people shop', () => {
  let redis: OwnRedis;
  let shop: TestShop;
  let devices: Devices;
  let people: Person[];

  beforeAll(async () => {
    redis = await OwnRedis.start();
    shop = await TestShop.open({ instances: 3, redis: redis.url, cache: redis.url });
    await shop.startWorker();
    devices = new Devices(shop.url);
    const names = Array.from({ length: GUESTS + CUSTOMERS }, (_, nth) => `person ${nth}`);
    people = await Promise.all(names.map((name, nth) => arrive(name, nth >= GUESTS)));
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });
  tellOnFailure(() => shop);

  const customers = () => people.filter(({ email }) => email !== null);
  const guests = () => people.filter(({ email }) => email === null);

  /** Everybody's lines say whose they are. */
  const add = ({ browser, name }: Person) =>
    browser.postJson('/cart/add.js', {
      id: shop.variant('plenty'),
      quantity: 1,
      properties: { owner: name },
    });

  async function arrive(name: string, isCustomer = false): Promise<Person> {
    const browser = shop.shopper();
    const email = isCustomer ? await devices.register(browser) : null;
    const person: Person = { name, browser, email, added: 0, unsure: 0, last: Promise.resolve() };
    expect((await add(person)).status).toBe(200);
    return person;
  }

  /** Units in somebody's cart. Errors: when one of them is another person's. */
  function ownUnits({ name }: Person, answer: Answer): number {
    const { items } = answer.json() as { items: Line[] };
    for (const { properties } of items) expect(properties['owner']).toBe(name);
    return items.reduce((sum, { quantity }) => sum + quantity, 0);
  }
  const unitsOf = async (person: Person) => ownUnits(person, await person.browser.get('/cart.js'));

  /** One of the things that people do all day. */
  async function visit(person: Person, deed: number, emptied: { isDone: boolean }): Promise<Seen> {
    const before = emptied.isDone;
    const answer = await perform(person, deed);
    const wasUnderWay = emptied.isDone && !before;
    if (isAdding(person, deed)) {
      if (before && answer.status === 200) person.added += 1;
      if (wasUnderWay) person.unsure += 1;
    }
    return { status: answer.status, wasUnderWay };
  }
  const isAdding = ({ email }: Person, deed: number) => deed === 3 && email === null;
  async function perform(person: Person, deed: number): Promise<Answer> {
    if (isAdding(person, deed)) return add(person);
    if (deed === 0) return person.browser.get('/products/plenty');
    const answer = await person.browser.get(deed === 1 ? '/account' : '/cart.js');
    if (deed !== 1) ownUnits(person, answer);
    else if (answer.status === 200) expect(answer.text).toContain(person.email);
    return answer;
  }

  /** Empties Redis after a third of the load. */
  async function shopThrough(seconds: number): Promise<Seen[]> {
    const client = await plainClient(redis.url);
    const emptied = { isDone: false };
    try {
      return await steadyLoad({ perSecond: PER_SECOND, seconds }, async (nth) => {
        if (nth === Math.floor((PER_SECOND * seconds) / 3)) {
          await client.flushAll();
          emptied.isDone = true;
        }
        const person = people[nth % people.length]!;
        const seen = person.last.then(() => visit(person, Math.floor(nth / people.length) % 4, emptied));
        person.last = seen;
        return seen;
      });
    } finally {
      client.destroy();
    }
  }

  const bought = async () =>
    Object.fromEntries(
      await Promise.all(
        BOUGHT.map(
          async (table) => [table, await shop.database.query(`SELECT * FROM ${table} ORDER BY id`)] as const,
        ),
      ),
    );

  async function buy({ browser }: Person): Promise<void> {
    expect((await placeOrder(browser, await reachReview(browser))).status).toBe(303);
  }

  /** The worker has written down every cart of a customer, as it is. */
  async function copied(units: readonly number[]): Promise<void> {
    const sql = `SELECT content FROM customer_carts JOIN customers ON id = customer_id WHERE email = ?`;
    const unitsInCopy = async ({ email }: Person) => {
      const [row] = await shop.database.query<{ content: string }>(sql, [email]);
      const { lines } = JSON.parse(row?.content ?? '{"lines":[]}') as { lines: { quantity: number }[] };
      return lines.reduce((sum, { quantity }) => sum + quantity, 0);
    };
    await until('carts are copied', async () => {
      const copies = await Promise.all(customers().map(unitsInCopy));
      return copies.join() === units.join();
    });
  }

  it.each(outages(6, { full: 30 }))('signs people out, and harms nobody (%i s)', async (seconds) => {
    await buy(await arrive('a buyer'));
    const before = await Promise.all(customers().map(unitsOf));
    await copied(before);
    const late = await arrive('somebody about to buy');
    const review = await reachReview(late.browser);
    const orders = await bought();
    for (const person of people) Object.assign(person, { added: 0, unsure: 0 });

    const seen = await shopThrough(seconds);
    const isFine = ({ status, wasUnderWay }: Seen) =>
      [200, 303].includes(status) || (status === 409 && wasUnderWay);
    expect(seen.filter((one) => !isFine(one))).toEqual([]);
    expect(await bought()).toEqual(orders);

    // Guests have what they have put in since, and nothing else; whoever was about to buy is told to look again.
    for (const person of guests()) {
      const more = (await unitsOf(person)) - person.added;
      expect([more >= 0, more <= person.unsure]).toEqual([true, true]);
    }
    expect(guests().reduce((sum, { added }) => sum + added, 0)).toBeGreaterThan(0);
    const pressed = await placeOrder(late.browser, review);
    expect(pressed.status).toBe(303);
    expect(pressed.headers.location).toBe('/cart');
    expect(await bought()).toEqual(orders);

    // Customers are signed out, and have their cart again as soon as they sign in.
    for (const { browser } of customers()) expect(await isSignedIn(browser)).toBe(false);
    for (const person of customers()) await devices.signInOn(person.browser, person.email!);
    expect(await Promise.all(customers().map(unitsOf))).toEqual(before);
    for (const { browser } of customers()) expect(await isSignedIn(browser)).toBe(true);

    // And all of them buy at once.
    for (const person of [guests()[0]!, customers()[0]!]) {
      expect((await add(person)).status).toBe(200);
      await buy(person);
      expect((await add(person)).status).toBe(200);
    }
    for (const { output } of shop.instances) expect(output()).not.toMatch(/"level":[56]0/);
  });
});
