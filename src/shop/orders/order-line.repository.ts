import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LinePick, OrderLine } from './order.js';

type Count = 'shipped' | 'dropped' | 'returned' | 'refunded';

/** Of what there can be so many more. The table has the same as a constraint. */
const ROOM: Record<Count, string> = {
  shipped: 'shipped + dropped + ? <= quantity',
  dropped: 'shipped + dropped + ? <= quantity',
  returned: 'returned + ? <= shipped',
  refunded: 'refunded + ? <= quantity',
};

/** The table `order_lines`: what was ordered, and what became of the pieces. */
@Injectable()
export class OrderLineRepository {
  async insert(tx: EntityManager, orderId: number, lines: readonly OrderLine[]): Promise<void> {
    const rows = lines.map((line, position) => [
      orderId,
      position + 1,
      line.cartKey,
      line.variantId,
      line.productHandle,
      line.title,
      line.variantTitle,
      line.sku,
      line.imageSrc,
      JSON.stringify(line.properties),
      line.quantity,
      line.unitPrice,
      line.listPrice,
      line.subtotal,
      line.discount,
      line.tax,
      JSON.stringify(line.taxes),
    ]);
    await tx.query(
      `INSERT INTO order_lines (order_id, position, cart_key, variant_id, product_handle, title, variant_title, sku,
       image_src, properties, quantity, unit_price, list_price, subtotal, discount, tax, taxes) VALUES ?`,
      [rows],
    );
  }

  /**
   * Counts pieces up, each line in one conditional statement. Errors: Error when there are not so many, which rolls the
   * caller's transaction back; whoever holds the order's row and has checked never sees it.
   */
  async count(tx: EntityManager, what: Count, picks: readonly LinePick[]): Promise<void> {
    for (const { lineId, quantity } of picks) {
      const result: { affectedRows: number } = await tx.query(
        `UPDATE order_lines SET ${what} = ${what} + ? WHERE id = ? AND ${ROOM[what]}`,
        [quantity, lineId, quantity],
      );
      if (result.affectedRows !== 1)
        throw new Error(`line ${lineId} has no ${quantity} pieces to be ${what}`);
    }
  }

  /** A refund that the gateway refused gives its pieces back. */
  async uncountRefunded(tx: EntityManager, picks: readonly LinePick[]): Promise<void> {
    for (const { lineId, quantity } of picks)
      await tx.query('UPDATE order_lines SET refunded = refunded - ? WHERE id = ?', [quantity, lineId]);
  }

  /** After an older version has sent an order, or ended it: it counts no pieces. */
  async countRest(tx: EntityManager, orderId: number, what: 'shipped' | 'dropped'): Promise<void> {
    await tx.query(
      `UPDATE order_lines SET ${what} = ${what} + quantity - shipped - dropped WHERE order_id = ?`,
      [orderId],
    );
  }
}
