import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row that tells how far replicas are behind (docs/read-replicas.md). Without replicas it stays as it is. */
export class CreateHeartbeat1790000080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE heartbeat (id TINYINT UNSIGNED NOT NULL PRIMARY KEY, beat BIGINT UNSIGNED NOT NULL)',
    );
    await runner.query('INSERT INTO heartbeat (id, beat) VALUES (1, 0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE heartbeat');
  }
}
