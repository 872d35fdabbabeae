import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkPicks, type Pieces } from '../../core/orders/pieces.js';
import { OrderLineRepository } from './order-line.repository.js';
import type { LinePick, Order, PlacedLine, Refusal, Shipment } from './order.js';
import { ShipmentRepository } from './shipment.repository.js';

/** Counts what becomes of the pieces of an order. The caller holds the order's row. */
@Injectable()
export class OrderPiecesService {
  constructor(
    private readonly lines: OrderLineRepository,
    private readonly shipments: ShipmentRepository,
  ) {}

  /** The pieces leave in one parcel. */
  async sent(tx: EntityManager, order: Order, shipment: Shipment): Promise<Order & { shipmentId: number }> {
    await this.lines.count(tx, 'shipped', shipment.lines);
    const shipmentId = await this.shipments.add(tx, order.id, shipment);
    return { ...counted(order, 'shipped', shipment.lines), shipmentId };
  }

  async dropped(tx: EntityManager, order: Order, picks: readonly LinePick[]): Promise<Order> {
    await this.lines.count(tx, 'dropped', picks);
    return counted(order, 'dropped', picks);
  }

  async returned(tx: EntityManager, order: Order, picks: readonly LinePick[]): Promise<Order> {
    await this.lines.count(tx, 'returned', picks);
    return counted(order, 'returned', picks);
  }

  async refunded(tx: EntityManager, order: Order, picks: readonly LinePick[]): Promise<Order> {
    await this.lines.count(tx, 'refunded', picks);
    return counted(order, 'refunded', picks);
  }

  /** The gateway refused the refund. */
  notRefunded(tx: EntityManager, picks: readonly LinePick[]): Promise<void> {
    return this.lines.uncountRefunded(tx, picks);
  }
}

/** Null when so many pieces are left; else what to answer. */
export function refusePieces(
  order: Order,
  picks: readonly LinePick[],
  left: (line: Pieces) => number,
): Refusal | null {
  const check = checkPicks(order.lines, picks, left);
  if (check.ok) return null;
  return { ok: false, reason: 'too_many', title: check.line?.title ?? '', left: check.left };
}

type Count = 'shipped' | 'dropped' | 'returned' | 'refunded';

function counted(order: Order, what: Count, picks: readonly LinePick[]): Order {
  const more = new Map(picks.map(({ lineId, quantity }) => [lineId, quantity]));
  const count = (line: PlacedLine) => ({ ...line, [what]: line[what] + (more.get(line.id) ?? 0) });
  return { ...order, lines: order.lines.map(count) };
}

/** `2 x JACKET-M, 1 x MUG`, for the history. */
export const picksText = (order: Order, picks: readonly LinePick[]): string =>
  picks
    .map(({ lineId, quantity }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      return `${quantity} x ${line?.sku ?? line?.title ?? lineId}`;
    })
    .join(', ');

/** Pieces as the stock they are. */
export const stockOf = (order: Order, picks: readonly LinePick[]) =>
  picks.map(({ lineId, quantity }) => ({
    variantId: order.lines.find(({ id }) => id === lineId)!.variantId,
    quantity,
  }));
