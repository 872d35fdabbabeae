import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Goods on their way back. `open_order_id` is the order while the return is open: one open return per order. */
export class CreateReturns1790000131000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE returns (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT NOT NULL,
      open_order_id BIGINT NULL,
      state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      note VARCHAR(1000) NOT NULL,
      answer VARCHAR(1000) NULL COMMENT 'why it was refused',
      requested_at DATETIME(3) NOT NULL,
      changed_at DATETIME(3) NOT NULL,
      UNIQUE KEY returns_open (open_order_id),
      KEY returns_of_order (order_id, id),
      KEY returns_by_state (state, id),
      CONSTRAINT returns_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT returns_open_is_order CHECK (open_order_id IS NULL OR open_order_id = order_id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE return_lines (
      return_id BIGINT NOT NULL,
      order_line_id BIGINT NOT NULL,
      quantity INT NOT NULL,
      reason VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (return_id, order_line_id),
      KEY return_lines_of_line (order_line_id),
      CONSTRAINT return_lines_of_return FOREIGN KEY (return_id) REFERENCES returns (id) ON DELETE CASCADE,
      CONSTRAINT return_lines_of_order_line FOREIGN KEY (order_line_id) REFERENCES order_lines (id),
      CONSTRAINT return_lines_quantity CHECK (quantity > 0)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE return_lines`);
    await runner.query(`DROP TABLE returns`);
  }
}
