import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openShop } from '../../scripts/catalog/open-shop.js';
import { reviewCommands } from '../../scripts/shop/review-commands.js';
import { ShipOrderService } from '../../src/shop/fulfilment/ship-order.service.js';
import { CaptureOrderService } from '../../src/shop/orders/capture-order.service.js';
import type { OrderDetails } from '../../src/shop/orders/order.js';
import { OrdersService } from '../../src/shop/orders/orders.service.js';
import { ModerateReviewsService } from '../../src/shop/reviews/moderate-reviews.service.js';
import { WorkerModule } from '../../src/worker.module.js';
import { placeOrder, reachReview } from '../../scripts/rig/buying.js';
import { fillShop, webProcess } from '../support/cart-app.js';
import { testDatabase } from '../support/database.js';
import { redisUrl, testRedis } from '../support/redis.js';
import { Shopper, type Answer } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';
import { audit } from './orders-shop.js';

const TEXT = {
  stars: 4,
  title: 'Keeps warm',
  body: 'Warm for an hour.\nhttp://example.com',
  author: 'Ada L.',
};
const ROUNDS = 20;

let db: Awaited<ReturnType<typeof testDatabase>>;
let web: Awaited<ReturnType<typeof webProcess>>;
/** Another process of the shop, as far as caches are concerned. */
let office: INestApplicationContext;
let mug: number;
let mugId: number;

beforeAll(async () => {
  await (await testRedis()).close();
  db = await testDatabase();
  web = await webProcess({ databaseUrl: db.url, redisUrl: redisUrl() });
  ({ mug } = await fillShop(web.app));
  office = await openShop(WorkerModule);
  const [row] = await db.database.query<{ id: number }>("SELECT id FROM products WHERE handle = 'mug'");
  mugId = row!.id;
});
afterAll(async () => {
  await office.close();
  await web.close();
  await db.drop();
});
beforeEach(async () => {
  await (await testRedis()).close();
  for (const { id, revision } of await office.get(ModerateReviewsService).list('published', 1000))
    await office.get(ModerateReviewsService).refuse(id, revision, 'makes room for the next test');
  await db.database.execute('DELETE FROM reviews');
});

const whereTo = ({ status, headers }: Answer) => [status, headers.location];
const run = (line: string, options: Record<string, string | boolean> = {}) => {
  const [noun, deed, ...words] = line.split(' ');
  return reviewCommands.find(({ name }) => name === `${noun} ${deed}`)!.run(office, words, options);
};
const product = () => new Shopper(web.url).get('/products/mug');
const productSays = (text: string) =>
  until(`the page says ${text}`, async () => (await product()).text.includes(text), 1000);
const newest = async () => (await office.get(ModerateReviewsService).list(null, 1))[0]!;

/** An order of a mug that was paid and sent, and where its line is reviewed. */
async function bought(shopper = new Shopper(web.url)) {
  await shopper.post('/cart/add', { id: mug });
  const placed = await placeOrder(shopper, await reachReview(shopper));
  const path = placed.headers.location!;
  const find = () => office.get(OrdersService).byToken(path.split('/')[2]!) as Promise<OrderDetails>;
  const order = await find();
  return { shopper, path, order, form: `${path}/review/${order.lines[0]!.id}` };
}
async function send({ order }: { order: OrderDetails }) {
  await office.get(CaptureOrderService).capture(order);
  const outcome = await office.get(ShipOrderService).ship(order.id, { carrier: null, trackingNumber: null });
  if (!outcome.ok) throw new Error(outcome.reason);
}
/** As many published reviews as `stars` has numbers. */
const samples = (...stars: number[]) =>
  office.get(ModerateReviewsService).addSamples(
    mugId,
    stars.map((one, at) => ({
      stars: one,
      title: `Sample ${at + 1}`,
      body: 'Fine.',
      author: 'Nobody',
      writtenAt: new Date(Date.UTC(2026, 0, at + 1)),
    })),
  );

