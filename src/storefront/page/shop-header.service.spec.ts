import { Logger } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { hasOldRead, withRequestStats } from '../../platform/request/request-stats.js';
import type { Visitor } from '../../platform/session/visitor.js';
import type { CartService } from '../../shop/cart/cart.service.js';
import type { CatalogService } from '../../shop/catalog/catalog.service.js';
import type { VisitorPrices } from '../prices/visitor-prices.service.js';
import { ShopHeader } from './shop-header.service.js';

Logger.overrideLogger(false);

const menu = [{ handle: 'mugs', title: 'Mugs' }];
const nobody = { cartId: null, customerId: null, sessionId: null, takeFlash: async () => null } as Visitor;
const prices = { choices: async () => ['USD'] } as unknown as VisitorPrices;
const carts = { headCounts: async () => ({ itemCount: 0, wishes: '' }) } as unknown as CartService;

describe('a menu that cannot be read', () => {
  it('is that of before, and no page is kept with it', async () => {
    let isAway = false;
    const collections = async () => (isAway ? Promise.reject(new Error('away')) : menu);
    const header = new ShopHeader({ collections } as unknown as CatalogService, carts, prices);
    const read = () =>
      withRequestStats(async () => ({ ...(await header.of('/', nobody)), mayNotBeKept: hasOldRead() }));
    expect(await read()).toMatchObject({ collections: menu, isOld: false, mayNotBeKept: false });
    isAway = true;
    expect(await read()).toMatchObject({ collections: menu, isOld: false, mayNotBeKept: true });
  });
});
