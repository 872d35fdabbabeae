import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What will not be taken of an order because pieces were taken out before it was paid. */
export class AddReleased1790000131200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders ADD COLUMN released BIGINT NOT NULL DEFAULT 0,
      ADD CONSTRAINT orders_released CHECK (released >= 0 AND released <= total)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders DROP CONSTRAINT orders_released`);
    await runner.query(`ALTER TABLE orders DROP COLUMN released`);
  }
}
