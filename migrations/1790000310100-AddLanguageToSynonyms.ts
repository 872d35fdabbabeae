import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Synonyms of a language; empty for the shop's own, which is all that the release before this one reads and writes. */
export class AddLanguageToSynonyms1790000310100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE search_synonyms
      ADD COLUMN language VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' FIRST,
      DROP PRIMARY KEY, ADD PRIMARY KEY (language, position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM search_synonyms WHERE language <> ''");
    await runner.query(`ALTER TABLE search_synonyms
      DROP PRIMARY KEY, DROP COLUMN language, ADD PRIMARY KEY (position)`);
  }
}
