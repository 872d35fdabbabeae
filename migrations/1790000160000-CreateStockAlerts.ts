import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wants to hear when something that is sold out can be had again. A row goes when its mail is promised. */
export class CreateStockAlerts1790000160000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE stock_alerts (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      variant_id BIGINT NOT NULL,
      email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      asked_at DATETIME(3) NOT NULL,
      UNIQUE KEY stock_alerts_wish (variant_id, email),
      KEY stock_alerts_of_email (email),
      KEY stock_alerts_by_age (asked_at),
      CONSTRAINT stock_alerts_of_variant FOREIGN KEY (variant_id) REFERENCES variants (id) ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stock_alerts');
  }
}
