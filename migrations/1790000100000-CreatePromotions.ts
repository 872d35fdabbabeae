import type { MigrationInterface, QueryRunner } from 'typeorm';

const CODE = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** Offers, the codes that unlock them, and who has used them on which order. */
export class CreatePromotions1790000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE promotions (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      handle VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      title VARCHAR(255) NOT NULL COMMENT 'as shoppers read it',
      lane TINYINT NOT NULL,
      stands_alone BOOLEAN NOT NULL,
      needs_code BOOLEAN NOT NULL,
      starts_at DATETIME(3) NOT NULL,
      ends_at DATETIME(3) NULL COMMENT 'the first moment in which it does not run',
      conditions JSON NOT NULL,
      benefit JSON NOT NULL,
      limit_total INT NULL,
      limit_per_customer INT NULL,
      used INT NOT NULL DEFAULT 0 COMMENT 'counted for promotions with a limit',
      stopped_at DATETIME(3) NULL,
      UNIQUE KEY promotions_handle (handle),
      KEY promotions_running (needs_code, starts_at),
      CONSTRAINT promotions_lane CHECK (lane BETWEEN 1 AND 9),
      CONSTRAINT promotions_dates CHECK (ends_at IS NULL OR ends_at > starts_at),
      CONSTRAINT promotions_limits CHECK (limit_total > 0 AND limit_per_customer BETWEEN 1 AND 1000),
      CONSTRAINT promotions_used CHECK (used >= 0 AND (limit_total IS NULL OR used <= limit_total))
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    await runner.query(`CREATE TABLE promotion_codes (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      promotion_id BIGINT NOT NULL,
      code VARCHAR(64) ${CODE} NOT NULL COMMENT 'as it is printed',
      code_key VARCHAR(64) ${CODE} NOT NULL COMMENT 'as it is compared',
      UNIQUE KEY promotion_codes_key (code_key),
      KEY promotion_codes_of_promotion (promotion_id),
      CONSTRAINT promotion_codes_of_promotion FOREIGN KEY (promotion_id) REFERENCES promotions (id)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE promotion_codes');
    await runner.query('DROP TABLE promotions');
  }
}
