import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The addresses that a customer keeps, as orders hold theirs. `default_of` is the customer for the one that comes first, else null: its
 * key lets nobody have two.
 */
export class CreateCustomerAddresses1790000365000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE customer_addresses (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      customer_id BIGINT NOT NULL,
      default_of BIGINT NULL,
      address JSON NOT NULL,
      changed_at DATETIME(3) NOT NULL,
      UNIQUE KEY customer_addresses_default (default_of),
      KEY customer_addresses_of_customer (customer_id, id),
      CONSTRAINT customer_addresses_of_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE customer_addresses');
  }
}
