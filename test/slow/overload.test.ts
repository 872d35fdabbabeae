import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrowdedShop, p99 } from '../support/crowded-shop.js';
import type { Outcome } from '../support/offered-load.js';
import { figure, rounds } from '../support/tier.js';
import { until } from '../support/until.js';

const SECONDS = rounds(8, { full: 60 });
/** A whole purchase: some twelve requests, one after the other. */
const PURCHASE_WITHIN_MS = 15_000;
const SIGN_INS = 200;

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const shedShare = (outcomes: readonly Outcome[], kind: string) => {
  const own = outcomes.filter((one) => one.kind === kind);
  return own.filter(({ status }) => status === 503).length / own.length;
};

/** F24. */
describe('more requests than a process can serve', () => {
  let shop: CrowdedShop;
  beforeAll(async () => {
    shop = await CrowdedShop.open();
    figure('requests a second that one process serves at most', shop.capacity.toFixed(0));
  });
  afterAll(() => shop?.close());

  it('costs only listings and searches while that is enough', async () => {
    await shop.untilUsual(10);
    const before = await shop.refused();
    const { outcomes } = await shop.overload(1.8, 6);
    const after = await shop.refused();
    figure('listings refused at 1.8 times the capacity', percent(shedShare(outcomes, 'browse')));
    expect(after.browse).toBeGreaterThan(before.browse);
    expect(after).toMatchObject({ page: before.page, purchase: before.purchase });
  });

  it(
    `leaves the usual rate of answers at three times the capacity for ${SECONDS} s, purchases above all, and nothing 5 s later`,
    async () => {
      await shop.untilUsual(10);
      const { outcomes, purchases, lateMs } = await shop.overload(3, SECONDS);
      const back = await shop.untilUsual(5);
      const served = outcomes.filter(({ status }) => status === 200);
      const [browse, page] = ['browse', 'page'].map((kind) => shedShare(outcomes, kind));
      const isBought = (one: number | string) => typeof one === 'number' && one < PURCHASE_WITHIN_MS;
      const bought = purchases.filter(isBought);
      const goodput = served.length / (shop.capacity * SECONDS);
      figure('answers a second at three times the capacity, of the capacity', percent(goodput));
      const refused = outcomes.filter(({ status }) => status === 503).length;
      figure('refused meanwhile', `${refused} of ${outcomes.length} requests`);
      figure('of these kinds', `${percent(browse!)} of listings, ${percent(page!)} of pages`);
      figure('99 % of answers meanwhile within', `${p99(served).toFixed(0)} ms`);
      figure('99 % of turns of whoever asks are late by', `${lateMs.toFixed(0)} ms`);
      figure('purchases meanwhile', `${bought.length} of ${purchases.length}`);
      figure('as usual again within', `${back.toFixed(0)} ms`);
      const others = purchases.filter((one) => !isBought(one));
      expect(bought.length, others.join('\n')).toBeGreaterThanOrEqual(purchases.length * 0.95);
      expect(goodput).toBeGreaterThanOrEqual(0.7);
      expect(browse).toBeGreaterThan(page!);
      expect(outcomes.filter(({ status }) => ![200, 503, 0].includes(status))).toEqual([]);
    },
    (SECONDS + 60) * 1000,
  );

  it('is said once when it begins and once when it is over, however many are refused', async () => {
    const events = async (event: string) => (await shop.metrics()).of('overloads_total', { event });
    const begun = await events('begun');
    await until('it is over', async () => (await events('ended')) === begun);
    expect(begun).toBeGreaterThan(0);
    expect(shop.log.match(/more to do than this process can/g)).toHaveLength(begun!);
  });

  it(`is none when ${SIGN_INS} people sign in at once: product pages come within 300 ms`, async () => {
    shop.spread();
    await shop.untilUsual(10);
    const rush = { isOver: false };
    const signIn = (nth: number) => {
      const form = { email: `nobody-${nth}@example.com`, password: 'nine tents by the lake' };
      return shop.visitor().post('/account/login', form, { 'x-forwarded-for': `10.1.0.${nth}` });
    };
    const signIns = Promise.all(Array.from({ length: SIGN_INS }, (_, nth) => signIn(nth))).finally(
      () => (rush.isOver = true),
    );
    const pages: Outcome[] = [];
    while (!rush.isOver) pages.push(...(await shop.pages({ perSecond: 100, seconds: 0.5 })));
    const statuses = new Set((await signIns).map(({ status }) => status));
    figure(
      `99 % of product pages during ${SIGN_INS} sign-ins within`,
      `${p99(pages).toFixed(0)} ms, of ${pages.length}`,
    );
    expect(statuses).toEqual(new Set([422]));
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]));
    expect(p99(pages)).toBeLessThan(300);
  });
});
