import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids no longer say which order came first: lists go by when orders were placed. */
export class IndexOrdersByTime1790000130800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE orders ADD KEY orders_of_customer_by_time (customer_id, placed_at, id),
      ADD KEY orders_by_state_and_time (state, placed_at, id), ADD KEY orders_by_time (placed_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE orders DROP KEY orders_by_time, DROP KEY orders_by_state_and_time, DROP KEY orders_of_customer_by_time`,
    );
  }
}
