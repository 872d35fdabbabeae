import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when goods are set aside for an order that waits for its payment (null: a quarter of an hour), and since when they are being let go. */
export class AddReservedUntilToOrders1790000137000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE orders ADD COLUMN reserved_until DATETIME(3) NULL, ADD COLUMN expired_at DATETIME(3) NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders DROP COLUMN expired_at`);
    await runner.query(`ALTER TABLE orders DROP COLUMN reserved_until`);
  }
}
