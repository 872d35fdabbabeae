import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../../scripts/catalog/open-shop.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import type { PromotionInput } from '../../src/shop/promotions/promotion-input.js';
import { WorkerModule } from '../../src/worker.module.js';
import { aPromotion, create, freshCode } from '../support/promotions.js';
import { TestShop } from '../support/shop.js';
import { Shopper } from '../../scripts/rig/shopper.js';
import { figure } from '../support/tier.js';
import { until } from '../support/until.js';

const PRODUCT = '/products/plenty';

let shop: TestShop;
let staff: INestApplicationContext;
beforeAll(async () => {
  shop = await TestShop.open({ instances: 3 });
  staff = await openShop(WorkerModule);
});
afterAll(async () => {
  await staff?.close();
  await shop?.close();
});

const editing = () => staff.get(EditPromotionsService);
const make = (more: Partial<PromotionInput>) => create(editing(), aPromotion(more));

/** On how many of the three instances a product's page says this. */
async function saidOn(text: string, path = PRODUCT): Promise<number> {
  const pages = await Promise.all(shop.instances.map(({ found }) => new Shopper(found).get(path)));
  return pages.filter((page) => page.text.includes(text)).length;
}

describe('the page of a product', () => {
  it('tells of an offer on all instances within a second of its making, and of its being stopped', async () => {
    expect(await saidOn('Made now')).toBe(0);
    await make({ handle: 'made-now', title: 'Made now' });
    const made = performance.now();
    await until('all tell of it', async () => (await saidOn('Made now')) === 3, 1);
    figure('an offer was on three of three instances after, ms', Math.round(performance.now() - made));
    await editing().stop('made-now');
    await until('none tells of it', async () => (await saidOn('Made now')) === 0, 1);
  });

  it('that is kept ends with the start and the end of an offer, to a second', async () => {
    const [startsAt, endsAt] = [new Date(Date.now() + 1500), new Date(Date.now() + 3500)];
    await make({ title: 'For two seconds', startsAt, endsAt });
    await until('it is told of', async () => (await saidOn('For two seconds')) === 3, 4);
    expect(Date.now()).toBeGreaterThanOrEqual(startsAt.getTime());
    expect(Date.now() - startsAt.getTime()).toBeLessThan(1000);
    await until('it is over', async () => (await saidOn('For two seconds')) === 0, 4);
    expect(Date.now()).toBeGreaterThanOrEqual(endsAt.getTime());
    expect(Date.now() - endsAt.getTime()).toBeLessThan(1000);
  });

  it('tells of nothing that is for other goods, for codes, for some people, or used up one day', async () => {
    const others = { products: [999_999] };
    await make({ title: 'Others', benefit: { kind: 'percent', rateMillionths: 100_000, of: others } });
    await make({ title: 'By code', codes: [freshCode()] });
    await make({ title: 'Newcomers', conditions: [{ kind: 'first_order' }] });
    await make({ title: 'Members', conditions: [{ kind: 'customer_group', groups: [1] }] });
    await make({ title: 'The first ten', limitTotal: 10 });
    await make({ title: 'Everybody', handle: 'everybody' });
    await until('it tells of the one for everybody', async () => (await saidOn('Everybody')) === 3, 1);
    for (const title of ['Others', 'By code', 'Newcomers', 'Members', 'The first ten'])
      expect(await saidOn(title), title).toBe(0);
  });
});
