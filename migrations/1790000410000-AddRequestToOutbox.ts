import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The request that promised the work, so that what the worker says of it can be joined with what the web process said. */
export class AddRequestToOutbox1790000410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN request_id CHAR(36) CHARACTER SET ascii NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN request_id');
  }
}
