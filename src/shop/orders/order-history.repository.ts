import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OrderState } from '../../core/orders/order-state.js';
import { Database } from '../../platform/database/database.js';
import type { OrderHappening, Shipment } from './order.js';

/** What happened to an order: events, and the parcel that left. */
@Injectable()
export class OrderHistoryRepository {
  constructor(private readonly database: Database) {}

  async add(
    tx: EntityManager,
    orderId: number,
    happening: OrderHappening & { fromState: OrderState | null },
  ): Promise<void> {
    const { event, fromState, toState, amount, happenedAt } = happening;
    await tx.query(
      `INSERT INTO order_events (order_id, event, from_state, to_state, amount, happened_at) VALUES (?, ?, ?, ?, ?, ?)`,
      [orderId, event, fromState, toState, amount, happenedAt],
    );
  }

  find(orderId: number): Promise<OrderHappening[]> {
    return this.database.query<OrderHappening>(
      `SELECT event, to_state AS toState, amount, happened_at AS happenedAt FROM order_events
       WHERE order_id = ? ORDER BY id`,
      [orderId],
    );
  }

  async addShipment(tx: EntityManager, orderId: number, shipment: Shipment): Promise<void> {
    await tx.query(
      'INSERT INTO shipments (order_id, carrier, tracking_number, shipped_at) VALUES (?, ?, ?, ?)',
      [orderId, shipment.carrier, shipment.trackingNumber, shipment.shippedAt],
    );
  }

  async findShipment(orderId: number): Promise<Shipment | null> {
    const rows = await this.database.query<Shipment>(
      `SELECT carrier, tracking_number AS trackingNumber, shipped_at AS shippedAt FROM shipments WHERE order_id = ?`,
      [orderId],
    );
    return rows[0] ?? null;
  }
}
