import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a refund is for: delivery, and pieces of lines with their share of the tax. `wish`: asked for once under this name. */
export class CreateRefundParts1790000130900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE refund_parts (
      refund_id BIGINT NOT NULL PRIMARY KEY,
      order_id BIGINT NOT NULL,
      wish VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      shipping BIGINT NOT NULL,
      tax BIGINT NOT NULL,
      UNIQUE KEY refund_parts_once (order_id, wish),
      CONSTRAINT refund_parts_of_refund FOREIGN KEY (refund_id) REFERENCES refunds (id) ON DELETE CASCADE,
      CONSTRAINT refund_parts_not_negative CHECK (shipping >= 0 AND tax >= 0)
    )`);
    await runner.query(`CREATE TABLE refund_lines (
      refund_id BIGINT NOT NULL,
      order_line_id BIGINT NOT NULL,
      quantity INT NOT NULL,
      amount BIGINT NOT NULL,
      tax BIGINT NOT NULL,
      PRIMARY KEY (refund_id, order_line_id),
      KEY refund_lines_of_line (order_line_id),
      CONSTRAINT refund_lines_of_refund FOREIGN KEY (refund_id) REFERENCES refunds (id) ON DELETE CASCADE,
      CONSTRAINT refund_lines_of_order_line FOREIGN KEY (order_line_id) REFERENCES order_lines (id),
      CONSTRAINT refund_lines_amounts CHECK (quantity > 0 AND amount >= 0 AND tax >= 0 AND tax <= amount)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refund_lines`);
    await runner.query(`DROP TABLE refund_parts`);
  }
}
