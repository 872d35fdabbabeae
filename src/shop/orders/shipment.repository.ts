import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { LinePick, Shipment } from './order.js';

type Row = Omit<Shipment, 'lines'> & { id: number };

/** The parcels of an order and what is in them. */
@Injectable()
export class ShipmentRepository {
  constructor(private readonly database: Database) {}

  /** Answers the parcel's id. */
  async add(tx: EntityManager, orderId: number, shipment: Shipment): Promise<number> {
    const { insertId }: { insertId: number } = await tx.query(
      'INSERT INTO shipments (order_id, carrier, tracking_number, shipped_at) VALUES (?, ?, ?, ?)',
      [orderId, shipment.carrier, shipment.trackingNumber, shipment.shippedAt],
    );
    const rows = shipment.lines.map(({ lineId, quantity }) => [insertId, lineId, quantity]);
    if (rows.length > 0)
      await tx.query('INSERT INTO shipment_lines (shipment_id, order_line_id, quantity) VALUES ?', [rows]);
    return insertId;
  }

  /** Oldest first. */
  async find(orderId: number): Promise<Shipment[]> {
    const rows = await this.database.query<Row>(
      `SELECT id, carrier, tracking_number AS trackingNumber, shipped_at AS shippedAt FROM shipments
       WHERE order_id = ? ORDER BY id`,
      [orderId],
    );
    if (rows.length === 0) return [];
    const lines = await this.database.query<LinePick & { shipmentId: number }>(
      `SELECT shipment_id AS shipmentId, order_line_id AS lineId, quantity FROM shipment_lines
       WHERE shipment_id IN (?) ORDER BY shipment_id, order_line_id`,
      [rows.map(({ id }) => id)],
    );
    const linesOf = (id: number) =>
      lines
        .filter(({ shipmentId }) => shipmentId === id)
        .map(({ lineId, quantity }) => ({ lineId, quantity }));
    return rows.map(({ id, ...row }) => ({ ...row, lines: linesOf(id) }));
  }
}
