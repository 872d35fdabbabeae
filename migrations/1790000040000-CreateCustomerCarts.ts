import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Copies of customers' carts, written behind Redis by the worker. `content` is JSON; a higher `revision` is newer. */
export class CreateCustomerCarts1790000040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customer_carts (
        customer_id BIGINT NOT NULL PRIMARY KEY,
        revision BIGINT NOT NULL,
        content MEDIUMTEXT NOT NULL,
        saved_at DATETIME(3) NOT NULL
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE customer_carts');
  }
}
