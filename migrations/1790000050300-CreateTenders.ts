import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Means of payment of an order, and what was given back. Amounts are minor units of the order's currency. */
export class CreateTenders1790000050300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE tenders (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT NOT NULL,
      gateway VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      choice VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      status VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      deed VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'asked of the gateway, answer not recorded yet',
      amount BIGINT NOT NULL,
      captured BIGINT NOT NULL DEFAULT 0,
      refunded BIGINT NOT NULL DEFAULT 0 COMMENT 'including refunds that are on their way',
      reference VARCHAR(255) NULL,
      confirmation_url VARCHAR(2048) NULL,
      changed_at DATETIME(3) NOT NULL,
      KEY tenders_of_order (order_id),
      CONSTRAINT tenders_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT tenders_amounts CHECK (0 <= refunded AND refunded <= captured AND captured <= amount)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE refunds (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      order_id BIGINT NOT NULL,
      tender_id BIGINT NOT NULL,
      amount BIGINT NOT NULL,
      puts_back BOOLEAN NOT NULL COMMENT 'the goods came back and go on the shelf',
      reference VARCHAR(255) NULL,
      requested_at DATETIME(3) NOT NULL,
      done_at DATETIME(3) NULL,
      KEY refunds_of_order (order_id),
      KEY refunds_on_their_way (done_at),
      CONSTRAINT refunds_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
      CONSTRAINT refunds_of_tender FOREIGN KEY (tender_id) REFERENCES tenders (id),
      CONSTRAINT refunds_amount CHECK (amount > 0)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refunds');
    await runner.query('DROP TABLE tenders');
  }
}
