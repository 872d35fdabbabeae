import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FailingRedis } from '../support/failing-redis.js';
import { TestShop } from '../support/shop.js';
import type { Answer, Shopper } from '../../scripts/rig/shopper.js';
import { until } from '../support/until.js';

const AWAY = 'Carts and accounts do not answer just now. Nothing was changed;';
const UNSURE =
  'We could not make sure that this was saved. Look at your cart in a moment; trying again from this page is';
const UNSURE_ONCE =
  'We could not make sure that this was saved. Look at your cart in a moment, before you try again.';
const NOT_SIGNED_OUT = 'We could not make sure that you are signed out.';
const SENTENCES = [AWAY, UNSURE, UNSURE_ONCE, NOT_SIGNED_OUT];

/** What the shop says when its Redis has done what was asked and the answer to that is lost. */
describe('the sentence about a change', () => {
  let redis: FailingRedis;
  let shop: TestShop;
  let member: Shopper;
  let held = 0;
  const person = { email: 'ada@example.com', password: 'nine tents by the lake' };

  beforeAll(async () => {
    redis = await FailingRedis.start();
    shop = await TestShop.open({ redis: redis.url });
    member = shop.shopper();
    await until('an account', async () => (await member.post('/account/register', person)).status === 303);
  });
  afterAll(async () => {
    await shop?.close();
    await redis?.close();
  });
  beforeEach(async () => {
    await redis.link.pass();
    await until('the shop is well', async () => (await add(shop.shopper())).status === 303);
    await add(member);
    held = await count();
  });

  const add = (who: Shopper, headers = {}) => who.post('/cart/add', { id: shop.variant('plenty') }, headers);
  const lose = (after: RegExp) => redis.link.dropReply({ after, times: 1, ending: 'silence' });
  const loseAdd = () => lose(/EVALSHA[^]*"kind":"add"/i);
  const count = async () => ((await member.get('/cart.js')).json() as { item_count: number }).item_count;
  const said = ({ status, text }: Answer) => [
    status,
    SENTENCES.filter((sentence) => text.includes(sentence)),
  ];
  const countedOnce = () => until('it counted', async () => (await count()) === held + 1);

  it('says that nobody knows when it was sent, and that nothing was changed when it was not', async () => {
    await loseAdd();
    expect(said(await add(member))).toEqual([503, [UNSURE_ONCE]]);
    expect(said(await add(member))).toEqual([503, [AWAY]]);
    await redis.link.pass();
    await countedOnce();
  });

  it('invites to try again who sent a number with it, and counts that once', async () => {
    const numbered = { 'idempotency-key': 'lost-and-repeated' };
    await loseAdd();
    expect(said(await add(member, numbered))).toEqual([503, [UNSURE]]);
    await redis.link.pass();
    await countedOnce();
    expect((await add(member, numbered)).status).toBe(303);
    expect(await count()).toBe(held + 1);
  });

  it('says that nothing was changed of a first cart that no browser was told of', async () => {
    const guest = shop.shopper();
    await loseAdd();
    const answer = await add(guest);
    expect(said(answer)).toEqual([503, [AWAY]]);
    expect(guest.cookies.size).toBe(0);
  });

  it('does not say that nothing was changed when it is not sure that somebody was signed out', async () => {
    await lose(/EVALSHA[^]*session:v2:/i);
    expect(said(await member.post('/account/logout'))).toEqual([503, [NOT_SIGNED_OUT]]);
  });

  it('signs in although the cart that the browser is to remember cannot be read afterwards', async () => {
    const other = shop.shopper();
    await lose(/cart:\{c-\d+\}:saved/);
    expect((await other.post('/account/login', person)).status).toBe(303);
    expect(other.cookies.has('cloudcart-cart')).toBe(false);
    await redis.link.pass();
    await until('signed in', async () => (await other.get('/account')).status === 200);
    expect(await count()).toBe(held);
  });
});
