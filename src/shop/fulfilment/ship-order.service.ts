import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { piecesOf, unsent } from '../../core/orders/pieces.js';
import { Clock } from '../../platform/clock/clock.js';
import { InventoryService } from '../inventory/inventory.service.js';
import { SHOP, type Actor } from '../orders/actor.js';
import { OrderChangesService } from '../orders/order-changes.service.js';
import { OrderMailsService } from '../orders/order-mails.service.js';
import { OrderPiecesService, picksText, stockOf, refusePieces } from '../orders/order-pieces.service.js';
import type { DeedOutcome, LinePick, Order } from '../orders/order.js';

export interface Parcel {
  carrier: string | null;
  trackingNumber: string | null;
  /** What is in it; left out: all that has not been sent yet. */
  lines?: LinePick[];
}

/** Sends a paid order, parcel by parcel: what was reserved leaves the building, the shopper gets a mail. One transaction. */
@Injectable()
export class ShipOrderService {
  constructor(
    private readonly changes: OrderChangesService,
    private readonly pieces: OrderPiecesService,
    private readonly inventory: InventoryService,
    private readonly mails: OrderMailsService,
    private readonly clock: Clock,
  ) {}

  ship(orderId: number, parcel: Parcel, by: Actor = SHOP): Promise<DeedOutcome> {
    return this.changes.whileLocked(orderId, 'fulfil', async (tx, order) => {
      const open = piecesOf(order.lines, unsent);
      const lines = parcel.lines ?? open.map(({ lineId, quantity }) => ({ lineId, quantity }));
      const refusal = refusePieces(order, lines, unsent);
      return refusal ?? { ok: true, order: await this.send(tx, order, { ...parcel, lines }, by) };
    });
  }

  /** All parcels are with the shopper. */
  deliver(orderId: number, by: Actor = SHOP): Promise<DeedOutcome> {
    return this.changes.whileLocked(orderId, 'deliver', async (tx, order) => {
      const delivered = await this.changes.move(tx, order, 'deliver', { by });
      await this.mails.delivered(tx, delivered);
      return { ok: true, order: delivered } as const;
    });
  }

  private async send(tx: EntityManager, order: Order, parcel: Required<Parcel>, by: Actor): Promise<Order> {
    const shipment = { ...parcel, shippedAt: this.clock.now() };
    const { shipmentId, ...sent } = await this.pieces.sent(tx, order, shipment);
    const isRest = piecesOf(sent.lines, unsent).length === 0;
    const detail = [picksText(order, parcel.lines), parcel.carrier, parcel.trackingNumber].filter(Boolean);
    const moved = await this.changes.move(tx, sent, isRest ? 'fulfil' : 'part_fulfil', {
      by,
      detail: detail.join('; '),
    });
    await this.inventory.ship(tx, stockOf(order, parcel.lines));
    await this.mails.shipped(tx, moved, { ...shipment, id: shipmentId });
    return moved;
  }
}
