import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which language a checkout was filled in (null: the shop’s own): the reminder of it is in it. */
export class AddLanguageToCheckouts1790000300100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE checkouts ADD COLUMN language CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE checkouts DROP COLUMN language`);
  }
}
