import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether an order is somebody's first is asked by their e-mail address. */
export class IndexOrdersByEmail1790000100400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders ADD KEY orders_by_email (email, state)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP KEY orders_by_email');
  }
}
