import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work promised by a committed transaction and done by the worker, at least once, under one stable key. */
export class CreateOutbox1790000050600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE outbox (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      topic VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      dedupe_key VARCHAR(191) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      payload JSON NOT NULL,
      attempts INT NOT NULL DEFAULT 0,
      available_at DATETIME(3) NULL COMMENT 'not before; NULL when done or given up',
      done_at DATETIME(3) NULL,
      last_error VARCHAR(500) NULL,
      created_at DATETIME(3) NOT NULL,
      UNIQUE KEY outbox_dedupe (dedupe_key),
      KEY outbox_due (available_at, id),
      KEY outbox_done (done_at)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox');
  }
}
