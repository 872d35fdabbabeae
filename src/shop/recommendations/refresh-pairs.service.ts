import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { ProductPairs } from '../catalog/pairs/product-pairs.service.js';
import { OrdersService } from '../orders/orders.service.js';

/** Older orders say little about what is sold today. */
const WINDOW_DAYS = 180;
/** A pair of fewer buyers could tell what somebody has bought. */
const FEWEST_BUYERS = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is bought together: read from orders, shown by the catalogue. */
@Injectable()
export class RefreshPairsService {
  constructor(
    private readonly pairs: ProductPairs,
    private readonly orders: OrdersService,
    private readonly clock: Clock,
  ) {}

  /** For the worker: a few products of the day's round. True when there are more. */
  refresh(): Promise<boolean> {
    const since = new Date(this.clock.now().getTime() - WINDOW_DAYS * DAY_MS);
    return this.pairs.refreshSome((tx, productIds) =>
      this.orders.pairsOf(tx, productIds, since, FEWEST_BUYERS),
    );
  }
}
