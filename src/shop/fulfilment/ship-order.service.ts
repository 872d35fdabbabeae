import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { OrderChangesService } from '../orders/order-changes.service.js';
import { OrderMailsService } from '../orders/order-mails.service.js';
import type { DeedOutcome } from '../orders/order.js';

export interface Parcel {
  carrier: string | null;
  trackingNumber: string | null;
}

/** Sends a paid order: what was reserved leaves the building, the shopper gets a mail. One transaction. */
@Injectable()
export class ShipOrderService {
  constructor(
    private readonly changes: OrderChangesService,
    private readonly inventory: InventoryService,
    private readonly mails: OrderMailsService,
    private readonly clock: Clock,
  ) {}

  ship(orderId: number, parcel: Parcel): Promise<DeedOutcome> {
    return this.changes.whileLocked(orderId, 'fulfil', async (tx, order) => {
      const shipment = { ...parcel, shippedAt: this.clock.now() };
      const shipped = await this.changes.move(tx, order, 'fulfil');
      await this.changes.addShipment(tx, orderId, shipment);
      await this.inventory.ship(tx, order.lines);
      await this.mails.shipped(tx, shipped, shipment);
      return { ok: true, order: shipped } as const;
    });
  }
}
