import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders from before there were two states. What an older version does after this is read from `state`. */
export class FillOrderStates1790000130100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE orders o LEFT JOIN tenders t ON t.order_id = o.id LEFT JOIN shipments s ON s.order_id = o.id
      SET o.payment_state = CASE o.state WHEN 'pending_payment' THEN 'pending' WHEN 'authorised' THEN 'authorised'
          WHEN 'cancelled' THEN 'voided' WHEN 'refunded' THEN 'refunded'
          ELSE IF(COALESCE(t.refunded, 0) > 0, 'partially_refunded', 'paid') END,
        o.fulfilment_state = CASE WHEN o.state = 'fulfilled' OR s.id IS NOT NULL THEN 'fulfilled'
          WHEN o.state IN ('cancelled', 'refunded') THEN 'cancelled' ELSE 'unfulfilled' END
      WHERE o.payment_state IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE orders SET payment_state = NULL, fulfilment_state = NULL');
  }
}
