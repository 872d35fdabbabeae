import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions and carts of shops with `SESSION_STORE=mysql`; empty in all others. */
export class CreateStoredValues1790000060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE stored_values (
      name VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      value MEDIUMTEXT NOT NULL,
      version CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      KEY stored_values_by_expiry (expires_at)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stored_values');
  }
}
