import type { INestApplicationContext } from '@nestjs/common';
import { Formatters } from '../../src/platform/views/formatters.js';
import { CustomerGroupsService } from '../../src/shop/customers/customer-groups.service.js';
import { EditPromotionsService } from '../../src/shop/promotions/edit-promotions.service.js';
import { Refused, type Command } from './command.js';
import { findCustomer } from './find-customer.js';
import { promotionOf } from './promotion-input.js';
import { table } from './table.js';

const HEADINGS = ['Handle', 'Title', 'Lane', 'From', 'Until', 'Used', 'Codes'];

async function list(shop: INestApplicationContext): Promise<string> {
  const { dateTime } = shop.get(Formatters);
  const promotions = await shop.get(EditPromotionsService).list();
  const rows = promotions.map((promotion) => [
    promotion.handle,
    promotion.title,
    String(promotion.lane) + (promotion.standsAlone ? ' alone' : ''),
    dateTime(promotion.startsAt),
    promotion.stoppedAt ? 'stopped' : promotion.endsAt ? dateTime(promotion.endsAt) : '-',
    promotion.limitTotal === null ? String(promotion.used) : `${promotion.used} of ${promotion.limitTotal}`,
    promotion.needsCode ? 'needed' : '-',
  ]);
  return rows.length === 0 ? 'There are no promotions.' : table(HEADINGS, rows);
}

/** What staff do with promotions and groups of customers before there is an office. */
export const promotionCommands: Command[] = [
  {
    name: 'promotion create',
    usage: `promotion create HANDLE TITLE (--percent=10 | --amount=5 | --free-shipping | --rules=FILE.json) [--minimum=50]
      [--first-order] [--codes=A,B] [--from="2026-11-27 09:00"] [--until=2026-12-01] [--limit=100] [--per-customer=1]
      [--lane=5] [--alone]   (times by the clocks of SHOP_TIME_ZONE; with codes it applies by them only)`,
    values: [
      'percent',
      'amount',
      'rules',
      'minimum',
      'codes',
      'from',
      'until',
      'limit',
      'per-customer',
      'lane',
    ],
    switches: ['free-shipping', 'first-order', 'alone'],
    words: 2,
    run: async (shop, words, options) => {
      const outcome = await shop.get(EditPromotionsService).create(promotionOf(shop, words, options));
      if (!outcome.ok) throw new Refused(outcome.problem);
      return `Promotion ${words[0]} is made (${outcome.id}).`;
    },
  },
  {
    name: 'promotion stop',
    usage: 'promotion stop HANDLE   (at once and for good; orders keep what they were given)',
    words: 1,
    run: async (shop, [handle = '']) => {
      if (await shop.get(EditPromotionsService).stop(handle)) return `Promotion ${handle} is stopped.`;
      throw new Refused(`No promotion ${handle} runs or will run.`);
    },
  },
  { name: 'promotion list', usage: 'promotion list', words: 0, run: (shop) => list(shop) },
  {
    name: 'group add',
    usage: 'group add GROUP EMAIL|ID   (puts a customer into a group, which begins with its first one)',
    words: 2,
    run: async (shop, [group = '', who = '']) => {
      const customer = await findCustomer(shop, who);
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(group))
        throw new Refused(`"${group}" is no name for a group: small letters, digits and single dashes.`);
      await shop.get(CustomerGroupsService).add(customer.id, group);
      const id = await shop.get(CustomerGroupsService).find(group);
      return `Customer ${customer.id} is in ${group} (group ${id}) now.`;
    },
  },
  {
    name: 'group remove',
    usage: 'group remove GROUP EMAIL|ID',
    words: 2,
    run: async (shop, [group = '', who = '']) => {
      const customer = await findCustomer(shop, who);
      if (await shop.get(CustomerGroupsService).remove(customer.id, group))
        return `Customer ${customer.id} is no longer in ${group}.`;
      throw new Refused(`Customer ${customer.id} is not in ${group}.`);
    },
  },
];
