import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The terms that shoppers were shown, each text once. Nothing here is ever changed or deleted. */
export class CreateTermsVersions1790000190100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE terms_versions (
        version CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'SHA-256 of title and text as they stand in the file',
        title VARCHAR(255) NOT NULL,
        html MEDIUMTEXT NOT NULL,
        changed_on CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'day, as the text itself says',
        first_shown_at DATETIME(3) NOT NULL
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE terms_versions');
  }
}
