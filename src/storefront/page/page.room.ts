import { APP_FILTER } from '@nestjs/core';
import type { Room } from '../room.js';
import { HoleFilling } from './hole-filling.service.js';
import { KeptPages } from './kept-pages.js';
import { PageService } from './page.service.js';
import { Promises } from './promises.service.js';
import { ShopErrorFilter } from './shop-error.filter.js';
import { ShopHeader } from './shop-header.service.js';
import { VisitorLane } from './visitor-lane.js';

/** What every page is made with. */
export const page: Room = {
  controllers: [],
  providers: [
    KeptPages,
    HoleFilling,
    VisitorLane,
    PageService,
    Promises,
    ShopHeader,
    { provide: APP_FILTER, useClass: ShopErrorFilter },
  ],
};
