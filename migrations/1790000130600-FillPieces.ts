import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that were sent before pieces were counted went in one parcel. */
export class FillPieces1790000130600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE order_lines l JOIN orders o ON o.id = l.order_id SET l.shipped = l.quantity - l.dropped
      WHERE o.fulfilment_state = 'fulfilled'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE order_lines SET returned = 0, shipped = 0`);
  }
}
