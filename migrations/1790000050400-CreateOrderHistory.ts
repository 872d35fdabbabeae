import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to an order, in order, and the parcels that left. */
export class CreateOrderHistory1790000050400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE order_events (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT NOT NULL,
      event VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      from_state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
      to_state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      amount BIGINT NULL,
      happened_at DATETIME(3) NOT NULL,
      KEY order_events_of_order (order_id, id),
      CONSTRAINT order_events_of_order FOREIGN KEY (order_id) REFERENCES orders (id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE shipments (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT NOT NULL,
      carrier VARCHAR(100) NULL,
      tracking_number VARCHAR(100) NULL,
      shipped_at DATETIME(3) NOT NULL,
      UNIQUE KEY shipments_of_order (order_id),
      CONSTRAINT shipments_of_order FOREIGN KEY (order_id) REFERENCES orders (id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shipments');
    await runner.query('DROP TABLE order_events');
  }
}