describe('a review', () => {
  it('is written by who was sent the thing, read by staff, and then everywhere within a second', async () => {
    const purchase = await bought();
    const { shopper, path, form } = purchase;
    expect((await shopper.get(path)).text).not.toContain(form);
    expect(whereTo(await shopper.get(form))).toEqual([303, path]);
    expect(whereTo(await shopper.post(form, TEXT))).toEqual([303, path]);
    expect(await office.get(ModerateReviewsService).list(null, 9)).toEqual([]);

    await send(purchase);
    expect((await shopper.get(path)).text).toContain(`<a href="${form}">Write a review</a>`);
    expect((await shopper.get(form)).text).toContain('value="Ada L."');
    expect(whereTo(await shopper.post(form, TEXT))).toEqual([303, path]);
    expect((await shopper.get(path)).text).toContain('We have your review.');
    expect((await product()).text).not.toContain('Keeps warm');
    await run(`review publish ${(await newest()).id}`);
    await productSays('Keeps warm');

    const { text } = await product();
    expect(text).toContain('4.0 out of 5 stars, 1 review');
    expect(text).toContain('<span class="badge">Verified buyer</span>');
    expect(text).toContain('Warm for an hour.\nhttp://example.com</p>');
    expect(text).not.toContain('href="http://example.com');
    const data = JSON.parse(/ld\+json">([^<]*)</.exec(text)![1]!) as Record<string, unknown>;
    expect(data['aggregateRating']).toMatchObject({ ratingValue: 4, reviewCount: 1 });
    expect(data['review']).toMatchObject([{ name: 'Keeps warm', reviewRating: { ratingValue: 4 } }]);
    const list = await new Shopper(web.url).get('/collections/all?sort_by=best-rated');
    expect(list.text).toMatch(/<h3[^>]*><a href="\/products\/mug"/);
    expect(list.text.indexOf('/products/mug')).toBeLessThan(list.text.indexOf('/products/beanie'));
    expect(list.text).toContain('4.0 out of 5 stars');
    expect(await audit(db.database)).toEqual({});

    expect(whereTo(await shopper.post(form, { ...TEXT, stars: 1 }))).toEqual([303, path]);
    expect(await newest()).toMatchObject({ stars: 4, state: 'published' });
    expect((await shopper.get(path)).text).not.toContain(form);
  });

  it('can be changed until it is shown; what staff have not read is not shown; a refused one says why', async () => {
    const purchase = await bought();
    await send(purchase);
    const { shopper, form } = purchase;
    await shopper.post(form, TEXT);
    const { id } = await newest();
    await shopper.post(form, { ...TEXT, title: 'Changed since' });
    await expect(run(`review publish ${id}-1`)).rejects.toThrow('written anew since');
    expect(await run(`review show ${id}`)).toContain('Changed since');
    await run(`review refuse ${id}-2`, { reason: 'It is about the parcel.' });
    const page = await shopper.get(form);
    expect(page.text).toContain('It is about the parcel.');
    await shopper.post(form, { ...TEXT, title: 'About the mug' });
    expect(await run('review list', { waiting: true })).toMatch(new RegExp(`${id}-3 .*About the mug`));
    expect(await db.database.query('SELECT id FROM reviews')).toHaveLength(1);
  });

  it('that lacks something comes back with what was typed', async () => {
    const purchase = await bought();
    await send(purchase);
    const answer = await purchase.shopper.post(purchase.form, { ...TEXT, stars: 9, body: ' ' });
    expect(answer.status).toBe(422);
    for (const text of ['Choose one to five stars.', 'Write a sentence at least.', 'value="Keeps warm"'])
      expect(answer.text).toContain(text);
    const another = `${purchase.path}/review/999999`;
    expect((await purchase.shopper.get(another)).status).toBe(404);
  });

  it('is found by its stars, in either order, ten to a page', async () => {
    await samples(...Array.from({ length: 12 }, () => 5), 2);
    await productSays('4.8 out of 5 stars, 13 reviews');
    const titles = async (query: string) => {
      const { text } = await new Shopper(web.url).get(`/products/mug/reviews${query}`);
      return [...text.matchAll(/review__title"[^>]*>Sample (\d+)</g)].map(([, nth]) => Number(nth));
    };
    expect(await titles('')).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4]);
    expect(await titles('?page=2')).toEqual([3, 2, 1]);
    expect(await titles('?stars=2')).toEqual([13]);
    expect(await titles('?stars=1')).toEqual([]);
    expect((await new Shopper(web.url).get('/products/mug/reviews?page=3')).status).toBe(404);
    const first = (await db.database.query<{ id: number }>('SELECT MIN(id) AS id FROM reviews'))[0]!.id;
    await new Shopper(web.url).post(`/reviews/${first}/helpful`);
    await until('the helpful one is first', async () => (await titles('?sort_by=helpful'))[0] === 1, 1000);
    const { text } = await product();
    expect(text).toContain('<span class="badge">Sample</span>');
    expect(text).not.toContain('aggregateRating');
  });

  it('is helpful once to each person, who has a session only from then on', async () => {
    await samples(5);
    await productSays('Sample 1');
    const { id } = await newest();
    const [one, other] = [new Shopper(web.url), new Shopper(web.url)];
    await one.get('/products/mug');
    expect(one.cookies.size).toBe(0);
    const back = { return_to: `/products/mug#review-${id}` };
    expect(whereTo(await one.post(`/reviews/${id}/helpful`, back))).toEqual([303, back.return_to]);
    expect(one.cookies.size).toBeGreaterThan(0);
    await Promise.all(Array.from({ length: ROUNDS }, () => one.twin().post(`/reviews/${id}/helpful`, back)));
    await other.post(`/reviews/${id}/helpful`);
    await productSays('2 people found this helpful');
    expect((await other.post('/reviews/999999/helpful')).status).toBe(404);
    expect(await db.database.query('SELECT * FROM review_votes')).toHaveLength(2);
  });

  it('counts, however many are shown and taken down at once', async () => {
    const moderation = office.get(ModerateReviewsService);
    for (let round = 0; round < ROUNDS; round += 1) {
      await samples(5, 4, 3, 2);
      const rows = await moderation.list('published', 4);
      await Promise.all(
        rows.map(({ id, revision }, at) =>
          at % 2 === 0 ? moderation.refuse(id, revision, 'race') : moderation.publish(id, revision),
        ),
      );
      expect(await audit(db.database)).not.toHaveProperty('rating is not the sum of published reviews');
    }
  });
});
