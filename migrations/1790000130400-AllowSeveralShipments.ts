import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An order may leave in several parcels. */
export class AllowSeveralShipments1790000130400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE shipments ADD KEY shipments_by_order (order_id, id), DROP KEY shipments_of_order`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE s FROM shipments s JOIN shipments first ON first.order_id = s.order_id AND first.id < s.id`,
    );
    await runner.query(
      `ALTER TABLE shipments ADD UNIQUE KEY shipments_of_order (order_id), DROP KEY shipments_by_order`,
    );
  }
}
