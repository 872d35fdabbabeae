import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts. `email` holds the normal form and is unique; `session_epoch` goes up to end all sessions of a customer. */
export class CreateCustomers1790000030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customers (
        id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
        email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        first_name VARCHAR(255) NOT NULL,
        last_name VARCHAR(255) NOT NULL,
        session_epoch INT NOT NULL DEFAULT 1,
        last_address TEXT NULL,
        created_at DATETIME(3) NOT NULL,
        UNIQUE INDEX uq_customers_email (email)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE customers');
  }
}
