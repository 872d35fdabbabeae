import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which terms the shopper saw at the last button; null for orders of before. */
export class AddTermsToOrders1790000190200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE orders ADD COLUMN terms_version CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL',
    );
    await runner.query(
      'ALTER TABLE orders ADD CONSTRAINT orders_terms FOREIGN KEY (terms_version) REFERENCES terms_versions (version)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP FOREIGN KEY orders_terms');
    await runner.query('ALTER TABLE orders DROP COLUMN terms_version');
  }
}
